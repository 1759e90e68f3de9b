# The calendar: days, deadlines, holiday notices

calendar-weekday-1 = Mon
calendar-weekday-2 = Tue
calendar-weekday-3 = Wed
calendar-weekday-4 = Thu
calendar-weekday-5 = Fri
calendar-weekday-6 = Sat
calendar-weekday-7 = Sun
calendar-working = worked
calendar-off = off
calendar-provisional = not announced yet (provisional)
calendar-days-order = The first day { $from } comes after the last day { $to }. Exchange them.
calendar-not-a-day = "{ $given }" is not a day or a moment. Right examples: 2026-11-24, or "2026-11-24 09:30"

calendar-limit-hour = { $n ->
    [1] { $n } hour
   *[other] { $n } hours
}
calendar-limit-working = { $n ->
    [1] { $n } working day
   *[other] { $n } working days
}
calendar-limit-natural = { $n ->
    [1] { $n } natural day
   *[other] { $n } natural days
}
calendar-limit-month = { $n ->
    [1] { $n } month
   *[other] { $n } months
}
calendar-limit-year = { $n ->
    [1] { $n } year
   *[other] { $n } years
}
calendar-limit-rolling = { $limit }, moved to the next working day if it ends on a day off
calendar-explain-start = { "  " }From { $start }, { $limit }:
calendar-explain-omitted = { "  " }({ $n } lines left out)
calendar-explain-end = { "  " }The last day is { $day }, until 24:00.
calendar-explain-moment = { "  " }Until { $at }.
calendar-ends-provisional = { "  " }Some of these days are not announced yet: a notice to come may move the end.
calendar-step = { "    " }{ $day } { $weekday }   -  { $why }
calendar-step-counted = { "    " }{ $day } { $weekday }  { $n }  { $why }
calendar-step-provisional = { $step } (provisional)
calendar-why-start-day = day of the event, not counted
calendar-why-start-moment = runs from { $at }
calendar-why-counted = counted
calendar-why-weekend = weekend, not counted
calendar-why-holiday = off for { $name }, not counted (notice { $notice })
calendar-why-make-up = worked to make up for { $name }, counted (notice { $notice })
calendar-why-excluded = { $reason }, not counted
calendar-why-period-end = { $limit } are over
calendar-why-added = added for an excluded day
calendar-why-extended = extended by { $limit }, approved by { $by } ({ $article })
calendar-why-end-moment = over at { $at }
calendar-why-rolled = would have ended on { $day }, moved to this day

calendar-known = Notice { $notice } is on record with the same content.
calendar-id-taken = A notice { $notice } is on record with other content. What is recorded cannot be changed; give the new one its own id, for example "{ $notice }-2".
calendar-published = Notice { $notice } is published ({ $days } days).
calendar-published-needed = The file does not say when notice { $notice } was published. Give it with --published YYYY-MM-DD.
calendar-unreadable = The file { $file } cannot be read: { $detail }. Check path and permissions.
calendar-refused =
    The file { $file } holds no notices that can be used; nothing was recorded:
    { $problems }
calendar-nothing-moved = No day becomes a working day or a day off by it; no deadline moves.
calendar-moved = { $n } days became working days or days off ({ $first } to { $last }): { $renewed } open deadlines worked out anew, { $records } records judged again, { $cleared } alerts cleared, { $raised } raised.
calendar-notice-not-json = Line { $line }, column { $column }: not JSON. Check brackets, quotation marks and commas.
calendar-notice-not-a-notice = Notice { $notice }: fields are missing or of the wrong kind ({ $detail }). It needs year and days (date, name, and working or isOffDay).
calendar-notice-none = The file holds no notice.
calendar-notice-id-twice = Notice { $notice }: this id occurs twice. Give each its own.
calendar-notice-year = Notice { $notice }: the year { $year } is not between { $first } and { $last }.
calendar-notice-published = Notice { $notice }: published "{ $value }" is not a day. A right example: 2026-11-04
calendar-notice-no-days = Notice { $notice }: it names no day. A year that is not announced yet need not be imported.
calendar-notice-date = Notice { $notice }, day { $entry }: "{ $value }" is not a day. A right example: 2027-02-06
calendar-notice-worked = Notice { $notice }, day { $entry }: say with one of working and isOffDay whether it is worked.
calendar-notice-listed-twice = Notice { $notice }: { $day } is listed twice. Keep one.
calendar-notice-outside = Notice { $notice }: { $day } is too far from { $year }. Check the year.
