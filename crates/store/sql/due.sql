-- What is due: the sweep's questions. Each costs what is due, not what is open.

-- :name due_ordinal :role writer
select stream, n, kind, thing from view.deadline where due_ordinal <= $1 and due_ordinal is not null and kind <> 4
order by due_ordinal, stream, n limit $2

-- :name due_day :role writer
select stream, n, kind, thing from view.deadline where due_day < $1 and due_day is not null and kind <> 4
order by due_day, stream, n limit $2

-- :name due_at :role writer
select stream, n, kind, thing from view.deadline where due_at <= $1 and due_at is not null and kind <> 4
order by due_at, stream, n limit $2

-- :name deadlines_from :role writer
-- Streams whose open working-day deadlines began on or after a day: only these move in ordinal when a notice changes
-- days before them; and those with a natural last day that rolls to a working day.
select distinct stream from view.deadline where (start_day >= $1 or due_day >= $1) and stream > $2 order by stream limit $3

-- :name alerts_of_points :role writer
-- Open alerts of some points, for a second look when what they rest on changed.
select stream, subject from view.alert where point = any($1) and state < 8 and stream > $2 order by stream limit $3

-- :name inspections_between :role writer
-- Inspections finished in a window, for a second look when its days changed.
select stream from view.inspection where occurred_at >= $1 and occurred_at < $2 and stream > $3 order by stream limit $4

-- :name alerts_of_subject :role writer
select stream from view.alert where subject = any($1)

-- :name due_of_agency :role reader
-- What an agency must have done in time, soonest first: its clocks, its alerts, its work; with the number of the record, or the
-- point of the alert, as far as the reader sees them. What is in working days comes by its day.
select d.stream, d.n, d.kind, d.thing, d.start_day, d.due_on, d.code,
  coalesce((select i.own_number from view.inspection i where i.stream = d.stream),
    (select c.own_number from view.case c where c.stream = d.stream and c.n = 0), '') as number,
  coalesce((select a.point from view.alert a where a.stream = d.stream), 0) as point
from (select d.stream, d.n, d.kind, d.thing, d.start_day, d.code,
    coalesce(d.due_day, (d.due_at at time zone 'Asia/Shanghai')::date,
      (select min(c.day) from view.calendar_day c where c.ordinal = d.due_ordinal and c.working)) as due_on
  from view.deadline d where d.agency = $1 order by due_on, d.stream, d.n limit $2) d
order by d.due_on, d.stream, d.n

-- :name due_of_office :role reader
-- What an office must have handled in time, soonest first: alerts and messages, whatever agency they are about.
select d.stream, d.n, d.kind, d.thing, d.start_day, d.due_on, d.code,
  coalesce((select i.own_number from view.inspection i where i.stream = d.stream),
    (select c.own_number from view.case c where c.stream = d.stream and c.n = 0), '') as number,
  coalesce((select a.point from view.alert a where a.stream = d.stream), 0) as point
from (select d.stream, d.n, d.kind, d.thing, d.start_day, d.code,
    coalesce(d.due_day, (d.due_at at time zone 'Asia/Shanghai')::date,
      (select min(c.day) from view.calendar_day c where c.ordinal = d.due_ordinal and c.working)) as due_on
  from view.deadline d where d.office = $1 and d.office > 0 order by due_on, d.stream, d.n limit $2) d
order by d.due_on, d.stream, d.n
