-- Tokens of agencies' own systems, and what was answered to them under an idempotency key.

-- :name put_token :role writer
insert into desk.token (id, token, agency, name, may, made_by, made_at, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)

-- :name token :role writer
select id, agency, name, may, made_by, made_at, expires_at, seen_at, revoked_at from desk.token
where token = $1 and expires_at > $2 and revoked_at is null

-- :name tokens_of :role writer
select id, agency, name, may, made_by, made_at, expires_at, seen_at, revoked_at from desk.token
where agency = $1 order by made_at desc, id limit 200

-- :name touch_token :role writer
update desk.token set seen_at = $2 where id = $1 and (seen_at is null or seen_at < $2)

-- :name revoke_token :role writer
update desk.token set revoked_at = $3 where id = $1 and agency = $2 and revoked_at is null

-- :name begin_answer :role writer
-- Whoever writes the row works on it. What somebody began and never answered is begun anew.
insert into desk.answer (token, key, request, begun_at) values ($1, $2, $3, $4)
on conflict (token, key) do update set begun_at = excluded.begun_at
  where answer.status is null and answer.request = excluded.request and answer.begun_at < $5

-- :name kept_answer :role writer
select request, status, media, body, data_key from desk.answer where token = $1 and key = $2

-- :name keep_answer :role writer
update desk.answer set status = $3, media = $4, body = $5, data_key = $6 where token = $1 and key = $2

-- :name drop_answer :role writer
delete from desk.answer where token = $1 and key = $2 and status is null

-- :name drop_old_answers :role writer
delete from desk.answer where begun_at < $1
