# Why a wish was refused: what is wrong, and what would be right

problem-line = - { $problem } (basis: { $article })
problem-record = the whole record

problem-missing = "{ $field }" is missing. Fill it in and submit again.
problem-unknown-field = There is no field named "{ $value }". Fields are, for example: { $example }.
problem-too-long = "{ $field }" is too long ("{ $value }"); at most { $example } characters. Shorten it; long material belongs in an attachment.
problem-unknown-code = "{ $field }": the value "{ $value }" is not one of those allowed: { $example }.
problem-not-a-time = "{ $field }": the value "{ $value }" is not a day or a time. A right example: { $example }.
problem-not-a-day = "{ $field }": the value "{ $value }" is not a day. A right example: { $example }.
problem-not-an-item = "{ $field }": "{ $value }" should be written "item=result", where the result is one of: { $example }.
problem-number-length = "{ $field }": the value "{ $value }" does not have 18 characters. A right example: { $example }.
problem-number-character = "{ $field }": character { $example } of "{ $value }" is not one that is used. Compare it with the licence (the letters I, O, S, V and Z are not used).
problem-number-check = "{ $field }": the check character of "{ $value }" is wrong; the others ask for "{ $example }". Compare each character with the licence.
problem-number-length-personal = "{ $field }" does not have 18 characters. Compare it with the document.
problem-number-character-personal = "{ $field }" holds a character that is not used: 17 digits, then a digit or X. Compare it with the document.
problem-number-check-personal = "{ $field }": the check character is wrong. Compare each character with the document.
problem-number-birth-date = "{ $field }": the date of birth in it does not exist. Compare characters 7 to 14 with the document.
problem-unknown-agency = No agency is registered under "{ $value }". Register it first, or see "xiezhi agencies" for those that are.
problem-unknown-line = "{ $field }": "{ $value }" is not registered. Give the code of a registered line; with an enforcement power it may be left out.
problem-unknown-territory = "{ $field }": "{ $value }" is not registered. Give a registered division code; left out, it is the agency's own.
problem-in-the-future = "{ $field }": "{ $value }" lies in the future. Check year and time; only what has happened can be collected.
problem-real-time-with-deferral = "{ $field }" says real time, and yet a reason for deferral is given. Change it to deferred, or delete the reason.
problem-withdrawn = This record is withdrawn and can be neither supplemented nor changed. If need be, collect it again under a new number.
problem-supplement-replaces = A supplement cannot replace the value that "{ $field }" has. Apply for an amendment instead.
problem-no-correction-order = There is no correction order in this inspection, so no re-inspection can be recorded. Check the number.
problem-already-re-inspected = The re-inspection is recorded already ("{ $value }" was not recorded). Apply for an amendment to change it.
problem-changed-meanwhile = "{ $field }" has changed since the application was drafted and is now "{ $value }". Return the application and draft it again.
problem-amendment-state = The application is in the state "{ $value }", in which this cannot be done. Drafts and returned ones can be signed or dropped; signed ones agreed to, returned or refused.
problem-not-allowed = "{ $value }" is not allowed: the role, the area or the office does not fit. Let somebody entitled do it, or apply to the supervision office.
problem-alert-closed = The alert is in the state "{ $value }"; nothing more needs to be done.
problem-alert-past-level-1 = The alert has gone up ({ $value }): the supervision office handles it, and the agency can no longer assign, answer or confirm.
problem-alert-own-act = Whoever handled the act may neither answer nor confirm its alert (state now: { $value }). Let somebody else do it.
problem-alert-not-answered = The alert is in the state "{ $value }": there is no answer yet to confirm or send back. Answer it first.
problem-alert-at-level-1 = The alert is still at level 1 ({ $value }), where the agency's legal unit handles it; the supervision office follows when time is up.
problem-day-needed = "{ $field }" needs today or a later day, for example 2026-11-30.
problem-not-found = There is no such record, or it lies outside what may be used. Check the id.
problem-times-out-of-order = "{ $field }": "{ $value }" is not later than the beginning. Check the order.
problem-already-confirmed = This outage is confirmed already; nothing needs to be done.
problem-not-kept = The vault keeps nothing about the person "{ $value }", or it is erased already. Check the key.
