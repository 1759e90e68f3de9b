# Files in and out: each message says what is wrong, where, and what to do

exchange-column-errors = Errors

# Opening a file
exchange-open-unreadable = The file cannot be read: { $detail }. Check that it exists and that no other program holds it.
exchange-open-too-large = The file has { $mebibytes } MiB, more than the { $allowed } MiB allowed. Split it into several files.
exchange-open-empty = The file is empty. Its first row should hold the titles of the columns, for example "Inspection number".
exchange-open-old-or-locked = The file is an old xls or is locked with a password. Remove the password in Excel and save it as xlsx.
exchange-open-unknown-format = The format of the file is not known. Files of the kinds xlsx, csv and json can be imported.
exchange-open-not-a-workbook = The file is a zip archive, not an Excel workbook. Unpack it and choose the xlsx or csv file inside.
exchange-open-damaged = The file is cut short or damaged ({ $detail }). Export or upload it again.
exchange-open-no-sheet = The workbook has no visible sheet named "{ $name }". Its sheets: { $present }.
exchange-open-inflates = Unpacked, the file has more than the { $allowed } MiB allowed. Delete sheets and formatting that are not needed, or split the file.
exchange-open-inflates-too-much = The part "{ $part }" becomes { $ratio } times larger when unpacked; { $allowed } times are allowed. The file may be hostile. Copy the data into a new workbook and import that.
exchange-open-encoding = The encoding of the text is not known (after byte { $offset }). Save the file as "CSV UTF-8".
exchange-open-too-many-columns = The file has { $found } columns, more than the { $allowed } allowed. Delete blank columns and those that are not needed.
exchange-open-title = The title "{ $title }" of column { $position } is too long or holds an invisible control character. Type the title again.
exchange-open-json = The json is neither a list of objects nor one object a line ({ $detail }). A right example: [ {"{"}"Inspection number": "2024-001"{"}"} ]
exchange-open-too-slow = Reading the file took more than { $seconds } seconds and was stopped. Split it into several files.

# The content of a row
exchange-record-control = Row { $row }, "{ $column }": the text holds the invisible control character { $code }. Delete it and type the text again.
exchange-record-cell-too-long = Row { $row }, "{ $column }": the text has more than { $allowed } bytes. Shorten it; long material belongs in an attachment.
exchange-record-too-long = Row { $row } has more than { $allowed } bytes. Check that its quotation marks come in pairs.
exchange-record-too-many-cells = Row { $row } has { $found } cells, but there are { $expected } columns. Check that text with a comma in it stands in quotation marks.
exchange-record-too-few-cells = Row { $row } has only { $found } cells, but there are { $expected } columns. Check that quotation marks come in pairs and that no delimiter is missing.
exchange-record-formula = Row { $row }, "{ $column }": the formula gives the error { $value }. Correct the formula or type the result.
exchange-record-long-number = Row { $row }, "{ $column }": the number { $value } is so long that its last digits are lost. Format the column as text and type it again, for example an identity number.
exchange-record-not-an-object = Record { $row } is not a right json object ({ $detail }). A right example: {"{"}"Inspection number": "2024-001"{"}"}
exchange-record-duplicate-key = Record { $row } names "{ $key }" twice. Keep only one.
exchange-record-too-many-columns = With record { $row } there are more than the { $allowed } columns allowed, or one of its keys cannot be a title. Use the same keys in every record.
exchange-record-too-many-rows = At row { $row } there were more than the { $allowed } rows allowed; what follows was not read. Split the file.
exchange-record-too-slow = At row { $row } reading had taken more than { $seconds } seconds; what follows was not read. Split the file.
exchange-record-damaged = From row { $row } on the file is damaged ({ $detail }); what follows was not read. Export or upload it again.

# A mapping profile
exchange-profile-syntax = Line { $line } of the profile cannot be read: { $detail }
exchange-profile-too-long = The profile has more than the { $allowed } bytes allowed.
exchange-profile-unknown-kind = There is no kind of record named "{ $kind }". For example: kind = "inspection"
exchange-profile-unknown-field = There is no field named "{ $field }". A field of a like name: { $nearest }.
exchange-profile-nothing = The profile fills no field. Name the columns in [columns], for example: "Inspection number" = "own_number"
exchange-profile-sources = The field "{ $field }" needs exactly one source: column, columns, parts or constant.
exchange-profile-field-twice = Two columns fill the field "{ $field }". To join them, write them in columns of [fields.{ $field }].
exchange-profile-nested-parts = The parts of the field "{ $field }" cannot have parts or columns of their own.
exchange-profile-zone = There is no time zone named "{ $zone }". For example: zone = "Asia/Shanghai"
exchange-profile-time-format = The format "{ $format }" of the field "{ $field }" cannot be used. For example: "%Y-%m-%d %H:%M"
exchange-profile-factor = The factor "{ $factor }" of the field "{ $field }" is not a number. For example, from 10,000 yuan to fen: multiply = "1000000"
exchange-profile-unit = The unit "{ $unit }" of the field "{ $field }" is not known. Units of amounts are: money = "元" and money = "万元"
exchange-profile-rules = The rules of the field "{ $field }" exclude each other: only one of multiply, money, formats and hash; only one of default and keep_others; keep_others and values_after need values; when needs equals or differs_from.

# A file and a profile
exchange-mapping-missing-column = The column "{ $column }" is missing. Add it, with its title in the first row.
exchange-mapping-missing-column-nearest = The column "{ $column }" is missing. The file has a column "{ $nearest }"; if it is the same, change its title to "{ $column }".
exchange-mapping-ambiguous-column = Several columns are called "{ $column }" (columns { $positions }). Keep one of them or give them different titles.

# A cell
exchange-cell-value = "{ $column }": the value "{ $value }" is not one of those allowed: { $example }
exchange-cell-time = "{ $column }": the value "{ $value }" is not a day or a time. A right example: { $example }
exchange-cell-number = "{ $column }": the value "{ $value }" is not a number. A right example: { $example }
exchange-cell-fraction = "{ $column }": the value "{ $value }" does not convert to a whole number; it has too many decimals. A right example: { $example }
exchange-cell-empty = "{ $column }" must not be empty (now "{ $value }"). A right example: { $example }

# Writing a file
exchange-write-unwritable = The file cannot be written: { $detail }. Check the space on the disk and the permissions.
exchange-write-sheet-full = There are more rows or columns than an Excel sheet can hold (1048576 rows, 16384 columns). Use csv, or choose less.
exchange-write-too-many-cells = This row has { $found } cells, but the file has only { $expected } columns.
exchange-cell-amount = Column “{ $column }”: “{ $value }” is no amount of money. Write it like { $example }.
exchange-cell-negative = Column “{ $column }”: “{ $value }” is below nought. An amount is never negative. A right example: { $example }
exchange-cell-too-much = Column “{ $column }”: “{ $value }” is more than any amount can be. Is the unit right? A right example: { $example }
exchange-cell-currency = Column “{ $column }”: “{ $value }” names another currency. Amounts are collected in yuan. A right example: { $example }
exchange-cell-short-year = Column “{ $column }”: the year of “{ $value }” has two digits and could mean two years. Write it with four, like { $example }.
exchange-cell-lunar = Column “{ $column }”: “{ $value }” is a day of the lunar calendar. Write the day of the solar calendar, like { $example }.
exchange-official-missing = { $column } is missing; whoever takes the record refuses it without.
exchange-official-long = { $column } has { $found } characters; the standard allows { $most }.
exchange-official-value = { $column }: “{ $value }” is not one of the standard's values: { $example }
exchange-official-day = { $column }: “{ $value }” is not a day as the standard writes it. A right example: { $example }
exchange-official-amount = { $column }: “{ $value }” is not an amount as the standard writes it. A right example: { $example }
exchange-official-digits = { $column } must have exactly { $digits } digits.
exchange-official-few = { $column } holds { $found }; whoever takes the record asks for at least { $least }.
exchange-official-unexpected = { $column } must be empty for a party of this kind. Delete it; identity numbers belong only in their own column.
exchange-official-order = { $column } is earlier than { $before }. Check both days.
exchange-annual-uneven = A row has { $found } counts, but the table has { $expected }, or an amount is missing or too much. Count the table again.
exchange-annual-too-much = The total is larger than can be shown. Check the counts of the rows.
