# Alerts: list, details, handling, check

alert-status-open = open
alert-status-assigned = assigned
alert-status-answered = answered, to be confirmed
alert-status-urged = urged
alert-status-documented = supervision document issued
alert-status-taken_over = taken over
alert-status-standing = not handled in time (red)
alert-status-closed = closed

alert-outcome-corrected = put right
alert-outcome-explained = explained
alert-outcome-not_a_breach = no breach
alert-outcome-cleared = cleared: its ground is gone
alert-outcome-settled = settled by the supervision office

alert-act-urge = urged
alert-act-document = issued a supervision document
alert-act-not_a_breach = found no breach, closed
alert-act-take_over = took the matter over
alert-act-settle = settled, closed

grade-light = light
grade-medium = medium
grade-heavy = heavy
alert-level = level { $level ->
    [1] 1
    [2] 2
   *[3] 3
}

ground-notice = a holiday notice
ground-amendment = an amendment agreed to
ground-outage = a confirmed outage
ground-certificate = a change of certificates

alerts-none = There is no such alert.
alerts-more = Only { $shown } are shown. For more use --limit.
alerts-checking = Replaying the journal to check the alerts
alerts-checked = Sound: { $alerts } alerts, { $records } records and { $sweeps } sweeps came out again, { $mismatches } mismatches.
alerts-check-failed = Not sound: { $alerts } alerts, { $records } records, { $sweeps } sweeps; { $mismatches } mismatches are named. Keep the data as they are and ask the maintainers.
alerts-mismatch = { $stream }: { $what } ({ $detail })
mismatch-alert-without-ground = an alert without ground
mismatch-escalated-early = escalated before its time
mismatch-escalated-without-sweep = escalated without a sweep on record
mismatch-escalated-elsewhere = escalated to another office than it should
mismatch-escalated-late = escalated later than the first sweep that should have done it
mismatch-not-escalated = not escalated when it should have been
mismatch-judged-differently = judged differently the second time
mismatch-alert-missing = an alert is missing
mismatch-alert-differs = the alert differs from what was found
mismatch-alert-without-sweep = raised without a sweep on record
mismatch-cleared-with-ground = cleared although its ground stands

alert-title = Alert { $id }
alert-rule = Rule
alert-rule-name = { "  " }{ $point } (grade: { $grade })
alert-rule-article = { "  " }Basis: { $article }. { $says }
alert-rule-version = { "  " }Version { $version } of the alert point, in force from { $from }
alert-seen = Data it saw
alert-seen-line = { "  " }{ $name }: { $value }
alert-seen-finished = Finished
alert-seen-recorded = Collected
alert-seen-certificate = Certificate number
alert-seen-day = Day
alert-seen-named = Officers named
alert-seen-needed = Officers needed
alert-seen-power = Enforcement power
alert-seen-fields = Missing fields
alert-seen-due = Correction due
alert-seen-started = Inspection begun
alert-seen-after = Yet later than
alert-seen-amount = Amount
alert-seen-at = Time
alert-seen-clock = Time limit
alert-seen-criteria = Criteria of a major case
alert-seen-decision = Decided
alert-seen-documents = Missing documents
alert-seen-ended = Act ended
alert-seen-event = Event
alert-seen-filed = Filed
alert-seen-fine = Fine
alert-seen-first = Earlier event
alert-seen-found = Found (filed)
alert-seen-hearing = Hearing
alert-seen-host = Host of the hearing
alert-seen-later = Day of the later event
alert-seen-most = Most allowed
alert-seen-notice = Notice
alert-seen-on = Day of the earlier event
alert-seen-other = The other case
alert-seen-sanctions = Kinds of penalty
alert-seen-second = Later event
alert-seen-start = Counted from
alert-seen-stopped = Done
alert-seen-surcharge = Surcharges in all
alert-seen-told = Told
alert-about = The act
alert-about-line = { "  " }{ $name }: { $value }
alert-about-number = Inspection number
alert-about-target = Target
alert-about-agency = Agency
alert-about-finished = Inspection over
alert-about-recorded = Collected
alert-about-record = Record
alert-about-person = a natural person (the name lies in the vault)
alert-about-withdrawn = { "  " }The record is withdrawn.
alert-law = The law's clock
alert-law-due = { "  " }Last day: { $day }
alert-law-rolled = { "  " }The day set, { $set }, is a day off; the last day is the next working day: { $day }
alert-law-none = { "  " }This rule has no clock.
alert-law-outage = { "  " }The platform was out when time was up: extended to { $day }.
alert-law-moved = { "  " }A later holiday notice makes the last day { $day }.
alert-handling = Handling
alert-handling-closed = { "  " }Closed: { $outcome } ({ $at }).
alert-handling-state = { "  " }Now: level { $level ->
    [1] 1
    [2] 2
   *[3] 3
}, { $status }
alert-handling-who = { "  " }Must act: { $office }
alert-handling-head = the agency's head (no legal unit named)
alert-handling-person = { "    " }may act: { $person } ({ $role })
alert-handling-assignee = { "    " }assigned to: { $person }
alert-handling-no-clock = { "  " }No clock is running.
alert-handling-limit = { "  " }Time for handling: { $limit }, from when its handler could first see the alert
alert-handling-until = { "  " }Until { $until }: { $left } working days left, today included.
alert-handling-over = { "  " }Time was up on { $until }: the next sweep does what follows.
alert-otherwise-next = { "  " }Otherwise: level { $level ->
    [1] 1
    [2] 2
   *[3] 3
}, handled by { $office }.
alert-otherwise-stands = { "  " }Otherwise: there is no higher level; it stands red in the office's report.
alert-life = Its life
alert-life-line = { "  " }{ $at }  { $what } ({ $by })
alert-life-by = { $role } { $name }
alert-life-words = { $what }: "{ $words }"
alert-life-until = { $what }, until { $day }
alert-life-raised = raised at level 1, handled by { $office }
alert-life-assigned = assigned to { $person }
alert-life-confirmed = answer confirmed, closed
alert-life-sent-back = answer sent back
alert-life-escalated = not handled in time: level { $level ->
    [1] 1
    [2] 2
   *[3] 3
}, handled by { $office }
alert-life-stood = not handled in time at the highest level: stands red
alert-life-cleared = cleared: its ground is gone ({ $ground })
alert-now = Alert { $id } is now { $status }.
alert-now-closed = Alert { $id } is closed: { $status }.
alert-seen-cited = Cited
alert-seen-edge = The clause allows
