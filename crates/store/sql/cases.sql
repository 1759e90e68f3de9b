-- Cases: what deciding must look at besides the case, and what a query code opens.

-- :name number_holders :role writer
-- Whose decision already has a number, or whose declaration makes it void.
select number, stream, agency, voided from view.decision_number where number = any($1)

-- :name claim_forms :role writer
-- Whose form has a claim number, and which case was decided on it.
select f.look_up, f.agency, c.stream from view.claim_form f left join view.claimed c on c.look_up = f.look_up
where f.look_up = any($1)

-- :name fined_parties :role writer
-- Cases in which a party was fined under a power: where the same act may have been punished before (Penalty Law 29).
select u.equal, u.power, p.stream from (select distinct * from unnest($1::text[], $2::text[]) as k(equal, power)) u
cross join lateral (select c.stream from view.case_party c where c.equal = u.equal and c.power = u.power and c.fined
  order by c.stream limit $3) p

-- :name cases_between :role writer
-- Cases in which something happened in a window, for a second look when its days changed.
select stream from view.case where occurred_at >= $1 and occurred_at < $2 and stream > $3 and n = 0 order by stream limit $4

-- :name public_case :role public
select packet from view.public_case where look_up = $1

-- :name public_detail :role public
select packet from view.public_detail where look_up = $1

-- :name number_gaps :role writer
-- Serial numbers of an agency's series that no decision has and that are not declared void, up to the highest that one has.
select s.series, s.year, g.serial
from (select series, year, max(serial) as top from view.decision_number where agency = $1 and year > 0 and not voided group by series, year) s
cross join lateral generate_series(1, least(s.top, 100000)) as g(serial)
where not exists (select from view.decision_number d
  where d.agency = $1 and d.series = s.series and d.year = s.year and d.serial = g.serial)
order by s.series, s.year, g.serial limit $2

-- :name void_numbers :role writer
-- The numbers that an agency declared void.
select stream from view.decision_number where agency = $1 and voided order by series, year, serial, number limit $2
