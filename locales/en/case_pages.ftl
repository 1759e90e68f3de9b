# Pages about cases: the list, one case, its codes and files, what happened next

web-menu-cases = Cases
web-cases-says = Cases within what you may see, those in which something happened last first
web-cases-none = No case meets these conditions
web-case-called = Case { $number }
web-case-unnumbered = (no number)
web-case-number = Case number
web-case-any-number = Number of the case or of the decision
web-case-stage = Stage
web-case-decided = Decided
web-case-fine = Fine (yuan)
web-case-found = Judged
web-case-breaches = Breaches
web-case-hints = Hints and others
web-case-n-breaches = { $n ->
    [one] 1 breach
   *[other] { $n } breaches
}
web-case-n-hints = { $n ->
    [one] 1 hint
   *[other] { $n } hints
}
web-case-only-breaches = Only with breaches
web-case-parties = { $name } and others ({ $n } parties)
web-case-state-open = under way
web-case-state-decided = decided
web-case-state-closed = closed
web-case-state-withdrawn = withdrawn

# One case
web-case-about = The case
web-case-recorded = Opened on the platform
web-case-inspection = Inspection { $number }
web-case-timeline = What happened
web-case-stage-done = completed
web-case-stage-here = under way
web-case-stage-todo = not begun
web-case-stage-none = nothing recorded
web-case-day-unknown = day not known
web-case-late = Due by { $day }, recorded { $n ->
    [one] 1 day
   *[other] { $n } days
} late
web-case-lateness = Lateness
web-case-certificate = Certificate
web-case-unregistered = { $n ->
    [one] 1 other
   *[other] { $n } others
} named without a certificate
web-case-no-file = no file yet
web-case-clocks = Deadlines that run
web-case-basis = { $article } ({ $limit })
web-case-next = Record what happened next
web-case-next-usual = Usually next:
web-case-next-other = Anything else…
web-case-findings = Hints, incomplete, cannot be judged
web-case-findings-says = These are no alerts: they have no clock and are never counted.
web-case-amendments = Amendments
web-case-amendment = { $at }: { $wanted }{ $number ->
    [none] { "" }
   *[other] { " " }({ $number })
}
web-case-opening = the case itself
web-case-step-field = { $step }: { $field }
web-case-major = Major case
web-case-major-says = A major case since { $day }: { $criteria }.
web-case-reviewed = The legal review passed on { $day }.
web-case-not-reviewed = No legal review has passed yet; without one no decision may be made.
web-case-life = History of the record
web-case-fact-opened = The case was opened on the platform
web-case-fact-stepped = Recorded: { $step }
web-case-fact-supplemented = Supplemented: { $step }
web-case-fact-amended = An agreed amendment took effect: { $step }
web-case-fact-withdrawn = The case was withdrawn
web-case-fact-alerted = Judged again: an alert was raised
web-case-fact-told = { $n ->
    [one] 1 query code
   *[other] { $n } query codes
} told
web-case-fact-reissued = { $n ->
    [one] 1 query code
   *[other] { $n } query codes
} made again
web-case-fact-file = A file was added: { $title }
web-case-fact-parties = An agreed amendment took effect; parties now: { $parties }
web-case-party-gone = { $n }. (no party any more)
web-case-party-added = New party
web-case-claimed = Written on a form with a printed claim number; the number leads to this case
web-case-when-needed = Give a day, for example 2026-11-24
web-case-time = Time (may be left out)

# Files
web-case-add-file = Add a file
web-case-add-file-says = A supplement replaces nothing and needs no approval. The type is checked by content; the file is kept encrypted.
web-case-document = For which document
web-case-new-document = A new document (give its title below)
web-case-new-title = Title of the new document
web-case-title-needed = Choose the document, or give the title of a new one
web-case-the-file = File
web-case-came = Came
web-case-file-limit = At most { $n } MB
web-case-file-needed = Choose a file

# Print
web-case-file-title = Case file
web-case-sheet = { $n }. { $title }
web-case-papers-listed = List of documents and evidence

# Query codes
web-case-codes = Query codes
web-code-caption = One query code for each party; once told, the platform no longer keeps the clear code
web-code-made = Made
web-code-how-told = How it was told
web-code-untold = not told yet
web-code-told = told { $at }
web-code-revoked = revoked
web-code-how = { $mode }{ $proof ->
    [none] { "" }
   *[other] ; proof: { $proof }
} (recorded { $at })
web-code-tell = Record that it was told
web-code-tell-effect = Once recorded the clear code is destroyed and only the party has it; when and how it was told cannot be changed.
web-code-mode = How
web-code-at = Told on
web-code-proof = Proof
web-code-proof-hint = For example: record of service, record of the message
web-code-lost-one = A code is lost
web-code-reissue = Make the code again
web-code-reissue-effect = The old code is revoked at once and opens nothing any more. The new one must be told to the party; its own time to tell begins anew.
web-code-ground = Why
web-code-ground-needed = Say why it is made again
web-code-slips = Query code slips
web-code-none-open = No query code is left to tell
web-code-none-open-says = Codes are made when the decision is recorded; a lost one can be made again on the page of the case.
web-code-of-party = { $subject } (party { $n })

# Recording a step
web-step-title = Record: { $event }
web-step-when = When and who
web-step-when-hint = The day on which it was finished; leave the time out where only the day is known
web-step-what = What happened
web-step-papers = Papers, approval, how it is recorded
web-step-lines = One a line
web-step-documents = One a line; the standard requires: { $titles }
web-step-claim = 15 characters printed on the form; leave it empty where the form has none
web-step-person = Number of the certificate or staff number
web-step-required = The standard requires this
web-step-yuan = In yuan, down to fen, for example 600 or 1,234.50
web-step-unsaid = (not said)
web-step-collection = Deferred where objective conditions prevented real time; say which
web-step-no-time = "{ $text }" is no day or time; right would be 2026-11-24 and 09:30
web-step-no-amount = "{ $text }" is no amount; right would be 600 or 1,234.50
web-step-look = Look first
web-step-record = Record
web-step-effect = What is recorded cannot be deleted, only supplemented; to change it an amendment must be agreed to. Record what happened as it happened, whatever alert it raises.
web-step-nothing = No alert and no hint would follow
web-step-nothing-says = Nothing is recorded yet; check it and press "Record".
web-step-would = If it is recorded the platform would say
web-step-would-says = Nothing is recorded yet. Correct what is mistyped; what really happened is recorded as it happened.

# Opening a case
web-open-title = Open a case
web-open-says = First the case, then its first stage.
web-open-party = Party { $n }
web-open-more = More parties
web-open-power = Find one of your agency's powers by code or name
web-open-id = A natural person's name and number are kept encrypted and not shown on pages
web-open-known = A case numbered "{ $number }" exists already. Open that one, or use another number.
web-open-effect = A case cannot be deleted. One that should not exist is withdrawn by an agreed amendment and stays readable.
