# Web pages: frame and parts

web-product = Xiezhi Enforcement Supervision
web-public-name = { " " }Administrative Enforcement
web-public-motto = On a legal basis, on record, open to check
web-skip = Skip to the content
web-menu = Navigation
web-crumbs = You are here
web-back = Back
web-search = Search
web-text-large = Large text
web-text-normal = Normal text
web-act-as = Act as
web-sign-out = Sign out
web-data-as-of = Data as of
web-accessibility = Accessibility statement
web-foot-organ = Published by
web-foot-complain = Complaints
web-foot-complain-how = If you think that an act of enforcement was unlawful or improper, complain here or in person at the office.
web-foot-about = About this site

# Marks
web-level-1 = Level 1
web-level-2 = Level 2
web-level-3 = Level 3
web-notice-info = Note:
web-notice-success = Done:
web-notice-warning = Attention:
web-notice-error = Error:

# Lists and tables
web-query = Search conditions
web-reset = Reset
web-newer = Newer
web-older = Older
web-pager = Pages
web-choose = Choose
web-choose-all = Choose all on this page
web-choose-column = Choice
web-chosen = Chosen
web-field = Field
web-old = Old value
web-new = New value
web-changed = Changed
web-unit = Unit:
web-chart-table = Data table
web-chart-row = Item

# Forms
web-errors = There is something to correct before this can be sent
web-required = (required)
web-drop = Drop files here, or choose them:
web-sending = Progress of the upload
web-steps = Steps
web-step-done = (done)
web-confirm-effect = Legal effect
web-basis = Basis:
web-article-whole = Read the whole text

# Timeline and deadlines
web-happened = Happened
web-caught = Captured
web-recorded = Recorded
web-officers = Officers:
web-deadline-how = How this was counted
web-day = Day
web-day-counted = Counted
web-day-skipped = Not counted
web-day-why = Why

# Print
web-paper = Paper
web-print = Print
web-printed-by = Printed by
web-contents = Contents
web-contents-no = No.
web-contents-title = Document
web-contents-number = Number
web-contents-date = Date
web-contents-page = Page
web-slip-title = Enforcement query code
web-slip-how = Scan, or enter the code at
web-slip-qr = QR code of the query page
