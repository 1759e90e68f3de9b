-- Counting what there is, and finding what has been done: for the simulated city and its report.

-- :name report_streams :role writer
select kind, count(*) from journal.stream where kind < 20 group by kind order by kind

-- :name report_totals :role writer
select (select count(*) from view.inspection), (select count(*) from journal.fact),
  (select count(*) from view.inspection where late), (select count(*) from view.case where n = 0),
  (select count(distinct stream) from journal.fact where kind in (111, 112)),
  (select count(*) from view.alert a join view.alert_point p on p.key = a.point and p.version = a.version
   where p.condition = 'late_stage'), (select count(*) from view.public_case)

-- :name report_alerts :role writer
select level, state, count(*) from view.alert group by level, state order by level, state

-- :name report_points :role writer
select point, count(*) from view.alert group by point order by point

-- :name alerts_raised :role writer
select stream from view.alert where raised_at > $1 and raised_at <= $2 order by raised_at, stream

-- :name amendments_about :role writer
select subject, stream from view.amendment where subject = any($1) order by subject, stream

-- :name last_recorded :role writer
select max(recorded_at) from journal.fact where recorded_at <= $1

-- :name causes_since :role writer
select distinct cause from journal.fact where recorded_at > $1

-- :name note :role writer
select value from desk.meta where key = $1

-- :name put_note :role writer
insert into desk.meta (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value
