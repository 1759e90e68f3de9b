-- The spine: five schemas (DESIGN section 4). An applied migration is never edited.

create schema journal;   -- facts, insert only, and stream versions; primary
create schema vault;     -- personal values, salts, keys; primary; erasable
create schema log;       -- order, tiles, heads of the transparency log; primary
create schema if not exists desk;   -- accounts, sessions, leases, read log; primary, outside every proof, each with a retention
create schema view;      -- projections; droppable, equal to what the facts say

-- journal ---------------------------------------------------------------------------------------------------------

-- The token of every stream: whoever appends moves the version of the stream it read.
create table journal.stream (
  id uuid primary key,
  node smallint not null,
  kind smallint not null,
  version int not null check (version > 0),
  agency int not null,
  line int not null,
  territory int not null
);
-- Registers are loaded by kind; the acts, which are many, stay out of this index.
create index stream_registers on journal.stream (kind) where kind < 20;

create table journal.fact (
  id uuid not null,
  node smallint not null,
  stream uuid not null,
  seq int not null,
  kind smallint not null,
  kind_version smallint not null,
  agency int not null,
  line int not null,
  territory int not null,
  occurred_at timestamptz not null,
  captured_at timestamptz,
  recorded_at timestamptz not null,
  actor uuid not null,
  on_behalf uuid,
  cause uuid not null,
  public bytea,
  party bytea,
  internal bytea,
  commits bytea not null
) partition by range (recorded_at);
create table journal.fact_all partition of journal.fact for values from (minvalue) to (maxvalue);
create unique index fact_id on journal.fact (id, recorded_at);
create index fact_stream on journal.fact (stream, seq);

-- How many changes of base information there have been: an act is judged by the registers of the epoch it names.
create table journal.epoch (node smallint primary key, changes bigint not null);

-- vault -----------------------------------------------------------------------------------------------------------

-- The salts of a fact's sections: 33 bytes each, tag and salt.
create table vault.salt (fact uuid primary key, salts bytea not null);

-- A personal value, encrypted; salt and value go together when it is erased.
create table vault.person (
  id uuid primary key,
  node smallint not null,
  salt bytea,
  value bytea,
  key int,
  equal_by bytea,
  recorded_at timestamptz not null
);
create index person_equal on vault.person (equal_by) where equal_by is not null;

-- A clear query code, encrypted, until it is told or too old (Art. 33).
create table vault.code (
  id uuid primary key,
  node smallint not null,
  value bytea not null,
  key int not null,
  recorded_at timestamptz not null
);
create index code_age on vault.code (recorded_at);

-- Data keys, each wrapped by the yearly key that lies outside the database.
create table vault.data_key (id int primary key, year smallint not null, wrapped bytea not null);

-- A file of the object store: its own key, wrapped by a data key, and the salt of its commitment. Both go together when
-- it is erased: then nothing can read the object any more, wherever a copy of it lies.
create table vault.file (
  id uuid primary key,
  salt bytea,
  key bytea,
  data_key int,
  size bigint not null,
  recorded_at timestamptz not null
);

-- log -------------------------------------------------------------------------------------------------------------

-- Facts that the sealer has not yet given their place. It takes whole batches and deletes them: no index.
create table log.pending (
  fact uuid not null,
  stream uuid not null,
  seq int not null,
  recorded_at timestamptz not null,
  leaf bytea not null check (octet_length(leaf) = 32)
);

-- The one order of the log: every fact of this node has one place, and its leaf as it was when it was given it.
create table log.entry (
  idx bigint primary key,
  fact uuid not null,
  recorded_at timestamptz not null,
  leaf bytea not null check (octet_length(leaf) = 32)
);
create unique index entry_fact on log.entry (fact);

-- Tiles that are full: they never change. Those that are not are the right edge, which the head keeps.
create table log.tile (
  level smallint not null check (level between 0 and 7),
  idx bigint not null,
  hashes bytea not null check (octet_length(hashes) = 8192),
  primary key (level, idx)
);

-- Where the log stands: moves with its entries and tiles in one transaction.
create table log.head (
  node smallint primary key,
  key text not null,
  size bigint not null check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  edge bytea not null,
  sealed_at timestamptz not null
);

-- Every checkpoint that was signed.
create table log.checkpoint (size bigint primary key, at timestamptz not null, note text not null);

-- desk ------------------------------------------------------------------------------------------------------------

-- Facts about the database itself. Retention: none, a handful of rows.
create table desk.meta (key text primary key, value text not null);

-- Every read of records (Art. 34(4)). Retention: data, at least six months; its hourly digests are facts.
create table desk.read_log (
  id bigint generated always as identity primary key,
  at timestamptz not null default clock_timestamp(),
  reader uuid not null,
  role text not null,
  office int not null,
  what text not null,
  query text not null,
  stream uuid
);
create index read_log_at on desk.read_log (at);
create index read_log_reader on desk.read_log (reader, id);
create index read_log_stream on desk.read_log (stream, id) where stream is not null;

-- How far the follower has projected streams of other nodes. Retention: as the streams.
create table desk.followed (stream uuid primary key, version int not null);

-- view ------------------------------------------------------------------------------------------------------------

-- One inspection, as it stands now.
create table view.inspection (
  stream uuid not null,
  agency int not null,
  line int not null,
  territory int not null,
  district int not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  own_number text not null,
  form smallint,
  result smallint,
  target_kind smallint not null,
  target text not null,
  person uuid,
  place text not null,
  officers smallint not null,
  collection smallint not null,
  source smallint not null,
  late boolean not null,
  breaches smallint not null,
  hints smallint not null,
  correction_due date,
  re_inspected_on date,
  state smallint not null,
  facts int not null,
  primary key (stream)
);

-- Which record of which source is which stream, and with what content (rulings 3).
create table view.known (
  agency int not null,
  source smallint not null,
  kind smallint not null,
  own_number text collate "C" not null,
  stream uuid not null,
  digest bytea not null,
  primary key (agency, source, kind, own_number)
);

-- Which stream's facts name a file of the object store: what no stream names is swept away.
create table view.file (
  file uuid not null,
  stream uuid not null,
  primary key (file)
);

-- Hints, incomplete and not judgeable findings: shown, never counted as alerts (rulings 7).
create table view.finding (
  stream uuid not null,
  n smallint not null,
  point int not null,
  version int not null,
  answer smallint not null,
  agency int not null,
  line int not null,
  territory int not null,
  district int not null,
  occurred_at timestamptz not null,
  primary key (stream, n)
);

-- Officers named in a record who have not said whether it is right, and objections of which nothing was made yet.
create table view.named (
  stream uuid not null,
  step int not null,
  certificate text collate "C" not null,
  thing smallint not null,
  agency int not null,
  line int not null,
  territory int not null,
  district int not null,
  objected boolean not null,
  recorder uuid not null,
  recorded_at timestamptz not null,
  primary key (stream, step, certificate)
);

-- Open deadlines: a row goes when its deadline is met or has been acted upon, so a sweep costs what is due.
create table view.deadline (
  stream uuid not null,
  n int not null,
  kind smallint not null,
  thing smallint not null,
  agency int not null,
  line int not null,
  territory int not null,
  district int not null,
  office int not null,
  start_day date not null,
  due_ordinal int,
  due_day date,
  due_at timestamptz,
  code text not null,
  primary key (stream, n)
);

-- 預警 with its level and life.
create table view.alert (
  stream uuid not null,
  subject uuid not null,
  subject_kind smallint not null,
  agency int not null,
  line int not null,
  territory int not null,
  district int not null,
  point int not null,
  version int not null,
  grade smallint not null,
  level smallint not null,
  state smallint not null,
  office int not null,
  due_on date,
  raised_at timestamptz not null,
  changed_at timestamptz not null,
  assignee uuid,
  outcome smallint,
  primary key (stream)
);

-- 修改申請.
create table view.amendment (
  stream uuid not null,
  subject uuid not null,
  subject_kind smallint not null,
  agency int not null,
  line int not null,
  territory int not null,
  district int not null,
  number text not null,
  state smallint not null,
  withdrawal boolean not null,
  office int not null,
  drafted_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (stream)
);

-- Patrols and education: four fields, never counted as inspections (rulings 12).
create table view.visit (
  stream uuid not null,
  kind smallint not null,
  agency int not null,
  line int not null,
  territory int not null,
  district int not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  place text not null,
  people int not null,
  primary key (stream)
);

-- Territories by version.
-- A case has a row for each line under whose powers it is; the first, numbered 0, stands for it in every other list.
create table view.case (
  stream uuid not null,
  n smallint not null,
  agency int not null,
  line int not null,
  territory int not null,
  district int not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  own_number text not null,
  act_kind smallint not null,
  procedure smallint not null,
  stage smallint,
  state smallint not null,
  title text not null,
  party text not null,
  person uuid,
  parties int not null,
  source smallint not null,
  decided_on date,
  decision_number text,
  outcome smallint,
  heaviest smallint,
  fine bigint,
  breaches smallint not null,
  hints smallint not null,
  inspection_number text not null,
  facts int not null,
  primary key (stream, n)
);

create table view.case_party (
  stream uuid not null,
  n int not null,
  kind smallint not null,
  name text not null,
  code text not null,
  person uuid,
  equal text,
  power text not null,
  fined boolean not null,
  agency int not null,
  line int not null,
  territory int not null,
  district int not null,
  primary key (stream, n)
);

-- A number names one decision: a second writer of it gets a unique violation and is decided again.
create table view.decision_number (
  number text collate "C" not null,
  stream uuid not null,
  agency int not null,
  series text collate "C" not null,
  year smallint not null,
  serial int not null,
  voided boolean not null,
  primary key (number)
);

create table view.major_case (
  stream uuid not null,
  agency int not null,
  line int not null,
  territory int not null,
  district int not null,
  criteria text not null,
  since date not null,
  reviewed_on date,
  primary key (stream)
);

-- Decisions that the rule of disclosure proposes to publish, and what became of them (Art. 20): a row for each line.
create table view.disclosure (
  stream uuid not null,
  n smallint not null,
  agency int not null,
  line int not null,
  territory int not null,
  district int not null,
  occurred_at timestamptz not null,
  standing smallint not null,
  act_kind smallint not null,
  decision_number text not null,
  title text not null,
  sanction smallint,
  fine bigint,
  reason smallint,
  address uuid,
  shown_until date,
  changed_at timestamptz not null,
  primary key (stream, n)
);

-- What everybody may read: published decisions by their permanent address. Where one is not shown any more (down > 0) neither
-- words nor text are left.
create table view.public_decision (
  address uuid not null,
  stream uuid not null,
  agency int not null,
  line int not null,
  act_kind smallint not null,
  decided date not null,
  published date not null,
  shown_until date,
  down smallint not null,
  words text not null,
  packet bytea not null,
  primary key (address)
);

create table view.public_withheld (
  stream uuid not null,
  agency int not null,
  act_kind smallint not null,
  reason smallint not null,
  day date not null,
  primary key (stream)
);

create table view.disclosure_rule (
  key int not null,
  n int not null,
  stream uuid not null,
  act_kind smallint,
  procedure smallint,
  line text not null,
  version int not null,
  valid_from date not null,
  valid_until date,
  primary key (key, n)
);

-- What a query code opens, and nothing else than what may be shown (Art. 33).
create table view.public_case (
  look_up bytea not null,
  stream uuid not null,
  packet bytea not null,
  primary key (look_up)
);

create table view.public_detail (
  look_up bytea not null,
  stream uuid not null,
  packet bytea not null,
  primary key (look_up)
);

-- What people wrote by the public pages; about: the agency that it is about, agency and office: who has it. With an office it
-- belongs to no agency, so that the agency does not see it.
create table view.message (
  stream uuid not null,
  about int not null,
  agency int not null,
  line int not null,
  territory int not null,
  district int not null,
  office int not null,
  kind smallint not null,
  state smallint not null,
  subject uuid,
  sent_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (stream)
);

-- What a receipt opens: where a message stands, and the answer. The role public reads it by the receipt's hash only.
create table view.public_message (
  look_up bytea not null,
  stream uuid not null,
  packet bytea not null,
  primary key (look_up)
);

-- Forms of summary decisions, by the keyed hash of the claim number printed on each.
create table view.claim_form (
  look_up bytea not null,
  stream uuid not null,
  agency int not null,
  n int not null,
  primary key (look_up)
);

-- The case that was decided on a form. As with numbers of decisions the second writer gets a unique violation.
create table view.claimed (
  look_up bytea not null,
  stream uuid not null,
  primary key (look_up)
);

create table view.law (
  stream uuid not null,
  title text not null,
  versions int not null,
  articles int not null,
  clauses int not null,
  valid_from date,
  primary key (stream)
);

create table view.procedure (
  key int not null,
  n int not null,
  stream uuid not null,
  act_kind smallint not null,
  procedure smallint not null,
  line text not null,
  version int not null,
  valid_from date not null,
  valid_until date,
  primary key (key, n)
);

create table view.form (
  key int not null,
  n int not null,
  no int not null,
  stream uuid not null,
  line text not null,
  code text not null,
  title text not null,
  stage smallint,
  event smallint,
  prefix text not null,
  fields int not null,
  version int not null,
  valid_from date not null,
  valid_until date,
  primary key (key, n, no)
);

create table view.territory (
  key int not null,
  n int not null,
  stream uuid not null,
  code text not null,
  second_code text,
  name text not null,
  kind smallint not null,
  parent int,
  valid_from date not null,
  valid_until date,
  primary key (key, n)
);

-- Lines by version.
create table view.line (
  key int not null,
  n int not null,
  stream uuid not null,
  code text not null,
  name text not null,
  valid_from date not null,
  valid_until date,
  primary key (key, n)
);

-- Agencies by version.
create table view.agency (
  key int not null,
  n int not null,
  stream uuid not null,
  code text not null,
  name text not null,
  level smallint not null,
  standing smallint not null,
  line int not null,
  territory int not null,
  district int not null,
  valid_from date not null,
  valid_until date,
  primary key (key, n)
);

-- Who handles the alerts of an agency and approves its applications, by version (rulings 2).
create table view.handlers (
  agency int not null,
  n int not null,
  stream uuid not null,
  level1_unit int,
  level2_office int not null,
  level3_office int,
  same_level_office int not null,
  valid_from date not null,
  valid_until date,
  primary key (agency, n)
);

-- Offices and legal units by version.
create table view.office (
  key int not null,
  n int not null,
  stream uuid not null,
  kind smallint not null,
  name text not null,
  agency int not null,
  district int not null,
  valid_from date not null,
  valid_until date,
  primary key (key, n)
);

-- Who holds which role in which office.
create table view.post (
  person uuid not null,
  n int not null,
  office int not null,
  role text not null,
  deputy_for uuid,
  valid_from date not null,
  valid_until date,
  primary key (person, n)
);

-- Powers by version.
create table view.power (
  key int not null,
  n int not null,
  stream uuid not null,
  code text not null,
  name text not null,
  kind smallint not null,
  line int not null,
  valid_from date not null,
  valid_until date,
  primary key (key, n)
);

-- Approved lists of powers.
create table view.power_list (
  agency int not null,
  n int not null,
  stream uuid not null,
  powers int not null,
  complete boolean not null,
  valid_from date not null,
  valid_until date,
  primary key (agency, n)
);

-- Certificates of officers, as they stand now.
create table view.certificate (
  officer uuid not null,
  n int not null,
  number text collate "C" not null,
  agency int not null,
  auxiliary boolean not null,
  person uuid not null,
  issuer text not null,
  valid_from date not null,
  valid_until date not null,
  ended_on date,
  primary key (officer, n)
);

-- Parties.
create table view.party (
  stream uuid not null,
  kind smallint not null,
  code text not null,
  name text not null,
  person uuid,
  primary key (stream)
);

-- Alert points by version.
create table view.alert_point (
  key int not null,
  version int not null,
  stream uuid not null,
  code text not null,
  condition text not null,
  article text not null,
  grade smallint not null,
  valid_from date not null,
  valid_until date,
  primary key (key, version)
);

-- Outages.
create table view.outage (
  stream uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  confirmed boolean not null,
  primary key (stream)
);

-- Every day the notices speak of, with its working-day ordinal.
create table view.calendar_day (
  day date not null,
  stream uuid not null,
  working boolean not null,
  provisional boolean not null,
  ordinal int not null,
  primary key (day)
);

-- What the journal says about itself.
create table view.journal (
  stream uuid not null,
  simulated boolean not null,
  sweeps int not null,
  last_sweep timestamptz,
  primary key (stream)
);

-- Lists, each scope in list order (DESIGN section 4): city, district, agency (and grant), line, line within a district.
create index inspection_city on view.inspection (occurred_at desc, stream desc);
create index inspection_district on view.inspection (district, occurred_at desc, stream desc);
create index inspection_agency on view.inspection (agency, occurred_at desc, stream desc);
create index inspection_line on view.inspection (line, occurred_at desc, stream desc);
create index inspection_line_district on view.inspection (line, district, occurred_at desc, stream desc);

create index case_city on view.case (occurred_at desc, stream desc) where n = 0;
create index case_district on view.case (district, occurred_at desc, stream desc) where n = 0;
create index case_agency on view.case (agency, occurred_at desc, stream desc) where n = 0;
create index case_line on view.case (line, occurred_at desc, stream desc);
create index case_line_district on view.case (line, district, occurred_at desc, stream desc);
create index case_party_equal on view.case_party (equal, power) where fined;
create index decision_number_series on view.decision_number (agency, series, year, serial);
create index major_case_open on view.major_case (agency, since) where reviewed_on is null;

create index alert_city on view.alert (raised_at desc, stream desc);
create index alert_district on view.alert (district, raised_at desc, stream desc);
create index alert_agency on view.alert (agency, raised_at desc, stream desc);
create index alert_line on view.alert (line, raised_at desc, stream desc);
create index alert_line_district on view.alert (line, district, raised_at desc, stream desc);
create index alert_office on view.alert (office, raised_at) where state < 8;
create index alert_subject on view.alert (subject);

create index finding_city on view.finding (occurred_at desc, stream desc, n);
create index finding_district on view.finding (district, occurred_at desc, stream desc, n);
create index finding_agency on view.finding (agency, occurred_at desc, stream desc, n);
create index finding_line on view.finding (line, occurred_at desc, stream desc, n);
create index finding_line_district on view.finding (line, district, occurred_at desc, stream desc, n);

create index amendment_city on view.amendment (drafted_at desc, stream desc);
create index amendment_district on view.amendment (district, drafted_at desc, stream desc);
create index amendment_agency on view.amendment (agency, drafted_at desc, stream desc);
create index amendment_line on view.amendment (line, drafted_at desc, stream desc);
create index amendment_line_district on view.amendment (line, district, drafted_at desc, stream desc);
create index amendment_subject on view.amendment (subject);

create index message_city on view.message (sent_at desc, stream desc);
create index message_district on view.message (district, sent_at desc, stream desc);
create index message_about on view.message (about, sent_at desc, stream desc);
create index message_line on view.message (line, sent_at desc, stream desc);
create index message_line_district on view.message (line, district, sent_at desc, stream desc);

-- "Due" is a query: a sweep costs what is due, not what is open.
-- Kind 4 is work to be done in time: shown, and nothing follows from its end, so the sweep does not see it.
create index named_officer on view.named (certificate, recorded_at desc) where not objected;
create index named_objected on view.named (agency, recorded_at) where objected;
create index deadline_ordinal on view.deadline (due_ordinal, stream, n) where due_ordinal is not null and kind <> 4;
create index deadline_day on view.deadline (due_day, stream, n) where due_day is not null and kind <> 4;
create index deadline_at on view.deadline (due_at, stream, n) where due_at is not null and kind <> 4;
create index deadline_agency on view.deadline (agency, stream);

create index disclosure_city on view.disclosure (occurred_at desc, stream desc) where n = 0;
create index disclosure_district on view.disclosure (district, occurred_at desc, stream desc) where n = 0;
create index disclosure_agency on view.disclosure (agency, occurred_at desc, stream desc) where n = 0;
create index disclosure_line on view.disclosure (line, occurred_at desc, stream desc);
create index disclosure_line_district on view.disclosure (line, district, occurred_at desc, stream desc);
create index disclosure_to_check on view.disclosure (agency, occurred_at, stream) where n = 0 and standing = 1;

-- The public's lists, newest first: all, and by each filter. Their conditions say the same and are written differently, so that a
-- list by a filter cannot be read from the index of all, row by row.
create index public_decision_all on view.public_decision (decided desc, address desc) where down = 0;
create index public_decision_agency on view.public_decision (agency, decided desc, address desc) where down < 1;
create index public_decision_kind on view.public_decision (act_kind, decided desc, address desc) where down < 1;
create index public_decision_line on view.public_decision (line, decided desc, address desc) where down < 1;
create index public_withheld_agency on view.public_withheld (agency, day desc);

-- Chinese is written without blanks and its words have one or two characters: what is searched is every character and every
-- pair of neighbours. Trigrams find neither. Nothing of it is stored but the index: two or three bytes a posting.
create function view.grams(words text) returns text[] language sql immutable strict parallel safe as $$
  select coalesce(array_agg(distinct gram), '{}') from (
    select substr(words, i, 1) as gram from generate_series(1, char_length(words)) as i
    union all
    select substr(words, i, 2) from generate_series(1, char_length(words) - 1) as i) as all_grams
$$;

-- What a search asks the index for: one character, or every pair of neighbours.
create function view.grams_asked(words text) returns text[] language sql immutable strict parallel safe as $$
  select case when char_length(words) < 2 then array[words]
    else (select array_agg(distinct substr(words, i, 2)) from generate_series(1, char_length(words) - 1) as i) end
$$;

create index public_decision_words on view.public_decision using gin (view.grams(words)) with (fastupdate = off);

create index visit_agency on view.visit (agency, occurred_at desc, stream desc);
create unique index certificate_number on view.certificate (number, officer, n);
create index certificate_agency on view.certificate (agency, number);

-- rights ----------------------------------------------------------------------------------------------------------

grant usage on schema journal, vault, log, desk, view to xiezhi_writer;
grant usage on schema journal, desk, view to xiezhi_reader;
grant usage on schema view to xiezhi_public;

-- The writer inserts facts and never changes one. Streams move their version only.
grant select, insert on journal.fact, journal.fact_all, journal.stream, journal.epoch to xiezhi_writer;
grant update (version) on journal.stream to xiezhi_writer;
grant update (changes) on journal.epoch to xiezhi_writer;
grant select, insert on vault.salt, vault.person, vault.data_key, vault.file, vault.code to xiezhi_writer;
grant delete on vault.code to xiezhi_writer;
grant select, insert, delete on log.pending to xiezhi_writer;
grant select, insert on log.entry, log.tile, log.checkpoint to xiezhi_writer;
grant select, insert, update on log.head to xiezhi_writer;
grant select, insert, update, delete on all tables in schema desk to xiezhi_writer;
grant select, insert, update, delete, truncate on all tables in schema view to xiezhi_writer;

grant select on journal.fact, journal.stream to xiezhi_reader;
grant select on all tables in schema view to xiezhi_reader;
revoke select on view.known, view.file, view.decision_number, view.public_case, view.public_detail, view.public_message,
  view.claim_form, view.claimed, view.public_decision, view.public_withheld from xiezhi_reader;
grant select (look_up, packet) on view.public_case, view.public_detail, view.public_message to xiezhi_public;
grant select (address, agency, line, act_kind, decided, published, shown_until, down, words, packet) on view.public_decision
  to xiezhi_public;
grant select (agency, act_kind, reason, day) on view.public_withheld to xiezhi_public;
grant insert on desk.read_log to xiezhi_reader;

-- The log is public: tiles, head and checkpoints. What a leaf is a function of is not; whoever holds a query code gets what the
-- entries of its case are made of, and where there is no other party the sections that parties may see: no internal section,
-- nobody who acted, no scope.
grant usage on schema log to xiezhi_public;
grant select on log.tile, log.head, log.checkpoint to xiezhi_public;
create function log.by_code(wanted bytea) returns table (
  id uuid, node smallint, stream uuid, seq int, kind smallint, kind_version smallint, agency int, line int, territory int,
  occurred_at timestamptz, captured_at timestamptz, recorded_at timestamptz, actor uuid, on_behalf uuid, cause uuid,
  public bytea, party bytea, internal bytea, commits bytea, idx bigint, salts bytea
) language sql stable security definer set search_path = pg_catalog, pg_temp as $f$
  select f.id, f.node, f.stream, f.seq, f.kind, f.kind_version, 0, 0, 0,
    f.recorded_at, null::timestamptz, f.recorded_at, '00000000-0000-0000-0000-000000000000'::uuid, null::uuid,
    '00000000-0000-0000-0000-000000000000'::uuid,
    f.public, case when alone.party then f.party end, null::bytea, f.commits, e.idx,
    (select string_agg(substr(s.salts, i * 33 + 1, 33), ''::bytea order by i)
     from generate_series(0, octet_length(s.salts) / 33 - 1) i
     where get_byte(s.salts, i * 33) = 1 or (alone.party and get_byte(s.salts, i * 33) = 2))
  from view.public_case c
  cross join lateral (select count(distinct packet) = 1 as party from view.public_case where stream = c.stream) alone
  join journal.fact f on f.stream = c.stream
  join log.entry e on e.fact = f.id
  left join vault.salt s on s.fact = f.id
  where c.look_up = wanted order by e.idx limit 200
$f$;
revoke all on function log.by_code(bytea) from public;
grant execute on function log.by_code(bytea) to xiezhi_public;
