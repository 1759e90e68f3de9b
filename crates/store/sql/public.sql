-- What everybody may read, as the role public (Art. 20). A list goes through at most 2,000 rows a page, in the order of an index,
-- and says how far it came; the partial indexes are told apart by their conditions, so that each list has the one that is meant
-- for it. $1 agency, $2 kind of act, $3 line (0: any), $4 first day, $5 and $6 where the page before ended, $7 today: what is shown no longer is not there; $8 words (empty: any), $9 rows wanted.

-- :name public_decisions_all :role public
with seen as materialized (
  select address, agency, line, act_kind, decided, shown_until, words from view.public_decision
  where down = 0 and decided >= $4 and (decided, address) < ($5, $6) order by decided desc, address desc limit 2000),
fits as materialized (
  select address, decided from seen where ($1::int = 0 or agency = $1::int) and ($2::smallint = 0 or act_kind = $2::smallint) and ($3::int = 0 or line = $3::int)
    and (shown_until is null or shown_until >= $7) and position($8 in words) > 0),
page as (select address, decided from fits order by decided desc, address desc limit $9)
select c.looked, c.found, l.decided as last_decided, l.address as last_address, page.address, page.decided, d.agency, d.packet
from (select (select count(*) from seen) as looked, (select count(*) from fits) as found) c
left join (select decided, address from seen order by decided, address limit 1) l on true
left join page on true left join view.public_decision d on d.address = page.address
order by page.decided desc, page.address desc

-- :name public_decisions_agency :role public
with seen as materialized (
  select address, agency, line, act_kind, decided, shown_until, words from view.public_decision
  where down < 1 and agency = $1::int and decided >= $4 and (decided, address) < ($5, $6) order by decided desc, address desc limit 2000),
fits as materialized (
  select address, decided from seen where ($1::int = 0 or agency = $1::int) and ($2::smallint = 0 or act_kind = $2::smallint) and ($3::int = 0 or line = $3::int)
    and (shown_until is null or shown_until >= $7) and position($8 in words) > 0),
page as (select address, decided from fits order by decided desc, address desc limit $9)
select c.looked, c.found, l.decided as last_decided, l.address as last_address, page.address, page.decided, d.agency, d.packet
from (select (select count(*) from seen) as looked, (select count(*) from fits) as found) c
left join (select decided, address from seen order by decided, address limit 1) l on true
left join page on true left join view.public_decision d on d.address = page.address
order by page.decided desc, page.address desc

-- :name public_decisions_kind :role public
with seen as materialized (
  select address, agency, line, act_kind, decided, shown_until, words from view.public_decision
  where down < 1 and act_kind = $2::smallint and decided >= $4 and (decided, address) < ($5, $6) order by decided desc, address desc limit 2000),
fits as materialized (
  select address, decided from seen where ($1::int = 0 or agency = $1::int) and ($2::smallint = 0 or act_kind = $2::smallint) and ($3::int = 0 or line = $3::int)
    and (shown_until is null or shown_until >= $7) and position($8 in words) > 0),
page as (select address, decided from fits order by decided desc, address desc limit $9)
select c.looked, c.found, l.decided as last_decided, l.address as last_address, page.address, page.decided, d.agency, d.packet
from (select (select count(*) from seen) as looked, (select count(*) from fits) as found) c
left join (select decided, address from seen order by decided, address limit 1) l on true
left join page on true left join view.public_decision d on d.address = page.address
order by page.decided desc, page.address desc

-- :name public_decisions_line :role public
with seen as materialized (
  select address, agency, line, act_kind, decided, shown_until, words from view.public_decision
  where down < 1 and line = $3::int and decided >= $4 and (decided, address) < ($5, $6) order by decided desc, address desc limit 2000),
fits as materialized (
  select address, decided from seen where ($1::int = 0 or agency = $1::int) and ($2::smallint = 0 or act_kind = $2::smallint) and ($3::int = 0 or line = $3::int)
    and (shown_until is null or shown_until >= $7) and position($8 in words) > 0),
page as (select address, decided from fits order by decided desc, address desc limit $9)
select c.looked, c.found, l.decided as last_decided, l.address as last_address, page.address, page.decided, d.agency, d.packet
from (select (select count(*) from seen) as looked, (select count(*) from fits) as found) c
left join (select decided, address from seen order by decided, address limit 1) l on true
left join page on true left join view.public_decision d on d.address = page.address
order by page.decided desc, page.address desc

-- :name public_decisions_worded_count :role public
-- How many rows have all pairs of characters of some words: 2,001 stands for more.
select count(*) from (select from view.public_decision where view.grams(words) @> view.grams_asked($1) limit 2001) as hits

-- Few rows have the words: all of them are looked at.
-- :name public_decisions_worded :role public
with seen as materialized (
  select address, agency, line, act_kind, decided, shown_until, words from (
    select address, agency, line, act_kind, decided, shown_until, words from view.public_decision
    where view.grams(words) @> view.grams_asked($8) limit 2000) as hits
  where decided >= $4 and (decided, address) < ($5, $6)),
fits as materialized (
  select address, decided from seen where ($1::int = 0 or agency = $1::int) and ($2::smallint = 0 or act_kind = $2::smallint) and ($3::int = 0 or line = $3::int)
    and (shown_until is null or shown_until >= $7) and position($8 in words) > 0),
page as (select address, decided from fits order by decided desc, address desc limit $9)
select c.looked, c.found, l.decided as last_decided, l.address as last_address, page.address, page.decided, d.agency, d.packet
from (select (select count(*) from seen) as looked, (select count(*) from fits) as found) c
left join (select decided, address from seen order by decided, address limit 1) l on true
left join page on true left join view.public_decision d on d.address = page.address
order by page.decided desc, page.address desc

-- :name public_decision :role public
select agency, act_kind, decided, published, shown_until, down, packet from view.public_decision where address = $1

-- :name public_numbers :role public
-- How many decisions of an agency are shown, by kind of act, published since a day; and how many are withheld, by reason.
select act_kind, 0::smallint as reason, count(*) from view.public_decision
where agency = $1 and down = 0 and published >= $2 and decided >= $3 and (shown_until is null or shown_until >= $4) group by act_kind
union all
select act_kind, reason, count(*) from view.public_withheld where agency = $1 and day >= $2 group by act_kind, reason
