-- Statements about files: their keys and salts. The content lies in the object store.

-- :name keep_file :role writer
insert into vault.file (id, salt, key, data_key, size, recorded_at) values ($1, $2, $3, $4, $5, $6)

-- :name file_key :role writer
select key, data_key, salt from vault.file where id = $1

-- :name erase_file :role owner
update vault.file set salt = null, key = null, data_key = null where id = $1

-- :name rewrite_files :role owner :alone
-- An update leaves the old row in the table's file until the table is rewritten.
vacuum (full) vault.file

-- :name forget_files :role owner
delete from vault.file where id = any($1)

-- :name named_files :role writer
-- Which of some files a stream names, as shown.
select file from view.file where file = any($1)

-- :name files_in_facts :role writer
-- Which of some files any fact since a moment names: the journal itself is asked before anything is removed.
select distinct m.found[1]::uuid as file
from journal.fact f
cross join lateral regexp_matches(
  coalesce(convert_from(f.party, 'UTF8'), '') || coalesce(convert_from(f.internal, 'UTF8'), ''),
  '"file":"([0-9a-f-]{36})"', 'g') as m(found)
where f.recorded_at >= $2
  and (position('"file":"'::bytea in f.party) > 0 or position('"file":"'::bytea in f.internal) > 0)
  and m.found[1]::uuid = any($1)
