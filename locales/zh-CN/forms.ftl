# 执法文书格式。名称和栏目照录原表。

column-form = 文书名称
column-stage = 环节
column-event = 事件
column-prefix = 文号字头
column-fields = 栏目数

forms-shipped = 本处尚未记录文书格式，以下为随程序提供的格式。
forms-none = { $day } 没有施行中的文书格式。请用 --on 换一天试试。
forms-no-such = { $day } 没有代码为“{ $code }”的文书格式。请用 "xiezhi forms list" 查看，或者用 --on 换一天试试。
forms-head = { $field }（条线 { $line }）：{ $source }，共 { $forms } 种，自 { $from } 起使用
forms-day-unknown = 具体施行日期不详，以版本年份的第一天代替。
forms-table = { $label }（表格，{ $rows } 行：{ $columns }）
forms-boxes = 勾选：{ $choices }
