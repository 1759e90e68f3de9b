-- Statements of the transparency log, by name and role; a test prepares each as its role.

-- :name log_waits :role writer
-- Whether there is anything to seal or to publish: asked every second, without a lock.
select exists (select from log.pending)
  or coalesce((select size from log.head where node = $1), 0) > coalesce((select max(size) from log.checkpoint), 0)

-- :name log_hold :role writer
-- One sealer at a time, whatever number of programs run on this database.
select pg_try_advisory_xact_lock(2015062)

-- :name log_head :role writer
select key, size, root, edge, sealed_at from log.head where node = $1

-- :name log_head_held :role writer
select key, size, root, edge, sealed_at from log.head where node = $1 for update

-- :name log_begin :role writer
insert into log.head (node, key, size, root, edge, sealed_at) values ($1, $2, 0, $3, '', $4) on conflict do nothing

-- :name log_move :role writer
update log.head set size = $2, root = $3, edge = $4, sealed_at = $5 where node = $1

-- :name log_cutoff :role writer
-- Up to which moment facts are taken, where more wait than fit one batch. A fact is never recorded before the last of its
-- stream, and is there only when that one is: whatever is taken of a stream is its beginning.
select max(recorded_at), count(*) from (select recorded_at from log.pending order by recorded_at limit $1) first

-- :name log_take :role writer
delete from log.pending where recorded_at <= $1 returning fact, stream, seq, recorded_at, leaf

-- :name log_add_tiles :role writer
insert into log.tile (level, idx, hashes) select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])

-- :name log_tiles :role writer
select t.level, t.idx, t.hashes from log.tile t
join unnest($1::smallint[], $2::bigint[]) as wanted (level, idx) on t.level = wanted.level and t.idx = wanted.idx

-- :name log_tiles_between :role writer
select idx, hashes from log.tile where level = $1 and idx >= $2 and idx < $3 order by idx

-- :name log_entries :role writer
-- What stands at places of the log, with the rows that the leaves are a function of.
select f.id, f.node, f.stream, f.seq, f.kind, f.kind_version, f.agency, f.line, f.territory, f.occurred_at, f.captured_at,
  f.recorded_at, f.actor, f.on_behalf, f.cause, null::bytea, null::bytea, null::bytea, f.commits, e.idx, e.leaf
from log.entry e left join journal.fact f on f.id = e.fact and f.recorded_at = e.recorded_at
where e.idx >= $1 and e.idx < $2 order by e.idx

-- :name log_audit :role writer
select f.id, f.node, f.stream, f.seq, f.kind, f.kind_version, f.agency, f.line, f.territory, f.occurred_at, f.captured_at,
  f.recorded_at, f.actor, f.on_behalf, f.cause, f.public, f.party, f.internal, f.commits, e.idx, e.leaf, e.fact, s.salts
from log.entry e
left join journal.fact f on f.id = e.fact and f.recorded_at = e.recorded_at
left join vault.salt s on s.fact = e.fact
where e.idx >= $1 and e.idx < $2 order by e.idx

-- :name log_end :role writer
select coalesce(max(idx) + 1, 0) from log.entry

-- :name log_counts :role writer
-- Facts of this node, places in the log, and facts that wait for one: the first is the sum of the others.
select (select count(*) from journal.fact where node = $1), (select count(*) from log.entry), (select count(*) from log.pending)

-- :name log_unsealed :role writer
select f.id from journal.fact f
where f.node = $1 and not exists (select from log.entry e where e.fact = f.id)
  and not exists (select from log.pending p where p.fact = f.id)
order by f.id limit $2

-- :name log_checkpoint :role writer
select size, note from log.checkpoint order by size desc limit 1

-- :name log_signed :role writer
select note from log.checkpoint where size = $1

-- :name log_checkpoints :role writer
select size, note from log.checkpoint where size > $1 order by size limit $2

-- :name log_sign :role writer
insert into log.checkpoint (size, at, note) values ($1, $2, $3)

-- :name log_by_code :role public
-- The facts of the case that a look-up key opens.
select id, node, stream, seq, kind, kind_version, agency, line, territory, occurred_at, captured_at, recorded_at, actor,
  on_behalf, cause, public, party, internal, commits, idx, salts
from log.by_code($1)

-- :name log_public_head :role public
select h.key, h.size, h.root, h.edge, h.sealed_at, c.size, c.note
from log.head h, lateral (select size, note from log.checkpoint order by size desc limit 1) c where h.node = $1

-- :name log_newest :role public
select at, note from log.checkpoint order by size desc limit $1
