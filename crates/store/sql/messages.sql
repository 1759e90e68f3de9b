-- Messages that people wrote by the public pages (Art. 33; rulings 11). Those of an agency are those about it: with an office or
-- not, as far as the reader sees them.

-- :name messages_city :role reader
select stream, about, agency, line, district, office, kind, state, subject, sent_at, changed_at,
  (select coalesce(d.due_day, (d.due_at at time zone 'Asia/Shanghai')::date,
    (select min(c.day) from view.calendar_day c where c.ordinal = d.due_ordinal and c.working)) from view.deadline d
    where d.stream = m.stream order by d.n limit 1) as handle_by
from view.message m where (select current_setting('xiezhi.scope', true)) = 'city' and $1::int is not null and $2::int is not null and (sent_at, stream) < ($3, $4)
order by sent_at desc, stream desc limit $5

-- :name messages_district :role reader
select stream, about, agency, line, district, office, kind, state, subject, sent_at, changed_at,
  (select coalesce(d.due_day, (d.due_at at time zone 'Asia/Shanghai')::date,
    (select min(c.day) from view.calendar_day c where c.ordinal = d.due_ordinal and c.working)) from view.deadline d
    where d.stream = m.stream order by d.n limit 1) as handle_by
from view.message m where district = $1 and $2::int is not null and (sent_at, stream) < ($3, $4)
order by sent_at desc, stream desc limit $5

-- :name messages_agency :role reader
select stream, about, agency, line, district, office, kind, state, subject, sent_at, changed_at,
  (select coalesce(d.due_day, (d.due_at at time zone 'Asia/Shanghai')::date,
    (select min(c.day) from view.calendar_day c where c.ordinal = d.due_ordinal and c.working)) from view.deadline d
    where d.stream = m.stream order by d.n limit 1) as handle_by
from view.message m where about = $1 and $2::int is not null and (sent_at, stream) < ($3, $4)
order by sent_at desc, stream desc limit $5

-- :name messages_line :role reader
select stream, about, agency, line, district, office, kind, state, subject, sent_at, changed_at,
  (select coalesce(d.due_day, (d.due_at at time zone 'Asia/Shanghai')::date,
    (select min(c.day) from view.calendar_day c where c.ordinal = d.due_ordinal and c.working)) from view.deadline d
    where d.stream = m.stream order by d.n limit 1) as handle_by
from view.message m where line = $1 and $2::int is not null and (sent_at, stream) < ($3, $4)
order by sent_at desc, stream desc limit $5

-- :name messages_line_district :role reader
select stream, about, agency, line, district, office, kind, state, subject, sent_at, changed_at,
  (select coalesce(d.due_day, (d.due_at at time zone 'Asia/Shanghai')::date,
    (select min(c.day) from view.calendar_day c where c.ordinal = d.due_ordinal and c.working)) from view.deadline d
    where d.stream = m.stream order by d.n limit 1) as handle_by
from view.message m where line = $1 and district = $2 and (sent_at, stream) < ($3, $4)
order by sent_at desc, stream desc limit $5

-- :name shown_message :role reader
-- The facts of a message, as long as its row is the reader's: one that went elsewhere shows nothing of what it was before.
select f.id, f.node, f.stream, f.seq, f.kind, f.kind_version, f.agency, f.line, f.territory, f.occurred_at, f.captured_at,
  f.recorded_at, f.actor, f.on_behalf, f.cause, f.public, f.party, f.internal, f.commits
from view.message m join journal.fact f on f.stream = m.stream where m.stream = $1 order by f.seq

-- :name public_message :role public
select packet from view.public_message where look_up = $1

-- :name case_of_code :role writer
-- Which case a code opens: a message about it is decided on the case.
select stream from view.public_case where look_up = $1
