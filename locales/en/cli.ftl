# Command line: roles, actions, titles of columns, upkeep

role-officer = officer
role-clerk = clerk
role-agency_head = head of the agency
role-legal_unit = legal unit of the agency
role-line_legal_unit = legal unit of the line's department
role-district_office = district supervision office
role-city_office = city supervision office
role-government_leader = government leader
role-discipline_organ = discipline organ
role-appointing_organ = appointing organ
role-city_operator = city operator
role-district_operator = district operator
role-system_administrator = system administrator
role-security_administrator = security administrator
role-log_administrator = log administrator
role-external_reader = external reader
role-agency_system = system of an agency
role-clock = by the platform itself

action-collect = collect
action-supplement = supplement
action-draft_amendment = draft an amendment application
action-sign_amendment = sign an amendment application
action-decide_amendment = decide on an amendment application
action-assign_alert = assign an alert
action-answer_alert = answer an alert
action-confirm_alert = confirm the answer to an alert
action-act_on_alert = act on an alert at level 2 or 3
action-report_outage = report an outage
action-confirm_outage = confirm an outage
action-keep_base = record base information
action-publish_notice = publish a holiday notice
action-put_point = put an alert point in force
action-sweep = sweep deadlines
action-erase = erase personal values
action-read = read records
action-read_log = read the read log

administrative-level-municipal = city
administrative-level-district = district
administrative-level-subdistrict = street or town

column-id = Id
column-raised = Raised
column-point = Alert point
column-agency = Agency
column-alert-level = Level
column-status = State
column-office = Office
column-due = Law's last day
column-drafted = Drafted
column-number = Number
column-wanted = Applied for
column-code = Code
column-name = Name
column-level = Level
column-territory = Territory
column-line = Line
column-day = Day
column-weekday = Weekday
column-working = Worked
column-holiday = Holiday
column-notice = Notice
column-published = Published
column-year = Year
column-days = Days
column-source = Source

cli-moment = { $at }
cli-took = Took { $seconds } s
cli-refused = Not done:
cli-nothing-here = There are no data in { $folder } yet. Make a demo city first with "xiezhi demo", or name the data folder with --data.
cli-no-post = The person { $person } holds no post today. Check the key; Who may do it is named above.
cli-able = May do it: { $person } ({ $role })
cli-id-short = "{ $id }" is too short. Give the full id, or at least its first eight hexadecimal characters.
cli-id-unknown = There is nothing with the id "{ $id }". Compare it with the list.
cli-id-several =
    Several ids begin with "{ $id }"; give more of it:
    { $ids }
cli-unknown-agency = There is no agency with the code "{ $code }". See "xiezhi agencies".
cli-unknown-district = There is no district with the code "{ $code }". Give a division code, for example 120101.

sweep-done = Swept: { $found } deadlines had passed, { $raised } alerts raised, { $escalated } went a level up, { $standing } stand red at the highest level.
rebuild-checking = Checking that the view equals what the facts say
rebuild-making = Making the view anew from the facts
rebuild-checked = Sound: { $facts } facts, { $streams } streams, { $rows } rows, { $differences } differences.
rebuild-made = Made anew: { $facts } facts, { $streams } streams, { $rows } rows, { $differences } differences.
rebuild-differs = Not equal: { $facts } facts, { $streams } streams, { $rows } rows; { $differences } differences are named. Where the view is wrong, "xiezhi rebuild" makes it anew; where journal.stream is, restore the backup.
rebuild-difference =
    { $table } { $stream }
    { "  " }facts: { $facts }
    { "  " }view: { $view }
rebuild-nothing = (nothing)
outage-what-network = network outage
outage-what-power = power outage
outage-what-platform = fault of the platform
outage-what-maintenance = announced maintenance
outage-what-other = other
outage-reported = Outage { $id } is reported: { $what }, from { $from } until { $until }. The city office confirms it: xiezhi outage confirm { $id }
outage-confirmed = The outage is confirmed: { $records } records judged again, { $cleared } alerts cleared.
erase-done = The personal values of { $person } are erased, and the basis is recorded.
follow-done = { $streams } streams of other nodes were projected.
migrate-done = The database is up to date (migration { $number }).
serve-ready = The platform runs and sweeps every minute. Ctrl-C stops it.
serve-trouble = { $trouble }. Trying again in { $seconds } s.
serve-stopped = The platform has stopped.

# Cases on the command line
cases-id = Id
cases-number = Number
cases-kind = Kind
cases-stage = Stage
cases-decided = Decided
cases-fine = Fine (yuan)
cases-found = Breaches/others
cases-none = No cases yet. Import some: xiezhi import cases FILE --agency CODE
cases-no-gaps = No number is missing.
cases-step = { $event }: { $at } (recorded { $recorded })
cases-findings = What was found
cases-finding = { "  " }{ $answer }: { $point }
cases-clocks = What runs
cases-clock = { "  " }{ $clock }: until { $until }
due-day = Last day
due-left = Working days left
due-what = What
due-record = Record
due-none = Nothing is due.
due-alert = Handle the alert
code-unknown-mode = “{ $mode }” is no way of telling. Ways: on_document, slip, sms, post, with_service
code-recorded = Recorded.
code-line = Party { $party }: { $code }
code-none-open = No code of this case waits to be told.
code-rotated = New codes are made under key { $number }; the key before still opens. Programs that run use it from their next start on.
codes-case = Case number
codes-party = Party
codes-code = Query code
import-fines = Fines in all: { $fines } yuan
import-profile-of-another-kind = This profile is for “{ $profile }”, not for “{ $kind }”. Choose the other kind or another profile.
answer-breach = breach
answer-hint = hint
answer-incomplete = incomplete
answer-cannot_judge = cannot be judged
