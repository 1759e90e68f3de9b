# Web pages: inspections, patrols and educations

web-menu-collect = Collect
web-menu-inspections = Inspections
web-menu-inspection-new = Record an inspection
web-menu-grid = Record many inspections
web-menu-patrol = Patrols and education

# The list
web-inspections-says = Inspections that you may see, those finished last first
web-inspections-none = No inspection meets these conditions
web-inspection-from = Finished from
web-inspection-until = until
web-inspection-breaches = Breaches
web-inspection-hints = Hints
web-inspection-late = Recorded late
web-inspection-late-only = Only those recorded late
web-inspection-withdrawn = Withdrawn
web-inspection-person = (a natural person; the name is in the vault)

# One inspection
web-inspection-fields = The inspection
web-inspection-times = Its three times
web-inspection-clock = Time limit for recording
web-inspection-clock-sum = Finished { $start }, to be recorded within { $limit }, the last day being { $until }; recorded { $recorded }.
web-inspection-in-time = Recorded in time
web-inspection-too-late = Recorded too late
web-inspection-officers = Officers
web-inspection-unregistered = { $n } more without a certificate number
web-inspection-rules = What the rules say
web-inspection-rules-none = No breach, no hint, nothing that cannot be judged
web-inspection-alerts = Alerts
web-inspection-alerts-none = No alert that you may see
web-inspection-papers = Papers
web-inspection-paper-elsewhere = the file is not on this platform
web-inspection-order = Order to correct
web-inspection-again = Record the re-inspection
web-inspection-again-effect = Once recorded, its time and result cannot be altered directly; apply for an amendment if they must be.
web-inspection-re-inspected = Re-inspected
web-inspection-supplement = Add what is missing
web-inspection-supplement-effect = Only what is empty can be filled; values that are there stay. When it was added can be seen for ever.
web-inspection-supplement-more = Is added behind what is there, one on each line
web-inspection-nothing-added = Nothing was filled in. Please fill in at least one field.
web-inspection-changes = Amendments
web-inspection-like = Record another like it
web-inspection-done-recorded = The inspection is recorded
web-inspection-done-known = This inspection was recorded before; nothing was recorded twice
web-inspection-done-first = This form had arrived before and is recorded as it was then; what was changed in it since is not in the record
web-inspection-done-supplement = What was missing is recorded
web-inspection-done-re-inspection = The re-inspection is recorded
web-inspection-done-amendment = The application is drafted; once a head of the agency has signed it, it goes to the legal office
web-inspection-one-line-each = One on each line
web-inspection-items-hint = One on each line as “item=result”, for example: extinguisher=Pass
web-inspection-moment-hint = For example 2026-11-24 09:30; the day alone where no more is known

# Certificates
web-certificate-valid = Certificate valid, until { $until }
web-certificate-invalid = Certificate not valid that day, until { $until }
web-certificate-pending = Certificate being verified
web-certificate-unknown = No such certificate is registered
web-certificate-auxiliary = Auxiliary staff, may not enforce on their own

# Recording
web-inspection-entry-says = Fill in and record it on the spot. Whatever took place can be recorded; what is against the rules raises an alert.
web-inspection-drafts = Unfinished drafts
web-inspection-draft-of = saved { $at }
web-inspection-draft-saved = This is a saved draft; it is not recorded yet
web-inspection-draft-saved-says = Nobody else sees it. It is removed when untouched for { $n } days. Name and identity number of a natural person are not kept in it.
web-inspection-like-last = Fill in as last time
web-inspection-whom = Who was inspected
web-inspection-where = Time and place
web-inspection-who = Officers and power
web-inspection-found = What was found
web-inspection-collecting = Recording
web-inspection-officer-first = First officer (name or certificate)
web-inspection-officer-second = Second officer (name or certificate)
web-inspection-officer-third = Third officer (name or certificate)
web-inspection-officer-hint = Type part of the name or number and choose from the list
web-inspection-power-hint = Type part of its code or name and choose from your agency’s list
web-inspection-more = Third officer, plan, reason, unit
web-inspection-number-hint = If your agency has numbers of its own, put that in its place
web-inspection-person-only = For natural persons; goes to the vault and is not shown in lists
web-inspection-deferral-hint = Only if it is recorded later
web-inspection-number-taken = The number “{ $number }” is that of another inspection of this agency. Use another one; to alter that record, apply for an amendment.
web-inspection-check = Check first
web-inspection-save = Keep as a draft
web-inspection-record = Record
web-inspection-record-effect = Once recorded it cannot be altered directly, only added to or amended on application.
web-inspection-preview-none = It can be recorded and raises no alert
web-inspection-preview-some = It can be recorded and would raise { $n ->
    [one] an alert
   *[other] { $n } alerts
}
web-inspection-preview-says = Please see whether what you typed is right. If it happened like this, record it as it is. It is not recorded yet.

# Many at once
web-grid-says = One plan, the same officers and day, a target on each row. Each row is decided on its own: what can be recorded is, the rest stays here.
web-grid-common = What all rows have in common
web-grid-rows = Targets
web-grid-keys = Tab goes to the next cell, Enter to the next row; a " stands for what is in the row above.
web-grid-caption = An inspection on each row; empty rows do not count
web-grid-row = Row { $n }
web-grid-number-hint = Given by the platform if empty
web-grid-paste = Paste from Excel
web-grid-paste-hint = Columns in this order: name, unified social credit code, place, result, remark
web-grid-take = Put into the table, with more empty rows
web-grid-record = Record the rows
web-grid-recorded = { $n ->
    [one] One inspection is recorded
   *[other] { $n } inspections are recorded
}
web-grid-checked = Each row was checked; none is recorded yet. Rows without a remark can be recorded and raise no alert.
web-grid-refused = { $n ->
    [one] One row was not recorded; put it right and send it again
   *[other] { $n } rows were not recorded; put them right and send them again
}
web-grid-alerts = Alerts
web-grid-done = Inspections recorded just now

# Amendments
web-amend = Apply for an amendment
web-amend-says = Alter what is to be amended and leave the rest. It takes effect when your agency has signed and the legal office has agreed; the old values are kept for ever.
web-amend-old = Now: { $value }
web-amend-old-none = Empty now
web-amend-withdraw = Amend nothing, withdraw the whole record
web-amend-proof = Proof
web-amend-proof-hint = Name and number; goes into the application
web-amend-draft = Draft the application

# Patrols and educations
web-visit-says = Patrols and educations are not inspections and never counted as such. Four things are noted.
web-visit-kind = Kind
web-visit-patrol = Patrol
web-visit-education = Education
web-visit-people-hint = Not for a patrol
web-visit-record = Record
web-visit-done-patrol = The patrol is recorded
web-visit-done-education = The education is recorded
