-- Officers named in records, and their objections (rulings 12), as the role reader.

-- :name naming_asked :role reader
-- Records that name an officer by one of these certificates and wait for its word, newest first; who recorded one has said
-- enough by it.
select stream, step, certificate, thing, recorder, recorded_at from view.named
where certificate = any($1) and not objected and recorded_at >= $2 and recorder <> $3
order by recorded_at desc, stream, step limit $4

-- :name naming_objected :role reader
-- Objections of an agency's officers of which nothing was made yet, oldest first.
select stream, step, certificate, thing, recorder, recorded_at from view.named
where agency = $1 and objected order by recorded_at, stream, step limit $2
