-- What staff see, as the role reader: a list has one query a kind of scope, in the order of that scope's index.
-- $1 is the scope's key (agency, district, line), $2 the line's district, $3 and $4 where the page before ended. The whole
-- city's list asks for the scope itself first: with another, or none, it reads nothing at all.

-- :name inspections_city :role reader
select stream, agency, line, district, occurred_at, recorded_at, own_number, target, result, late, breaches, hints, state
from view.inspection where (select current_setting('xiezhi.scope', true)) = 'city' and $1::int is not null and $2::int is not null and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc limit $5

-- :name inspections_district :role reader
select stream, agency, line, district, occurred_at, recorded_at, own_number, target, result, late, breaches, hints, state
from view.inspection where district = $1 and $2::int is not null and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc limit $5

-- :name inspections_agency :role reader
select stream, agency, line, district, occurred_at, recorded_at, own_number, target, result, late, breaches, hints, state
from view.inspection where agency = $1 and $2::int is not null and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc limit $5

-- :name inspections_line :role reader
select stream, agency, line, district, occurred_at, recorded_at, own_number, target, result, late, breaches, hints, state
from view.inspection where line = $1 and $2::int is not null and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc limit $5

-- :name inspections_line_district :role reader
select stream, agency, line, district, occurred_at, recorded_at, own_number, target, result, late, breaches, hints, state
from view.inspection where line = $1 and district = $2 and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc limit $5

-- :name alerts_city :role reader
select stream, subject, agency, line, district, point, version, grade, level, state, office, due_on, raised_at, changed_at,
  (select coalesce(d.due_day, (d.due_at at time zone 'Asia/Shanghai')::date,
    (select min(c.day) from view.calendar_day c where c.ordinal = d.due_ordinal and c.working))
    from view.deadline d where d.stream = a.stream and d.kind = 2 limit 1) as handle_by
from view.alert a where (select current_setting('xiezhi.scope', true)) = 'city' and $1::int is not null and $2::int is not null and (raised_at, stream) < ($3, $4)
order by raised_at desc, stream desc limit $5

-- :name alerts_district :role reader
select stream, subject, agency, line, district, point, version, grade, level, state, office, due_on, raised_at, changed_at,
  (select coalesce(d.due_day, (d.due_at at time zone 'Asia/Shanghai')::date,
    (select min(c.day) from view.calendar_day c where c.ordinal = d.due_ordinal and c.working))
    from view.deadline d where d.stream = a.stream and d.kind = 2 limit 1) as handle_by
from view.alert a where district = $1 and $2::int is not null and (raised_at, stream) < ($3, $4)
order by raised_at desc, stream desc limit $5

-- :name alerts_agency :role reader
select stream, subject, agency, line, district, point, version, grade, level, state, office, due_on, raised_at, changed_at,
  (select coalesce(d.due_day, (d.due_at at time zone 'Asia/Shanghai')::date,
    (select min(c.day) from view.calendar_day c where c.ordinal = d.due_ordinal and c.working))
    from view.deadline d where d.stream = a.stream and d.kind = 2 limit 1) as handle_by
from view.alert a where agency = $1 and $2::int is not null and (raised_at, stream) < ($3, $4)
order by raised_at desc, stream desc limit $5

-- :name alerts_line :role reader
select stream, subject, agency, line, district, point, version, grade, level, state, office, due_on, raised_at, changed_at,
  (select coalesce(d.due_day, (d.due_at at time zone 'Asia/Shanghai')::date,
    (select min(c.day) from view.calendar_day c where c.ordinal = d.due_ordinal and c.working))
    from view.deadline d where d.stream = a.stream and d.kind = 2 limit 1) as handle_by
from view.alert a where line = $1 and $2::int is not null and (raised_at, stream) < ($3, $4)
order by raised_at desc, stream desc limit $5

-- :name alerts_line_district :role reader
select stream, subject, agency, line, district, point, version, grade, level, state, office, due_on, raised_at, changed_at,
  (select coalesce(d.due_day, (d.due_at at time zone 'Asia/Shanghai')::date,
    (select min(c.day) from view.calendar_day c where c.ordinal = d.due_ordinal and c.working))
    from view.deadline d where d.stream = a.stream and d.kind = 2 limit 1) as handle_by
from view.alert a where line = $1 and district = $2 and (raised_at, stream) < ($3, $4)
order by raised_at desc, stream desc limit $5

-- :name amendments_city :role reader
select stream, subject, agency, line, district, number, state, withdrawal, office, drafted_at
from view.amendment where (select current_setting('xiezhi.scope', true)) = 'city' and $1::int is not null and $2::int is not null and (drafted_at, stream) < ($3, $4)
order by drafted_at desc, stream desc limit $5

-- :name amendments_district :role reader
select stream, subject, agency, line, district, number, state, withdrawal, office, drafted_at
from view.amendment where district = $1 and $2::int is not null and (drafted_at, stream) < ($3, $4)
order by drafted_at desc, stream desc limit $5

-- :name amendments_agency :role reader
select stream, subject, agency, line, district, number, state, withdrawal, office, drafted_at
from view.amendment where agency = $1 and $2::int is not null and (drafted_at, stream) < ($3, $4)
order by drafted_at desc, stream desc limit $5

-- :name amendments_line :role reader
select stream, subject, agency, line, district, number, state, withdrawal, office, drafted_at
from view.amendment where line = $1 and $2::int is not null and (drafted_at, stream) < ($3, $4)
order by drafted_at desc, stream desc limit $5

-- :name amendments_line_district :role reader
select stream, subject, agency, line, district, number, state, withdrawal, office, drafted_at
from view.amendment where line = $1 and district = $2 and (drafted_at, stream) < ($3, $4)
order by drafted_at desc, stream desc limit $5

-- :name findings_city :role reader
-- A page ends with the last finding of a record, never in the middle of one: the next begins after the record.
select page.*, (select i.own_number from view.inspection i where i.stream = page.stream) as inspection_number,
  (select c.own_number from view.case c where c.stream = page.stream and c.n = 0) as case_number from (
select stream, n, point, version, answer, agency, line, district, occurred_at
from view.finding where (select current_setting('xiezhi.scope', true)) = 'city' and $1::int is not null and $2::int is not null and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc fetch first ($5) rows with ties) page
order by page.occurred_at desc, page.stream desc, page.n

-- :name findings_district :role reader
select page.*, (select i.own_number from view.inspection i where i.stream = page.stream) as inspection_number,
  (select c.own_number from view.case c where c.stream = page.stream and c.n = 0) as case_number from (
select stream, n, point, version, answer, agency, line, district, occurred_at
from view.finding where district = $1 and $2::int is not null and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc fetch first ($5) rows with ties) page
order by page.occurred_at desc, page.stream desc, page.n

-- :name findings_agency :role reader
select page.*, (select i.own_number from view.inspection i where i.stream = page.stream) as inspection_number,
  (select c.own_number from view.case c where c.stream = page.stream and c.n = 0) as case_number from (
select stream, n, point, version, answer, agency, line, district, occurred_at
from view.finding where agency = $1 and $2::int is not null and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc fetch first ($5) rows with ties) page
order by page.occurred_at desc, page.stream desc, page.n

-- :name findings_line :role reader
select page.*, (select i.own_number from view.inspection i where i.stream = page.stream) as inspection_number,
  (select c.own_number from view.case c where c.stream = page.stream and c.n = 0) as case_number from (
select stream, n, point, version, answer, agency, line, district, occurred_at
from view.finding where line = $1 and $2::int is not null and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc fetch first ($5) rows with ties) page
order by page.occurred_at desc, page.stream desc, page.n

-- :name findings_line_district :role reader
select page.*, (select i.own_number from view.inspection i where i.stream = page.stream) as inspection_number,
  (select c.own_number from view.case c where c.stream = page.stream and c.n = 0) as case_number from (
select stream, n, point, version, answer, agency, line, district, occurred_at
from view.finding where line = $1 and district = $2 and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc fetch first ($5) rows with ties) page
order by page.occurred_at desc, page.stream desc, page.n

-- :name shown_facts :role reader
select id, node, stream, seq, kind, kind_version, agency, line, territory, occurred_at, captured_at, recorded_at, actor,
  on_behalf, cause, public, party, internal, commits
from journal.fact where stream = $1 order by seq

-- :name alerts_of_one :role reader
-- The alerts about one record, in the order in which they were raised.
select stream, point, level, state, raised_at from view.alert where subject = $1 order by raised_at, stream

-- :name amendments_of_one :role reader
select stream, number, state, withdrawal, drafted_at from view.amendment where subject = $1 order by drafted_at, stream

-- :name inspections_there :role reader
-- Which of some inspections the reader may see.
select stream from view.inspection where stream = any($1)

-- :name cases_there :role reader
-- Which of some cases the reader may see.
select stream from view.case where stream = any($1) and n = 0

-- :name alerts_there :role reader
-- Which of some alerts the reader may see, and since when each is as it is.
select stream, point, changed_at from view.alert where stream = any($1)

-- :name shown_kind :role reader
select kind from journal.stream where id = $1

-- :name set_scope :role reader
select set_config('xiezhi.scope', $1, true), set_config('xiezhi.district', $2, true), set_config('xiezhi.agency', $3, true),
  set_config('xiezhi.line', $4, true), set_config('xiezhi.line_district', $5, true), set_config('xiezhi.territories', $6, true),
  set_config('xiezhi.line_territories', $7, true), set_config('synchronous_commit', $8, true)

-- :name record_read :role reader
insert into desk.read_log (reader, role, office, what, query, stream) values ($1, $2, $3, $4, $5, $6)

-- :name record_log_read :role writer
-- Who reads the log stands in it, before the answer.
insert into desk.read_log (reader, role, office, what, query, stream) values ($1, $2, $3, 'reads', $4, null)

-- :name reads_before :role writer
select id, at, reader, role, office, what, query, stream from desk.read_log
where id < $1 and at >= $2 and at < $3 order by id desc limit $4

-- :name reads_of_person :role writer
select id, at, reader, role, office, what, query, stream from desk.read_log
where id < $1 and at >= $2 and at < $3 and reader = $5 order by id desc limit $4

-- :name reads_of_records :role writer
select id, at, reader, role, office, what, query, stream from desk.read_log
where id < $1 and at >= $2 and at < $3 and stream = any($5) and ($6::uuid is null or reader = $6) order by id desc limit $4

-- :name streams_numbered :role writer
-- The records that a number names: by the key of what is known, an agency, source and kind at a time, and by the number of a
-- decision.
(select stream from view.known where agency = any($1) and source = any($2) and kind = any($3) and own_number = $4 limit 100)
union (select stream from view.decision_number where number = $4 and not voided)

-- :name reads_of_hour :role writer
select id, at, reader, role, office, what, query, stream from desk.read_log where at >= $1 and at < $2 order by id

-- :name cases_city :role reader
select stream, agency, line, district, occurred_at, recorded_at, own_number, act_kind, procedure, stage, state, title, party, parties, decided_on, decision_number, outcome, fine, breaches, hints
from view.case where (select current_setting('xiezhi.scope', true)) = 'city' and $1::int is not null and $2::int is not null and n = 0 and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc limit $5

-- :name cases_district :role reader
select stream, agency, line, district, occurred_at, recorded_at, own_number, act_kind, procedure, stage, state, title, party, parties, decided_on, decision_number, outcome, fine, breaches, hints
from view.case where district = $1 and $2::int is not null and n = 0 and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc limit $5

-- :name cases_agency :role reader
select stream, agency, line, district, occurred_at, recorded_at, own_number, act_kind, procedure, stage, state, title, party, parties, decided_on, decision_number, outcome, fine, breaches, hints
from view.case where agency = $1 and $2::int is not null and n = 0 and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc limit $5

-- :name cases_line :role reader
select stream, agency, line, district, occurred_at, recorded_at, own_number, act_kind, procedure, stage, state, title, party, parties, decided_on, decision_number, outcome, fine, breaches, hints
from view.case where line = $1 and $2::int is not null and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc limit $5

-- :name cases_line_district :role reader
select stream, agency, line, district, occurred_at, recorded_at, own_number, act_kind, procedure, stage, state, title, party, parties, decided_on, decision_number, outcome, fine, breaches, hints
from view.case where line = $1 and district = $2 and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc limit $5

-- :name alert_counts_city :role reader
-- How the alerts of a period stand or ended, by point, in one pass. It reads the alerts of the period and of the scope, no others.
select point, state, coalesce(outcome, 0::smallint) as outcome, count(*) as n
from view.alert where (select current_setting('xiezhi.scope', true)) = 'city' and $1::int is not null and $2::int is not null and raised_at >= $3
group by point, state, coalesce(outcome, 0::smallint)

-- :name alert_counts_district :role reader
select point, state, coalesce(outcome, 0::smallint) as outcome, count(*) as n
from view.alert where district = $1 and $2::int is not null and raised_at >= $3
group by point, state, coalesce(outcome, 0::smallint)

-- :name alert_counts_agency :role reader
select point, state, coalesce(outcome, 0::smallint) as outcome, count(*) as n
from view.alert where agency = $1 and $2::int is not null and raised_at >= $3
group by point, state, coalesce(outcome, 0::smallint)

-- :name alert_counts_line :role reader
select point, state, coalesce(outcome, 0::smallint) as outcome, count(*) as n
from view.alert where line = $1 and $2::int is not null and raised_at >= $3
group by point, state, coalesce(outcome, 0::smallint)

-- :name alert_counts_line_district :role reader
select point, state, coalesce(outcome, 0::smallint) as outcome, count(*) as n
from view.alert where line = $1 and district = $2 and raised_at >= $3
group by point, state, coalesce(outcome, 0::smallint)

-- :name disclosures_city :role reader
select stream, agency, line, district, occurred_at, standing, act_kind, decision_number, title, sanction, fine, reason, address, shown_until,
  (select coalesce(d.due_day, (d.due_at at time zone 'Asia/Shanghai')::date,
    (select min(c.day) from view.calendar_day c where c.ordinal = d.due_ordinal and c.working))
    from view.deadline d where d.stream = a.stream and d.code = 'disclosure' limit 1) as due_on
from view.disclosure a where (select current_setting('xiezhi.scope', true)) = 'city' and $1::int is not null and $2::int is not null and n = 0 and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc limit $5

-- :name disclosures_district :role reader
select stream, agency, line, district, occurred_at, standing, act_kind, decision_number, title, sanction, fine, reason, address, shown_until,
  (select coalesce(d.due_day, (d.due_at at time zone 'Asia/Shanghai')::date,
    (select min(c.day) from view.calendar_day c where c.ordinal = d.due_ordinal and c.working))
    from view.deadline d where d.stream = a.stream and d.code = 'disclosure' limit 1) as due_on
from view.disclosure a where district = $1 and $2::int is not null and n = 0 and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc limit $5

-- :name disclosures_agency :role reader
select stream, agency, line, district, occurred_at, standing, act_kind, decision_number, title, sanction, fine, reason, address, shown_until,
  (select coalesce(d.due_day, (d.due_at at time zone 'Asia/Shanghai')::date,
    (select min(c.day) from view.calendar_day c where c.ordinal = d.due_ordinal and c.working))
    from view.deadline d where d.stream = a.stream and d.code = 'disclosure' limit 1) as due_on
from view.disclosure a where agency = $1 and $2::int is not null and n = 0 and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc limit $5

-- :name disclosures_line :role reader
select stream, agency, line, district, occurred_at, standing, act_kind, decision_number, title, sanction, fine, reason, address, shown_until,
  (select coalesce(d.due_day, (d.due_at at time zone 'Asia/Shanghai')::date,
    (select min(c.day) from view.calendar_day c where c.ordinal = d.due_ordinal and c.working))
    from view.deadline d where d.stream = a.stream and d.code = 'disclosure' limit 1) as due_on
from view.disclosure a where line = $1 and $2::int is not null and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc limit $5

-- :name disclosures_line_district :role reader
select stream, agency, line, district, occurred_at, standing, act_kind, decision_number, title, sanction, fine, reason, address, shown_until,
  (select coalesce(d.due_day, (d.due_at at time zone 'Asia/Shanghai')::date,
    (select min(c.day) from view.calendar_day c where c.ordinal = d.due_ordinal and c.working))
    from view.deadline d where d.stream = a.stream and d.code = 'disclosure' limit 1) as due_on
from view.disclosure a where line = $1 and district = $2 and (occurred_at, stream) < ($3, $4)
order by occurred_at desc, stream desc limit $5

-- :name disclosures_to_check :role reader
-- What an agency must check before it is published, the longest decided first.
select stream, agency, line, district, occurred_at, standing, act_kind, decision_number, title, sanction, fine, reason, address, shown_until,
  (select coalesce(d.due_day, (d.due_at at time zone 'Asia/Shanghai')::date,
    (select min(c.day) from view.calendar_day c where c.ordinal = d.due_ordinal and c.working))
    from view.deadline d where d.stream = a.stream and d.code = 'disclosure' limit 1) as due_on
from view.disclosure a where agency = $1 and n = 0 and standing = 1 and (occurred_at, stream) > ($2, $3)
order by occurred_at, stream limit $4
