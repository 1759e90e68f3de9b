# 文件导入导出：每条说明错在哪里、怎样改

exchange-column-errors = 错误

# 打开文件
exchange-open-unreadable = 无法读取文件：{ $detail }。请检查文件是否存在、是否正被其他程序占用。
exchange-open-too-large = 文件大小为 { $mebibytes } MiB，超过允许的 { $allowed } MiB。请拆分成几个文件后分别导入。
exchange-open-empty = 文件中没有内容。第一行应当是列名，例如“检查编号”。
exchange-open-old-or-locked = 文件是旧版 xls 格式，或者设有打开密码。请在 Excel 中取消密码，另存为 xlsx 格式。
exchange-open-unknown-format = 无法识别文件格式。可以导入 xlsx、csv、json 文件。
exchange-open-not-a-workbook = 文件是压缩包，不是 Excel 工作簿。请解压后选择其中的 xlsx 或者 csv 文件。
exchange-open-damaged = 文件不完整或者已经损坏（{ $detail }）。请重新导出或者重新上传。
exchange-open-no-sheet = 工作簿中没有名为“{ $name }”的可见工作表。现有工作表：{ $present }。
exchange-open-inflates = 文件解压后超过允许的 { $allowed } MiB。请删除多余的工作表和格式，或者拆分成几个文件。
exchange-open-inflates-too-much = 文件中的“{ $part }”解压后增大 { $ratio } 倍，超过允许的 { $allowed } 倍，疑似恶意文件。请把数据复制到新建的工作簿中再导入。
exchange-open-encoding = 无法识别文字编码（第 { $offset } 个字节之后）。请另存为“CSV UTF-8”格式。
exchange-open-too-many-columns = 文件有 { $found } 列，超过允许的 { $allowed } 列。请删除空白列和多余的列。
exchange-open-title = 第 { $position } 列的列名“{ $title }”过长或者含有不可见的控制字符。请重新输入列名。
exchange-open-json = json 内容不是对象列表，也不是每行一个对象（{ $detail }）。正确示例：[ {"{"}"检查编号": "2024-001"{"}"} ]
exchange-open-too-slow = 读取文件超过 { $seconds } 秒，已经停止。请拆分成几个文件后分别导入。

# 一行的内容
exchange-record-control = 第 { $row } 行“{ $column }”中含有不可见的控制字符 { $code }。请删除后重新输入。
exchange-record-cell-too-long = 第 { $row } 行“{ $column }”的内容超过 { $allowed } 字节。请缩短，较长的材料作为附件上传。
exchange-record-too-long = 第 { $row } 行超过 { $allowed } 字节。请检查该行的引号是否成对。
exchange-record-too-many-cells = 第 { $row } 行有 { $found } 个单元格，列名只有 { $expected } 个。请检查含有逗号的内容是否加了引号。
exchange-record-too-few-cells = 第 { $row } 行只有 { $found } 个单元格，列名有 { $expected } 个。请检查引号是否成对、是否缺少分隔符。
exchange-record-formula = 第 { $row } 行“{ $column }”的公式结果是错误值 { $value }。请改正公式，或者直接填写结果。
exchange-record-long-number = 第 { $row } 行“{ $column }”是过长的数字 { $value }，末尾几位已经丢失。请把该列设为文本格式后重新填写，例如身份证件号码。
exchange-record-not-an-object = 第 { $row } 条不是正确的 json 对象（{ $detail }）。正确示例：{"{"}"检查编号": "2024-001"{"}"}
exchange-record-duplicate-key = 第 { $row } 条中“{ $key }”出现两次。请只保留一个。
exchange-record-too-many-columns = 第 { $row } 条使列数超过允许的 { $allowed } 列，或者其中的列名不能使用。请统一各条的列名。
exchange-record-too-many-rows = 到第 { $row } 行时已经超过允许的 { $allowed } 行，后面的内容没有读取。请拆分成几个文件。
exchange-record-too-slow = 读到第 { $row } 行时已经超过 { $seconds } 秒，后面的内容没有读取。请拆分成几个文件。
exchange-record-damaged = 文件从第 { $row } 行开始损坏（{ $detail }），后面的内容没有读取。请重新导出或者重新上传。

# 映射方案
exchange-profile-syntax = 映射方案第 { $line } 行无法读取：{ $detail }
exchange-profile-too-long = 映射方案超过允许的 { $allowed } 字节。
exchange-profile-unknown-kind = 没有“{ $kind }”这种记录。例如：kind = "inspection"
exchange-profile-unknown-field = 没有“{ $field }”这个数据项。相近的数据项：{ $nearest }。
exchange-profile-nothing = 映射方案没有对应任何数据项。请在 [columns] 中写明，例如："检查编号" = "own_number"
exchange-profile-sources = 数据项“{ $field }”的来源应当有且只有一个：column、columns、parts 或者 constant。
exchange-profile-field-twice = 两列对应同一个数据项“{ $field }”。需要合并时请写在 [fields.{ $field }] 的 columns 中。
exchange-profile-nested-parts = 数据项“{ $field }”的 parts 中不能再有 parts 或者 columns。
exchange-profile-zone = 没有“{ $zone }”这个时区。例如：zone = "Asia/Shanghai"
exchange-profile-time-format = 数据项“{ $field }”的日期格式“{ $format }”不能使用。例如："%Y-%m-%d %H:%M"
exchange-profile-factor = 数据项“{ $field }”的倍数“{ $factor }”不是数字。例如万元换算成分：multiply = "1000000"
exchange-profile-unit = 数据项“{ $field }”的金额单位“{ $unit }”无法识别。可用的单位：money = "元"、money = "万元"
exchange-profile-rules = 数据项“{ $field }”的规则互相冲突：multiply、money、formats、hash 只能用一个，default 和 keep_others 只能用一个，keep_others 和 values_after 需要 values，when 需要 equals 或者 differs_from。

# 文件与映射方案
exchange-mapping-missing-column = 文件中缺少“{ $column }”列。请补上该列，列名写在第一行。
exchange-mapping-missing-column-nearest = 文件中缺少“{ $column }”列。文件中有相近的“{ $nearest }”列，如果是同一列，请把列名改为“{ $column }”。
exchange-mapping-ambiguous-column = 文件中有几列都叫“{ $column }”（第 { $positions } 列）。请只保留一列，或者改成不同的列名。

# 一个单元格
exchange-cell-value = “{ $column }”的值“{ $value }”不在可用的值之内。可用的值：{ $example }
exchange-cell-time = “{ $column }”的值“{ $value }”不是正确的日期或者时间。正确示例：{ $example }
exchange-cell-number = “{ $column }”的值“{ $value }”不是数字。正确示例：{ $example }
exchange-cell-fraction = “{ $column }”的值“{ $value }”换算后不是整数，小数位过多。正确示例：{ $example }
exchange-cell-empty = “{ $column }”不能为空（现值“{ $value }”）。正确示例：{ $example }

# 写文件
exchange-write-unwritable = 无法写入文件：{ $detail }。请检查磁盘空间和权限。
exchange-write-sheet-full = 行数或者列数超过 Excel 工作表的上限（1048576 行、16384 列）。请改用 csv 格式，或者缩小范围。
exchange-write-too-many-cells = 这一行有 { $found } 个单元格，文件只有 { $expected } 列。
exchange-cell-amount = “{ $column }”列的“{ $value }”不是金额。请写成{ $example }这样。
exchange-cell-negative = “{ $column }”列的“{ $value }”小于零。金额不能是负数。正确的例子：{ $example }
exchange-cell-too-much = “{ $column }”列的“{ $value }”超出可能的金额。请核对单位。正确的例子：{ $example }
exchange-cell-currency = “{ $column }”列的“{ $value }”是其他币种。金额以人民币元归集。正确的例子：{ $example }
exchange-cell-short-year = “{ $column }”列的“{ $value }”年份只有两位，可能指不同的年份。请写四位年份，例如{ $example }。
exchange-cell-lunar = “{ $column }”列的“{ $value }”是农历日期。请写公历日期，例如{ $example }。
exchange-official-missing = 缺少“{ $column }”，接收方会退回。
exchange-official-long = “{ $column }”有{ $found }个字，标准最多{ $most }个字。
exchange-official-value = “{ $column }”的值“{ $value }”不在标准的值之内。可用的值：{ $example }
exchange-official-day = “{ $column }”的值“{ $value }”不是标准格式的日期。正确示例：{ $example }
exchange-official-amount = “{ $column }”的值“{ $value }”不是标准格式的金额。正确示例：{ $example }
exchange-official-digits = “{ $column }”应当正好是{ $digits }位数字。
exchange-official-few = “{ $column }”只有{ $found }个，接收方要求至少{ $least }个。
exchange-official-unexpected = 该类行政相对人的“{ $column }”应当为空。请删除；身份证件号码只能填写在证件号码栏。
exchange-official-order = “{ $column }”早于“{ $before }”。请核对两个日期。
exchange-annual-uneven = 一行有{ $found }个数，表有{ $expected }列，或者金额缺失、多余。请重新统计。
exchange-annual-too-much = 合计超出可以表示的范围。请核对各行的数。
