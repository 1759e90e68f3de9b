-- Statements of the journal, by name and role; a test prepares each as its role.

-- :name hold_base :role writer
-- An act holds the registers still while it is appended; the registers' epoch says whether they moved since it was judged.
select pg_advisory_xact_lock_shared(2015061), (select coalesce(sum(changes), 0)::bigint from journal.epoch)

-- :name change_base :role writer
select pg_advisory_xact_lock(2015061), (select coalesce(sum(changes), 0)::bigint from journal.epoch)

-- :name count_change :role writer
insert into journal.epoch (node, changes) values ($1, 1) on conflict (node) do update set changes = journal.epoch.changes + 1

-- :name epoch :role writer
select coalesce(sum(changes), 0)::bigint from journal.epoch

-- :name lock_streams :role writer
-- In id order, so that two batches cannot wait for each other.
select id, version, node from journal.stream where id = any($1) order by id for update

-- :name move_streams :role writer
update journal.stream s set version = s.version + u.n
  from unnest($1::uuid[], $2::int[]) as u(id, n) where s.id = u.id

-- :name load_streams :role writer
select id, node, kind, version, agency, line, territory from journal.stream where id = any($1)

-- :name load_facts :role writer
select id, node, stream, seq, kind, kind_version, agency, line, territory, occurred_at, captured_at, recorded_at, actor,
  on_behalf, cause, public, party, internal, commits
from journal.fact where stream = any($1) order by stream, seq

-- :name load_registers :role writer
select f.id, f.node, f.stream, f.seq, f.kind, f.kind_version, f.agency, f.line, f.territory, f.occurred_at, f.captured_at,
  f.recorded_at, f.actor, f.on_behalf, f.cause, f.public, f.party, f.internal, f.commits, s.kind as thing
from journal.stream s join journal.fact f on f.stream = s.id
where s.kind < 20 and s.kind = any($1) order by f.recorded_at, f.stream, f.seq

-- :name known :role writer
-- Which stream an agency's own number names, for a batch of numbers.
select k.agency, k.source, k.kind, k.own_number, k.stream
from unnest($1::int[], $2::smallint[], $3::smallint[], $4::text[]) as u(agency, source, kind, own_number)
join view.known k using (agency, source, kind, own_number)

-- :name bucket_streams :role writer
-- One part of all streams, in id order: for rebuild and audit.
select id, node, kind, version, agency, line, territory from journal.stream
where hashtextextended(id::text, 0) & ($2 - 1) = $1 order by id

-- :name foreign_behind :role writer
-- Streams of other nodes that are ahead of what is projected of them.
select s.id from journal.stream s left join desk.followed f on f.stream = s.id
where s.node <> $1 and s.version > coalesce(f.version, 0) order by s.id limit $2

-- :name mark_followed :role writer
insert into desk.followed (stream, version) select * from unnest($1::uuid[], $2::int[])
on conflict (stream) do update set version = excluded.version

-- :name torn_streams :role writer
-- Streams of which no fact is there, and facts of which the stream is not: neither is met by a join of the two.
select s.id, s.version from journal.stream s where not exists (select from journal.fact f where f.stream = s.id)
union all
select distinct f.stream, 0 from journal.fact f where not exists (select from journal.stream s where s.id = f.stream)

-- :name opened :role writer
select node, (select f.public from journal.fact f where f.stream = s.id order by f.seq limit 1)
from journal.stream s where s.id = $1
