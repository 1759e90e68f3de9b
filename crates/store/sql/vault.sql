-- Statements of the vault.

-- :name data_keys :role writer
select id, year, wrapped from vault.data_key order by id

-- :name add_data_key :role writer
insert into vault.data_key (id, year, wrapped) values ($1, $2, $3) on conflict do nothing

-- :name person :role writer
select salt, value, key from vault.person where id = $1

-- :name equal_person :role writer
select id from vault.person where equal_by = $1 order by recorded_at limit 1

-- :name salts :role writer
select fact, salts from vault.salt where fact = any($1)

-- :name erase_persons :role owner
update vault.person set salt = null, value = null, equal_by = null, key = null where id = any($1) and value is not null

-- :name rewrite_persons :role owner :alone
-- An update leaves the old row in the table's file until the table is rewritten.
vacuum (full) vault.person

-- :name clear_codes :role writer
select id, value, key from vault.code where id = any($1)

-- :name forget_codes :role writer
-- Told, or made again: the clear code is destroyed.
delete from vault.code where id = any($1)

-- :name forget_old_codes :role writer
-- Nobody told it in time: it is destroyed, and the agency makes another.
delete from vault.code where recorded_at < $1

-- :name rewrite_codes :role owner :alone
-- A deleted row stays in the table's file until the table is rewritten.
vacuum (full) vault.code

-- :name key_fingerprint :role writer
select value from desk.meta where key = 'key_folder'

-- :name set_key_fingerprint :role writer
insert into desk.meta (key, value) values ('key_folder', $1) on conflict do nothing
