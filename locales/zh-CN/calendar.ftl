# 工作日历：日期、期限计算、节假日安排通知

calendar-weekday-1 = 星期一
calendar-weekday-2 = 星期二
calendar-weekday-3 = 星期三
calendar-weekday-4 = 星期四
calendar-weekday-5 = 星期五
calendar-weekday-6 = 星期六
calendar-weekday-7 = 星期日
calendar-working = 工作日
calendar-off = 休息日
calendar-provisional = 尚未公布（暂定）
calendar-days-order = 起始日期 { $from } 晚于截止日期 { $to }。请调换。
calendar-not-a-day = “{ $given }”不是日期或者时间。正确示例：2026-11-24 或者 "2026-11-24 09:30"

calendar-limit-hour = { $n } 小时
calendar-limit-working = { $n } 个工作日
calendar-limit-natural = { $n } 日（自然日）
calendar-limit-month = { $n } 个月
calendar-limit-year = { $n } 年
calendar-limit-rolling = { $limit }，末日为休息日的顺延至下一工作日
calendar-explain-start = { "  " }自{ $start }起 { $limit }：
calendar-explain-omitted = { "  " }（中间略去 { $n } 行）
calendar-explain-end = { "  " }最后一日为{ $day }，至当日 24:00 止。
calendar-explain-moment = { "  " }至{ $at }止。
calendar-ends-provisional = { "  " }其中有尚未公布安排的日期，以后的通知可能使期限变动。
calendar-step = { "    " }{ $day } { $weekday }  ——  { $why }
calendar-step-counted = { "    " }{ $day } { $weekday }  第{ $n }  { $why }
calendar-step-provisional = { $step }（暂定）
calendar-why-start-day = 事件当日，不计入
calendar-why-start-moment = 自{ $at }起算
calendar-why-counted = 计入
calendar-why-weekend = 周末，不计入
calendar-why-holiday = { $name }放假，不计入（通知 { $notice }）
calendar-why-make-up = { $name }调休上班，计入（通知 { $notice }）
calendar-why-excluded = { $reason }，不计入
calendar-why-period-end = 满 { $limit }
calendar-why-added = 补足不计入的日期
calendar-why-extended = 经{ $by }批准延长{ $limit }（{ $article }）
calendar-why-end-moment = 至{ $at }届满
calendar-why-rolled = 原应在{ $day }届满，顺延至这一日

calendar-known = 通知 { $notice } 已经记录，内容相同。
calendar-id-taken = 标识为 { $notice } 的通知已经记录，但内容不同。已记录的不能更改；新的通知请另取标识，例如“{ $notice }-2”。
calendar-published = 通知 { $notice } 已公布（{ $days } 天）。
calendar-published-needed = 文件没有说明通知 { $notice } 的公布日期。请用 --published 年-月-日 给出。
calendar-unreadable = 文件 { $file } 无法读取：{ $detail }。请检查路径和权限。
calendar-refused =
    文件 { $file } 不是可用的节假日安排通知，没有记录任何内容：
    { $problems }
calendar-nothing-moved = 没有日期因此改变工作或者休息，期限不变。
calendar-moved = { $n } 天改变了工作或者休息（{ $first }至{ $last }）：{ $renewed } 个未完期限重新计算，{ $records } 条记录重新判断，解除 { $cleared } 条预警，新产生 { $raised } 条。
calendar-notice-not-json = 第 { $line } 行第 { $column } 列：不是 JSON。请检查括号、引号和逗号。
calendar-notice-not-a-notice = 通知 { $notice }：数据项不全或者类型不对（{ $detail }）。需要 year 和 days（date、name、working 或者 isOffDay）。
calendar-notice-none = 文件中没有通知。
calendar-notice-id-twice = 通知 { $notice }：这个标识出现两次。请各用不同的标识。
calendar-notice-year = 通知 { $notice }：年份 { $year } 不在 { $first } 至 { $last } 之间。
calendar-notice-published = 通知 { $notice }：公布日期“{ $value }”不是日期。正确示例：2026-11-04
calendar-notice-no-days = 通知 { $notice }：没有列出任何日期。尚未公布的年份不用导入。
calendar-notice-date = 通知 { $notice } 第 { $entry } 天：“{ $value }”不是日期。正确示例：2027-02-06
calendar-notice-worked = 通知 { $notice } 第 { $entry } 天：请用 working 或者 isOffDay 之一说明是否上班。
calendar-notice-listed-twice = 通知 { $notice }：{ $day }列了两次。请只留一处。
calendar-notice-outside = 通知 { $notice }：{ $day }离 { $year } 年太远。请核对年份。
