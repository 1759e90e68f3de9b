# Pages: amendment applications, hints, alert points, the calendar, laws, agencies, outages, the read log

web-menu-amendments = Amendments
web-menu-findings = Hints and doubts
web-menu-points = Alert points
web-menu-calendar = Calendar
web-menu-laws = Laws
web-menu-agencies = Agencies
web-menu-outages = Outages
web-menu-reads = Read log

# Columns
web-column-number = Number
web-column-wanted = Applied for
web-column-drafted = Drafted
web-column-office = Decides
web-column-answer = Judgement
web-column-occurred = Happened
web-column-article = Basis
web-column-since = In force since
web-column-version = Version
web-column-from = From
web-column-until = Until
web-column-kind = Kind
web-column-holiday = Holiday
web-column-notice = Notice
web-column-law = Law
web-column-adopted = Adopted
web-column-step = How
web-column-in_force = In force from
web-column-penalties = Penalties
web-column-name = Name
web-column-code = Unified social credit code
web-column-administrative_level = Level
web-column-standing = Standing
web-column-units = Units
web-column-first = Handles level 1
web-column-second = Handles level 2
web-column-third = Handles level 3
web-column-approves = Approves
web-column-at = When
web-column-reader = Who
web-column-post = Post
web-column-read = What
web-column-which = Which, or the query
web-in-force = in force
web-open-end = no end

# Alerts
web-alerts-standing = Not handled in time

# Amendment applications
web-amendments-says = What is collected is not changed at will: a change is applied for in writing and the legal office of the same level agrees (Art. 14)
web-amendments-none = No application meets these conditions
web-amendment = Amendment application
web-amendment-of = Amendment application { $number }
web-amendment-unnumbered = no number yet
web-amendment-paper = Written application
web-amendment-paper-title = Application to change collected information
web-amendment-what = What is applied for
web-amendment-differences = Before and after
web-amendment-caption = Every field with what it says and what it would say
web-amendment-withdrawal = The whole record is to be withdrawn. It stays readable, marked as withdrawn.
web-amendment-sign = Sign and send
web-amendment-sign-effect = Once signed the application lies with the office and cannot be changed.
web-amendment-number-hint = Number of the agency's written application
web-amendment-reason-hint = Why the change is needed, and what proves it
web-amendment-drop = Give up
web-amendment-drop-effect = An application given up does not come back; a change needs another one.
web-amendment-words-hint = Required to return or refuse
web-amendment-decide = Decide
web-amendment-decide-effect = Once agreed the record changes at once and its alerts are judged again; what it said before stays readable for ever.
web-amendment-agree = Agree
web-amendment-return = Return
web-amendment-refuse = Refuse
web-amendment-life = Its life
web-amendment-to = To { $office }:
web-amendment-asks = The following information that we collected needs to be changed. We apply in writing for your agreement.

# Hints and doubts
web-findings-says = What raised no alert but should be checked: hints, incomplete records, what cannot be judged
web-findings-none = Nothing meets these conditions

# Alert points
web-points-says = What each point looks at, by which article, within what time it is handled, and how its alerts ended
web-points-caption = Points in force; alerts since { $day }, within what you may see
web-point-grade = Grade
web-point-does = Effect
web-point-raises = raises an alert
web-point-hints = gives a hint
web-point-raised = Alerts
web-point-open = Not closed
web-point-counted = Alerts raised since { $day } within what you may see; each number leads to its list, which holds earlier ones too.
web-point-ended = How its alerts ended
web-point-findings = Its hints and doubts
web-point-set = As it is set
web-point-limit = Time limit
web-point-count = Number
web-point-night = Night
web-point-night-hours = { $from }:00 to { $until }:00 of the next day
web-point-levels = Levels
web-point-levels-caption = From the moment an alert is raised or goes up a level
web-point-handled-by = Handled by
web-point-within = Within
web-point-level-1 = The agency's legal unit; where there is none, its head
web-point-level-2 = The district's legal office; for a city agency the city's
web-point-level-3 = The city's legal office
web-point-versions = Versions
web-point-versions-caption = An act is judged by the version in force on its day
web-silent = When it raises no alert
web-silent-before = For acts before { $day }: the point was not yet in force.
web-silent-between = For acts from { $from } to { $until }: no version was in force.
web-silent-since = Out of force since { $day }.
web-silent-from = Out of force from { $day }.
web-silent-hint = It only hints: what it finds stands under hints and doubts, raises no alert and starts no clock.
web-silent-incomplete = Where a record lacks what is needed, or the library cannot tell, that stands under hints and doubts: neither passed nor accused.

# The calendar
web-calendar-of = Working days of { $year }
web-calendar-sum = { $all } days, { $n } of them working days
web-calendar-provisional = The holidays of this year are not announced yet
web-calendar-provisional-says = Monday to Friday are counted as working days until the State Council's notice is published.
web-calendar-legend = Key
web-calendar-reckon = Work out a deadline
web-calendar-from = Day of the event
web-calendar-from-hint = It does not count itself; the next day is the first
web-calendar-n = Days
web-calendar-unit = Counted in
web-calendar-do = Work out
web-calendar-most = Give a whole number from 0 to { $n }
web-calendar-past = Past
web-calendar-ends = { $limit } from { $from }: the last day is { $until }.
web-calendar-basis = { $limit } from { $from }, day by day
web-calendar-named = Holidays and make-up working days, with the notice behind each
web-calendar-published = published { $day }
web-calendar-through = to { $day }, { $n } days
web-calendar-notice = Notice { $id }
web-day-weekend = weekend
web-day-holiday = holiday
web-day-made-up = make-up working day
web-day-sign-holiday = off
web-day-sign-made-up = on
web-unit-working = working days
web-unit-natural = natural days
web-weekday-1 = Mo
web-weekday-2 = Tu
web-weekday-3 = We
web-weekday-4 = Th
web-weekday-5 = Fr
web-weekday-6 = Sa
web-weekday-7 = Su
web-month-1 = January
web-month-2 = February
web-month-3 = March
web-month-4 = April
web-month-5 = May
web-month-6 = June
web-month-7 = July
web-month-8 = August
web-month-9 = September
web-month-10 = October
web-month-11 = November
web-month-12 = December

# Laws
web-laws-says = Versions and penalties of laws, regulations and rules: against them the points check what a decision cites
web-laws-shipped = The library that ships with the program
web-laws-shipped-says = No law is on record here yet; once laws are imported those count.
web-laws-none = The library has no such law
web-law-q = Name
web-law-versions = Versions
web-law-articles = Articles
web-law-clauses = Penalties
web-law-penalties-only = penalties only
web-law-aliases = Other names
web-law-incomplete = Penalties only; the articles are not all here
web-law-incomplete-says = What is not found may exist: of this law the platform never says that an article is missing.
web-law-versions-caption = Versions, the newest first
web-law-clauses-caption = Penalties of the newest text
web-citations = Check citations
web-citations-says = Paste what a decision cites: law, article and version are checked one by one
web-citations-text = Text
web-citations-text-hint = For example: 《中华人民共和国广告法》第五十五条第一款
web-citations-on = On which day
web-citations-on-hint = The day of the act or of the decision
web-citations-do = Check
web-citations-none = No citation found
web-citations-unclear = Not understood

# Agencies
web-agencies-says = Subjects of enforcement and entrusted bodies, who handles their alerts at each level and who approves their applications
web-agencies-none = No agency meets these conditions
web-agency-q = Name or code
web-agency-no-office = none
web-standing-statutory = administrative organ
web-standing-authorised = authorised body
web-standing-entrusted = entrusted body

# Outages
web-outages-says = Reported by the operator and confirmed by the city's legal office; then clocks of collection that ran out in one are extended
web-outages-none = No outage was ever reported
web-outages-none-says = Once an outage is confirmed the clocks it touched are extended, and each of them says so.
web-outage-from = Began
web-outage-until = Over
web-outage-what = Cause
web-outage-moment = Give a date and a time
web-outage-reported = to be confirmed
web-outage-confirmed = confirmed { $at }
web-outage-confirm = Confirm
web-outage-report = Report an outage
web-outage-report-effect = A report cannot be changed. Once the city's legal office confirms it clocks are extended and the alerts it touched are judged again.

# The read log
web-reads-says = Who looked at what, when and in which post (Art. 34(4)); looking at this page is recorded too
web-reads-none = No entry meets these conditions
web-reads-only = Only what { $name } looked at.
web-reads-everybody = Everybody
web-read-alert_counts = numbers of alerts
web-read-alerts = list of alerts
web-read-amendments = list of amendments
web-read-case-file = the whole file of a case
web-read-cases = list of cases
web-read-disclosures = list of decisions to be disclosed
web-read-codes = query codes in clear
web-read-due = things to do
web-read-file = file
web-read-findings = list of hints and doubts
web-read-handling = time for handling alerts
web-read-inspections = list of inspections
web-read-reads = the read log
web-read-thing = one record
web-reads-record = Record
web-reads-record-hint = Its id, the agency's own number of it, or the number of its decision
web-read-message = a message
web-read-sender = who sent a message
web-citations-comes-to = What it comes to

# Alerts given in one go
web-chosen-none = No alert is chosen. Tick the boxes of those that are to be given.
web-chosen-nobody = Choose to whom they are to be given.
web-chosen-results = What became of those that were chosen
web-chosen-given = Assigned
web-chosen-stale = Somebody dealt with it meanwhile; it stays as it is now

# Columns of a list
web-columns = Columns
web-columns-says = Kept in this browser, for you and this list. The export always has every column.
web-columns-show = Show these columns

# A session that ended in the middle of typing
web-kept = You are signed in again
web-kept-ended = Your session has ended
web-kept-says = What you typed is kept. Sign in and go on with it.
web-kept-go-on = Send what you typed
web-kept-go-on-says = What you typed before your session ended is still here and has not been sent.
