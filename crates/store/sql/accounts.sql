-- Accounts, sessions and drafts: what stands on the desk of people who sign in.

-- :name account :role writer
select person, password, must_change, disabled from desk.account where name = $1

-- :name accounts :role writer
select name, person, must_change, disabled, changed_at from desk.account order by name limit $1

-- :name accounts_of_person :role writer
select name from desk.account where person = $1 and not disabled order by name

-- :name put_account :role writer
insert into desk.account (name, person, password, must_change, disabled, changed_at) values ($1, $2, $3, $4, false, $5)
on conflict (name) do update set password = excluded.password, must_change = excluded.must_change, disabled = false,
  changed_at = excluded.changed_at where account.person = excluded.person

-- :name disable_account :role writer
update desk.account set disabled = true, changed_at = $2 where name = $1 and not disabled

-- :name open_session :role writer
insert into desk.session (token, person, account, role, office, opened_at, seen_at, ends_at, address, agent)
values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9)

-- :name session :role writer
select s.person, s.account, s.role, s.office, s.opened_at, s.seen_at, coalesce(a.must_change, false)
from desk.session s left join desk.account a on a.name = s.account
where s.token = $1 and s.ends_at > $2 and s.seen_at > $3

-- :name touch_session :role writer
update desk.session set seen_at = $2 where token = $1 and seen_at < $2

-- :name change_post :role writer
update desk.session set role = $2, office = $3 where token = $1

-- :name close_session :role writer
delete from desk.session where token = $1

-- :name close_sessions_of :role writer
delete from desk.session where account = $1

-- :name close_other_sessions :role writer
delete from desk.session where person = $1 and token <> $2

-- :name sessions_of :role writer
select opened_at, seen_at, address, agent, token from desk.session where person = $1 and ends_at > $2 and seen_at > $3
order by seen_at desc limit 100

-- :name close_ended_sessions :role writer
delete from desk.session where ends_at <= $1 or seen_at <= $2

-- :name put_draft :role writer
insert into desk.draft (id, person, office, form, body, changed_at) values ($1, $2, $3, $4, $5, $6)
on conflict (id) do update set body = excluded.body, changed_at = excluded.changed_at where draft.person = excluded.person

-- :name draft :role writer
select form, body, changed_at from desk.draft where id = $1 and person = $2

-- :name drafts_of :role writer
select id, form, changed_at from desk.draft where person = $1 and office = $2 order by changed_at desc limit 50

-- :name drop_draft :role writer
delete from desk.draft where id = $1 and person = $2

-- :name drop_old_drafts :role writer
delete from desk.draft where changed_at < $1
