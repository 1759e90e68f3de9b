# Words of the pages: workbench, alerts, signing in, the public's look-up. Words of the components stand in web.ftl.

web-city = Tianjin
web-contact = See the address and telephone number that the organ publishes
web-basis-of = Basis: { $article }
web-all = All
web-choose-one = Choose one
web-export = Export to Excel
web-export-by = Exported by { $account } at { $at }, query { $query }
web-export-cut = Only the first { $n } rows are here. Narrow the query to export the rest.
web-list-shown = { $n } on this page
web-list-looked = Looked through back to { $at }; one can go on from there.
web-list-widen = Widen the conditions, or look at all.
web-no-clock = No clock
web-due-today = Due today
web-days-left = { $n ->
    [one] 1 working day left
   *[other] { $n } working days left
}
web-days-late = { $n ->
    [one] 1 day late
   *[other] { $n } days late
}
web-to-start = To the start
web-try-again = Try again
web-somebody-was-faster = While you were typing somebody else dealt with this record. Below is how it stands now; what you typed is still there.

# Errors
web-not-found = There is no such page
web-not-found-says = The address may be wrong, or lie outside what you may see.
web-refused = This was not done
web-refused-says = For these reasons:
web-away = The data cannot be reached just now
web-away-says = Keep what you typed open, wait a moment, and send it again.
web-unexpected = Something unexpected happened
web-unexpected-says = Number { $number }. Tell it to the operator, who finds it in the log.
web-too-large = What was sent is too large
web-too-large-says = Send less at a time.
web-bad-request = What was sent cannot be understood
web-bad-request-says = Please use the form on the page.

# Menu
web-menu-work = Workbench
web-menu-todo = To do
web-menu-supervise = Supervise
web-menu-alerts = Alerts
web-menu-manage = Manage
web-menu-account = My account

# Columns
web-column-id = Id
web-column-level = Level
web-column-point = Alert point
web-column-agency = Agency
web-column-status = State
web-column-left = Time left
web-column-due = To be handled until
web-column-raised_at = Raised
web-column-record = Record
web-column-what = What

# Signing in
web-sign-in = Sign in
web-account-name = Account
web-password = Password
web-sign-in-wrong = Account or password is wrong
web-sign-in-wrong-says = Check both and try again; if you forgot the password ask your system administrator.
web-sign-in-no-post = This account holds no post today
web-sign-in-no-post-says = Ask your system administrator to check the dates of your post.
web-sign-in-wait = Too many wrong tries: please try again after { $until }
web-no-account = There are no default accounts. A system administrator makes them with xiezhi user add.
web-demo-people = People of the demo city
web-demo-people-says = This city is simulated: one click signs you in in that post, without a password.

# Account
web-password-change = Change password
web-password-old = Old password
web-password-new = New password
web-password-again = New password again
web-password-changed = The password is changed; your other sessions have ended
web-password-short = A password has at least { $n } characters
web-password-alike = A password needs different characters
web-password-name = A password must not hold the account's name
web-password-differs = The two new passwords differ
web-password-same = The new password is the old one
web-password-must = Somebody else made your password. Change it first; everything else opens then.
web-password-old-wrong = The old password is wrong
web-sessions = Sessions
web-sessions-says = Sessions in your name that have not ended
web-sessions-end = End the other sessions
web-session-since = Signed in
web-session-seen = Used last
web-session-address = From
web-session-agent = Device
web-session-here = this one

# Workbench
web-todo-says = By remaining working time, the most urgent first
web-todo-caption = What must be done in time
web-todo-none = Nothing has to be done in time
web-todo-none-says = New alerts and statutory deadlines appear here by themselves.
web-todo-more = Only the 100 most urgent are shown; the lists show the rest.
web-tile-over = Overdue
web-tile-today = Due today
web-tile-soon = Due within { $n } working days
web-tile-all = All to do
web-day-working = Today is a working day.
web-day-off = Today is a day off; the next working day is { $next }.
web-reads-nothing = This post sees no cases
web-reads-nothing-says = Under Arts 7 and 21 operators and system administrators do not look at enforcement records.

# Alerts
web-alerts-says = Alerts within what you may see, the newest first
web-alerts-none = No alert meets these conditions
web-alerts-open = being handled
web-alerts-red = not handled in time (red)
web-alerts-closed = closed
web-alerts-all = all
web-to-record = To the record
web-alert-answer = Answer the alert
web-alert-answer-effect = An answer cannot be changed once it is sent. The agency's legal unit confirms it or sends it back; the clock goes on.
web-alert-outcome = Outcome
web-alert-words = Answer
web-alert-words-hint = How it was put right, or the reasons with their proof
web-alert-assign = Assign
web-alert-to = To whom
web-alert-confirm = Confirm the answer
web-alert-confirm-effect = Once confirmed the alert is closed; how it was handled stays readable for ever.
web-alert-remark = Remark
web-alert-send-back = Send back
web-alert-act = Act on the alert
web-alert-act-effect = The decision enters the record of supervision and cannot be changed; the agency must comply within the time set.
web-alert-which = How
web-alert-until = Until
web-alert-until-hint = Required when urging
web-alert-act-words = Words, number of the document

# The public
web-public-home = Home
web-public-look-up = Find my case
web-public-look-up-says = With your query code: how your case stands, your rights and their last days
web-public-about = About
web-public-about-says = What this platform does, and by which law
web-home-title = Supervision of administrative law enforcement
web-home-lead = Every act of enforcement is on record, and every decision can be found.
web-look-up-lead = The query code is printed on your decision or on a slip: 20 characters in 5 groups.
web-code = Query code
web-code-hint = Capitals, spaces and dashes do not matter
web-code-lost = If you have no code, or lost it, ask the organ that decided: it gives you another after checking who you are.
web-open-case = Find
web-your-case = Your case
web-case-story = What happened
web-case-rights = Your rights and their last days
web-case-papers = The decision and its papers
web-second = Last four of the number
web-second-hint = Of your identity document, or of your organisation's unified social credit code
web-open-papers = Open
web-right-payment = Paying the fine
web-right-reconsideration = Asking for reconsideration
web-right-suit = Bringing suit
web-about-what = This platform is built under the Interim Provisions of Tianjin on the Administrative Law Enforcement Supervision Platform (Decree 17 of the Municipal People's Government). It collects what the city's agencies do when they enforce the law (inspections, penalties, licences, compulsory measures) and supervises it as it happens.
web-about-who = The agencies collect and disclose their own records; the legal offices of the governments of the city and its districts supervise; whoever runs the platform sees no case.
web-about-code = A party looks up its own case with its query code (Art. 33). The code is given to the party alone; what is looked up is never published.
web-about-fair = Alert rules, limits and official days off are public data; every last day that is shown can be counted again day by day.
web-accessibility-how = These pages are built to GB/T 37668 and WCAG 2.2 AA: they work with the keyboard alone, can be enlarged to 400 %, can be printed, and depend on neither scripts nor colours.
web-accessibility-keys = Tab moves on, Enter opens; each page begins with a link to its text; large text can be chosen at the top right.
web-accessibility-tell = If anything is in your way, tell the organ that publishes these pages, and it will be put right.
