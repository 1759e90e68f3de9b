# The forms of enforcement documents. Titles and labels are those of the forms, in Chinese.

column-form = Title
column-stage = Stage
column-event = Event
column-prefix = Number prefix
column-fields = Fields

forms-shipped = No forms are recorded here; these are the ones that ship with the program.
forms-none = No edition of forms is in force on { $day }. Try another day with --on.
forms-no-such = There is no form "{ $code }" on { $day }. See "xiezhi forms list", or try another day with --on.
forms-head = { $field } (line { $line }): { $source }, { $forms } forms, in force from { $from }
forms-day-unknown = The day itself is not known; the first day of the edition's year stands for it.
forms-table = { $label } (table of { $rows } lines: { $columns })
forms-boxes = Tick: { $choices }
