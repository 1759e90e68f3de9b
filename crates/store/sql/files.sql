-- Statements about files: their keys and salts. The content lies in the object store.

-- :name keep_file :role writer
insert into vault.file (id, salt, key, data_key, size, recorded_at) values ($1, $2, $3, $4, $5, $6)

-- :name file_key :role writer
select key, data_key from vault.file where id = $1

-- :name erase_file :role owner
update vault.file set salt = null, key = null, data_key = null where id = $1

-- :name rewrite_files :role owner :alone
-- An update leaves the old row in the table's file until the table is rewritten.
vacuum (full) vault.file

-- :name forget_files :role owner
delete from vault.file where id = any($1)
