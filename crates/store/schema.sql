-- What the migrations make of nothing, one line a thing: compared by a test with a database just made.
-- Written anew with XIEZHI_WRITE_SCHEMA=1 cargo test -p xiezhi --test it schema. Policies stand as their MD5.
schema desk
schema journal
schema log
schema vault
schema view
table desk.account
  name text not null
  person uuid not null
  password text not null
  must_change boolean not null
  disabled boolean not null
  changed_at timestamp with time zone not null
table desk.answer
  token uuid not null
  key text not null
  request bytea not null
  begun_at timestamp with time zone not null
  status smallint
  media text
  body bytea
  data_key integer
table desk.draft
  id uuid not null
  person uuid not null
  office integer not null
  form text not null
  body text not null
  changed_at timestamp with time zone not null
table desk.followed
  stream uuid not null
  version integer not null
table desk.meta
  key text not null
  value text not null
table desk.migration
  number integer not null
  digest text not null
  applied_at timestamp with time zone not null default now()
table desk.read_log row level security
  id bigint not null generated as identity
  at timestamp with time zone not null default clock_timestamp()
  reader uuid not null
  role text not null
  office integer not null
  what text not null
  query text not null
  stream uuid
table desk.session
  token bytea not null
  person uuid not null
  account text not null
  role text not null
  office integer not null
  opened_at timestamp with time zone not null
  seen_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  address text not null
  agent text not null
table desk.token
  id uuid not null
  token bytea not null
  agency integer not null
  name text not null
  may text not null
  made_by uuid not null
  made_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  seen_at timestamp with time zone
  revoked_at timestamp with time zone
table journal.epoch
  node smallint not null
  changes bigint not null
table journal.fact partition by RANGE (recorded_at) row level security
  id uuid not null
  node smallint not null
  stream uuid not null
  seq integer not null
  kind smallint not null
  kind_version smallint not null
  agency integer not null
  line integer not null
  territory integer not null
  occurred_at timestamp with time zone not null
  captured_at timestamp with time zone
  recorded_at timestamp with time zone not null
  actor uuid not null
  on_behalf uuid
  cause uuid not null
  public bytea
  party bytea
  internal bytea
  commits bytea not null
table journal.fact_all FOR VALUES FROM (MINVALUE) TO (MAXVALUE) row level security
  id uuid not null
  node smallint not null
  stream uuid not null
  seq integer not null
  kind smallint not null
  kind_version smallint not null
  agency integer not null
  line integer not null
  territory integer not null
  occurred_at timestamp with time zone not null
  captured_at timestamp with time zone
  recorded_at timestamp with time zone not null
  actor uuid not null
  on_behalf uuid
  cause uuid not null
  public bytea
  party bytea
  internal bytea
  commits bytea not null
table journal.stream row level security
  id uuid not null
  node smallint not null
  kind smallint not null
  version integer not null
  agency integer not null
  line integer not null
  territory integer not null
table log.checkpoint
  size bigint not null
  at timestamp with time zone not null
  note text not null
table log.entry
  idx bigint not null
  fact uuid not null
  recorded_at timestamp with time zone not null
  leaf bytea not null
table log.head
  node smallint not null
  key text not null
  size bigint not null
  root bytea not null
  edge bytea not null
  sealed_at timestamp with time zone not null
table log.pending
  fact uuid not null
  stream uuid not null
  seq integer not null
  recorded_at timestamp with time zone not null
  leaf bytea not null
table log.tile
  level smallint not null
  idx bigint not null
  hashes bytea not null
table vault.code
  id uuid not null
  node smallint not null
  value bytea not null
  key integer not null
  recorded_at timestamp with time zone not null
table vault.data_key
  id integer not null
  year smallint not null
  wrapped bytea not null
table vault.file
  id uuid not null
  salt bytea
  key bytea
  data_key integer
  size bigint not null
  recorded_at timestamp with time zone not null
table vault.person
  id uuid not null
  node smallint not null
  salt bytea
  value bytea
  key integer
  equal_by bytea
  recorded_at timestamp with time zone not null
table vault.salt
  fact uuid not null
  salts bytea not null
table view.agency row level security
  key integer not null
  n integer not null
  stream uuid not null
  code text not null
  name text not null
  level smallint not null
  standing smallint not null
  line integer not null
  territory integer not null
  district integer not null
  valid_from date not null
  valid_until date
table view.alert row level security
  stream uuid not null
  subject uuid not null
  subject_kind smallint not null
  agency integer not null
  line integer not null
  territory integer not null
  district integer not null
  point integer not null
  version integer not null
  grade smallint not null
  level smallint not null
  state smallint not null
  office integer not null
  due_on date
  raised_at timestamp with time zone not null
  changed_at timestamp with time zone not null
  assignee uuid
  outcome smallint
table view.alert_point row level security
  key integer not null
  version integer not null
  stream uuid not null
  code text not null
  condition text not null
  article text not null
  grade smallint not null
  valid_from date not null
  valid_until date
table view.amendment row level security
  stream uuid not null
  subject uuid not null
  subject_kind smallint not null
  agency integer not null
  line integer not null
  territory integer not null
  district integer not null
  number text not null
  state smallint not null
  withdrawal boolean not null
  office integer not null
  drafted_at timestamp with time zone not null
  changed_at timestamp with time zone not null
table view.calendar_day row level security
  day date not null
  stream uuid not null
  working boolean not null
  provisional boolean not null
  ordinal integer not null
table view.case row level security
  stream uuid not null
  n smallint not null
  agency integer not null
  line integer not null
  territory integer not null
  district integer not null
  occurred_at timestamp with time zone not null
  recorded_at timestamp with time zone not null
  own_number text not null
  act_kind smallint not null
  procedure smallint not null
  stage smallint
  state smallint not null
  title text not null
  party text not null
  person uuid
  parties integer not null
  source smallint not null
  decided_on date
  decision_number text
  outcome smallint
  heaviest smallint
  fine bigint
  breaches smallint not null
  hints smallint not null
  inspection_number text not null
  facts integer not null
table view.case_party row level security
  stream uuid not null
  n integer not null
  kind smallint not null
  name text not null
  code text not null
  person uuid
  equal text
  power text not null
  fined boolean not null
  agency integer not null
  line integer not null
  territory integer not null
  district integer not null
table view.certificate row level security
  officer uuid not null
  n integer not null
  number text not null
  agency integer not null
  auxiliary boolean not null
  person uuid not null
  issuer text not null
  valid_from date not null
  valid_until date not null
  ended_on date
table view.claim_form row level security
  look_up bytea not null
  stream uuid not null
  agency integer not null
  n integer not null
table view.claimed row level security
  look_up bytea not null
  stream uuid not null
table view.deadline row level security
  stream uuid not null
  n integer not null
  kind smallint not null
  thing smallint not null
  agency integer not null
  line integer not null
  territory integer not null
  district integer not null
  office integer not null
  start_day date not null
  due_ordinal integer
  due_day date
  due_at timestamp with time zone
  code text not null
table view.decision_number row level security
  number text not null
  stream uuid not null
  agency integer not null
  series text not null
  year smallint not null
  serial integer not null
  voided boolean not null
table view.disclosure row level security
  stream uuid not null
  n smallint not null
  agency integer not null
  line integer not null
  territory integer not null
  district integer not null
  occurred_at timestamp with time zone not null
  standing smallint not null
  act_kind smallint not null
  decision_number text not null
  title text not null
  sanction smallint
  fine bigint
  reason smallint
  address uuid
  shown_until date
  changed_at timestamp with time zone not null
table view.disclosure_rule row level security
  key integer not null
  n integer not null
  stream uuid not null
  act_kind smallint
  procedure smallint
  line text not null
  version integer not null
  valid_from date not null
  valid_until date
table view.file row level security
  file uuid not null
  stream uuid not null
table view.finding row level security
  stream uuid not null
  n smallint not null
  point integer not null
  version integer not null
  answer smallint not null
  agency integer not null
  line integer not null
  territory integer not null
  district integer not null
  occurred_at timestamp with time zone not null
table view.form row level security
  key integer not null
  n integer not null
  no integer not null
  stream uuid not null
  line text not null
  code text not null
  title text not null
  stage smallint
  event smallint
  prefix text not null
  fields integer not null
  version integer not null
  valid_from date not null
  valid_until date
table view.handlers row level security
  agency integer not null
  n integer not null
  stream uuid not null
  level1_unit integer
  level2_office integer not null
  level3_office integer
  same_level_office integer not null
  valid_from date not null
  valid_until date
table view.inspection row level security
  stream uuid not null
  agency integer not null
  line integer not null
  territory integer not null
  district integer not null
  occurred_at timestamp with time zone not null
  recorded_at timestamp with time zone not null
  own_number text not null
  form smallint
  result smallint
  target_kind smallint not null
  target text not null
  person uuid
  place text not null
  officers smallint not null
  collection smallint not null
  source smallint not null
  late boolean not null
  breaches smallint not null
  hints smallint not null
  correction_due date
  re_inspected_on date
  state smallint not null
  facts integer not null
table view.journal row level security
  stream uuid not null
  simulated boolean not null
  sweeps integer not null
  last_sweep timestamp with time zone
table view.known row level security
  agency integer not null
  source smallint not null
  kind smallint not null
  own_number text not null
  stream uuid not null
  digest bytea not null
table view.law row level security
  stream uuid not null
  title text not null
  versions integer not null
  articles integer not null
  clauses integer not null
  valid_from date
table view.line row level security
  key integer not null
  n integer not null
  stream uuid not null
  code text not null
  name text not null
  valid_from date not null
  valid_until date
table view.major_case row level security
  stream uuid not null
  agency integer not null
  line integer not null
  territory integer not null
  district integer not null
  criteria text not null
  since date not null
  reviewed_on date
table view.message row level security
  stream uuid not null
  about integer not null
  agency integer not null
  line integer not null
  territory integer not null
  district integer not null
  office integer not null
  kind smallint not null
  state smallint not null
  subject uuid
  sent_at timestamp with time zone not null
  changed_at timestamp with time zone not null
table view.named row level security
  stream uuid not null
  step integer not null
  certificate text not null
  thing smallint not null
  agency integer not null
  line integer not null
  territory integer not null
  district integer not null
  objected boolean not null
  recorder uuid not null
  recorded_at timestamp with time zone not null
table view.office row level security
  key integer not null
  n integer not null
  stream uuid not null
  kind smallint not null
  name text not null
  agency integer not null
  district integer not null
  valid_from date not null
  valid_until date
table view.outage row level security
  stream uuid not null
  starts_at timestamp with time zone not null
  ends_at timestamp with time zone not null
  confirmed boolean not null
table view.party row level security
  stream uuid not null
  kind smallint not null
  code text not null
  name text not null
  person uuid
table view.post row level security
  person uuid not null
  n integer not null
  office integer not null
  role text not null
  deputy_for uuid
  valid_from date not null
  valid_until date
table view.power row level security
  key integer not null
  n integer not null
  stream uuid not null
  code text not null
  name text not null
  kind smallint not null
  line integer not null
  valid_from date not null
  valid_until date
table view.power_list row level security
  agency integer not null
  n integer not null
  stream uuid not null
  powers integer not null
  complete boolean not null
  valid_from date not null
  valid_until date
table view.procedure row level security
  key integer not null
  n integer not null
  stream uuid not null
  act_kind smallint not null
  procedure smallint not null
  line text not null
  version integer not null
  valid_from date not null
  valid_until date
table view.public_case row level security
  look_up bytea not null
  stream uuid not null
  packet bytea not null
table view.public_decision row level security
  address uuid not null
  stream uuid not null
  agency integer not null
  line integer not null
  act_kind smallint not null
  decided date not null
  published date not null
  shown_until date
  down smallint not null
  words text not null
  packet bytea not null
table view.public_detail row level security
  look_up bytea not null
  stream uuid not null
  packet bytea not null
table view.public_message row level security
  look_up bytea not null
  stream uuid not null
  packet bytea not null
table view.public_withheld row level security
  stream uuid not null
  agency integer not null
  act_kind smallint not null
  reason smallint not null
  day date not null
table view.territory row level security
  key integer not null
  n integer not null
  stream uuid not null
  code text not null
  second_code text
  name text not null
  kind smallint not null
  parent integer
  valid_from date not null
  valid_until date
table view.visit row level security
  stream uuid not null
  kind smallint not null
  agency integer not null
  line integer not null
  territory integer not null
  district integer not null
  occurred_at timestamp with time zone not null
  recorded_at timestamp with time zone not null
  place text not null
  people integer not null
constraint desk.account account_pkey PRIMARY KEY (name)
constraint desk.answer answer_pkey PRIMARY KEY (token, key)
constraint desk.draft draft_pkey PRIMARY KEY (id)
constraint desk.followed followed_pkey PRIMARY KEY (stream)
constraint desk.meta meta_pkey PRIMARY KEY (key)
constraint desk.migration migration_pkey PRIMARY KEY (number)
constraint desk.read_log read_log_pkey PRIMARY KEY (id)
constraint desk.session session_pkey PRIMARY KEY (token)
constraint desk.token token_pkey PRIMARY KEY (id)
constraint desk.token token_token_key UNIQUE (token)
constraint journal.epoch epoch_pkey PRIMARY KEY (node)
constraint journal.stream stream_pkey PRIMARY KEY (id)
constraint journal.stream stream_version_check CHECK ((version > 0))
constraint log.checkpoint checkpoint_pkey PRIMARY KEY (size)
constraint log.entry entry_leaf_check CHECK ((octet_length(leaf) = 32))
constraint log.entry entry_pkey PRIMARY KEY (idx)
constraint log.head head_pkey PRIMARY KEY (node)
constraint log.head head_root_check CHECK ((octet_length(root) = 32))
constraint log.head head_size_check CHECK ((size >= 0))
constraint log.pending pending_leaf_check CHECK ((octet_length(leaf) = 32))
constraint log.tile tile_hashes_check CHECK ((octet_length(hashes) = 8192))
constraint log.tile tile_level_check CHECK (((level >= 0) AND (level <= 7)))
constraint log.tile tile_pkey PRIMARY KEY (level, idx)
constraint vault.code code_pkey PRIMARY KEY (id)
constraint vault.data_key data_key_pkey PRIMARY KEY (id)
constraint vault.file file_pkey PRIMARY KEY (id)
constraint vault.person person_pkey PRIMARY KEY (id)
constraint vault.salt salt_pkey PRIMARY KEY (fact)
constraint view."case" case_pkey PRIMARY KEY (stream, n)
constraint view.agency agency_pkey PRIMARY KEY (key, n)
constraint view.alert alert_pkey PRIMARY KEY (stream)
constraint view.alert_point alert_point_pkey PRIMARY KEY (key, version)
constraint view.amendment amendment_pkey PRIMARY KEY (stream)
constraint view.calendar_day calendar_day_pkey PRIMARY KEY (day)
constraint view.case_party case_party_pkey PRIMARY KEY (stream, n)
constraint view.certificate certificate_pkey PRIMARY KEY (officer, n)
constraint view.claim_form claim_form_pkey PRIMARY KEY (look_up)
constraint view.claimed claimed_pkey PRIMARY KEY (look_up)
constraint view.deadline deadline_pkey PRIMARY KEY (stream, n)
constraint view.decision_number decision_number_pkey PRIMARY KEY (number)
constraint view.disclosure disclosure_pkey PRIMARY KEY (stream, n)
constraint view.disclosure_rule disclosure_rule_pkey PRIMARY KEY (key, n)
constraint view.file file_pkey PRIMARY KEY (file)
constraint view.finding finding_pkey PRIMARY KEY (stream, n)
constraint view.form form_pkey PRIMARY KEY (key, n, no)
constraint view.handlers handlers_pkey PRIMARY KEY (agency, n)
constraint view.inspection inspection_pkey PRIMARY KEY (stream)
constraint view.journal journal_pkey PRIMARY KEY (stream)
constraint view.known known_pkey PRIMARY KEY (agency, source, kind, own_number)
constraint view.law law_pkey PRIMARY KEY (stream)
constraint view.line line_pkey PRIMARY KEY (key, n)
constraint view.major_case major_case_pkey PRIMARY KEY (stream)
constraint view.message message_pkey PRIMARY KEY (stream)
constraint view.named named_pkey PRIMARY KEY (stream, step, certificate)
constraint view.office office_pkey PRIMARY KEY (key, n)
constraint view.outage outage_pkey PRIMARY KEY (stream)
constraint view.party party_pkey PRIMARY KEY (stream)
constraint view.post post_pkey PRIMARY KEY (person, n)
constraint view.power power_pkey PRIMARY KEY (key, n)
constraint view.power_list power_list_pkey PRIMARY KEY (agency, n)
constraint view.procedure procedure_pkey PRIMARY KEY (key, n)
constraint view.public_case public_case_pkey PRIMARY KEY (look_up)
constraint view.public_decision public_decision_pkey PRIMARY KEY (address)
constraint view.public_detail public_detail_pkey PRIMARY KEY (look_up)
constraint view.public_message public_message_pkey PRIMARY KEY (look_up)
constraint view.public_withheld public_withheld_pkey PRIMARY KEY (stream)
constraint view.territory territory_pkey PRIMARY KEY (key, n)
constraint view.visit visit_pkey PRIMARY KEY (stream)
index CREATE INDEX account_person ON desk.account USING btree (person)
index CREATE UNIQUE INDEX account_pkey ON desk.account USING btree (name)
index CREATE INDEX answer_begun ON desk.answer USING btree (begun_at)
index CREATE UNIQUE INDEX answer_pkey ON desk.answer USING btree (token, key)
index CREATE INDEX draft_person ON desk.draft USING btree (person, changed_at DESC)
index CREATE UNIQUE INDEX draft_pkey ON desk.draft USING btree (id)
index CREATE UNIQUE INDEX followed_pkey ON desk.followed USING btree (stream)
index CREATE UNIQUE INDEX meta_pkey ON desk.meta USING btree (key)
index CREATE UNIQUE INDEX migration_pkey ON desk.migration USING btree (number)
index CREATE INDEX read_log_at ON desk.read_log USING btree (at)
index CREATE UNIQUE INDEX read_log_pkey ON desk.read_log USING btree (id)
index CREATE INDEX read_log_reader ON desk.read_log USING btree (reader, id)
index CREATE INDEX read_log_stream ON desk.read_log USING btree (stream, id) WHERE (stream IS NOT NULL)
index CREATE INDEX session_end ON desk.session USING btree (ends_at)
index CREATE INDEX session_person ON desk.session USING btree (person)
index CREATE UNIQUE INDEX session_pkey ON desk.session USING btree (token)
index CREATE INDEX token_agency ON desk.token USING btree (agency, made_at DESC)
index CREATE UNIQUE INDEX token_pkey ON desk.token USING btree (id)
index CREATE UNIQUE INDEX token_token_key ON desk.token USING btree (token)
index CREATE UNIQUE INDEX epoch_pkey ON journal.epoch USING btree (node)
index CREATE UNIQUE INDEX fact_all_id_recorded_at_idx ON journal.fact_all USING btree (id, recorded_at)
index CREATE INDEX fact_all_stream_seq_idx ON journal.fact_all USING btree (stream, seq)
index CREATE UNIQUE INDEX fact_id ON ONLY journal.fact USING btree (id, recorded_at)
index CREATE INDEX fact_stream ON ONLY journal.fact USING btree (stream, seq)
index CREATE UNIQUE INDEX stream_pkey ON journal.stream USING btree (id)
index CREATE INDEX stream_registers ON journal.stream USING btree (kind) WHERE (kind < 20)
index CREATE UNIQUE INDEX checkpoint_pkey ON log.checkpoint USING btree (size)
index CREATE UNIQUE INDEX entry_fact ON log.entry USING btree (fact)
index CREATE UNIQUE INDEX entry_pkey ON log.entry USING btree (idx)
index CREATE UNIQUE INDEX head_pkey ON log.head USING btree (node)
index CREATE UNIQUE INDEX tile_pkey ON log.tile USING btree (level, idx)
index CREATE INDEX code_age ON vault.code USING btree (recorded_at)
index CREATE UNIQUE INDEX code_pkey ON vault.code USING btree (id)
index CREATE UNIQUE INDEX data_key_pkey ON vault.data_key USING btree (id)
index CREATE UNIQUE INDEX file_pkey ON vault.file USING btree (id)
index CREATE INDEX person_equal ON vault.person USING btree (equal_by) WHERE (equal_by IS NOT NULL)
index CREATE UNIQUE INDEX person_pkey ON vault.person USING btree (id)
index CREATE UNIQUE INDEX salt_pkey ON vault.salt USING btree (fact)
index CREATE UNIQUE INDEX agency_pkey ON view.agency USING btree (key, n)
index CREATE INDEX alert_agency ON view.alert USING btree (agency, raised_at DESC, stream DESC)
index CREATE INDEX alert_city ON view.alert USING btree (raised_at DESC, stream DESC)
index CREATE INDEX alert_district ON view.alert USING btree (district, raised_at DESC, stream DESC)
index CREATE INDEX alert_line ON view.alert USING btree (line, raised_at DESC, stream DESC)
index CREATE INDEX alert_line_district ON view.alert USING btree (line, district, raised_at DESC, stream DESC)
index CREATE INDEX alert_office ON view.alert USING btree (office, raised_at) WHERE (state < 8)
index CREATE UNIQUE INDEX alert_pkey ON view.alert USING btree (stream)
index CREATE UNIQUE INDEX alert_point_pkey ON view.alert_point USING btree (key, version)
index CREATE INDEX alert_subject ON view.alert USING btree (subject)
index CREATE INDEX amendment_agency ON view.amendment USING btree (agency, drafted_at DESC, stream DESC)
index CREATE INDEX amendment_city ON view.amendment USING btree (drafted_at DESC, stream DESC)
index CREATE INDEX amendment_district ON view.amendment USING btree (district, drafted_at DESC, stream DESC)
index CREATE INDEX amendment_line ON view.amendment USING btree (line, drafted_at DESC, stream DESC)
index CREATE INDEX amendment_line_district ON view.amendment USING btree (line, district, drafted_at DESC, stream DESC)
index CREATE UNIQUE INDEX amendment_pkey ON view.amendment USING btree (stream)
index CREATE INDEX amendment_subject ON view.amendment USING btree (subject)
index CREATE INDEX calendar_day_ordinal ON view.calendar_day USING btree (ordinal) WHERE working
index CREATE UNIQUE INDEX calendar_day_pkey ON view.calendar_day USING btree (day)
index CREATE INDEX case_agency ON view."case" USING btree (agency, occurred_at DESC, stream DESC) WHERE (n = 0)
index CREATE INDEX case_city ON view."case" USING btree (occurred_at DESC, stream DESC) WHERE (n = 0)
index CREATE INDEX case_district ON view."case" USING btree (district, occurred_at DESC, stream DESC) WHERE (n = 0)
index CREATE INDEX case_line ON view."case" USING btree (line, occurred_at DESC, stream DESC)
index CREATE INDEX case_line_district ON view."case" USING btree (line, district, occurred_at DESC, stream DESC)
index CREATE INDEX case_party_equal ON view.case_party USING btree (equal, power) WHERE fined
index CREATE UNIQUE INDEX case_party_pkey ON view.case_party USING btree (stream, n)
index CREATE UNIQUE INDEX case_pkey ON view."case" USING btree (stream, n)
index CREATE INDEX certificate_agency ON view.certificate USING btree (agency, number)
index CREATE UNIQUE INDEX certificate_number ON view.certificate USING btree (number, officer, n)
index CREATE UNIQUE INDEX certificate_pkey ON view.certificate USING btree (officer, n)
index CREATE UNIQUE INDEX claim_form_pkey ON view.claim_form USING btree (look_up)
index CREATE UNIQUE INDEX claimed_pkey ON view.claimed USING btree (look_up)
index CREATE INDEX deadline_agency ON view.deadline USING btree (agency, stream)
index CREATE INDEX deadline_at ON view.deadline USING btree (due_at, stream, n) WHERE ((due_at IS NOT NULL) AND (kind <> 4))
index CREATE INDEX deadline_day ON view.deadline USING btree (due_day, stream, n) WHERE ((due_day IS NOT NULL) AND (kind <> 4))
index CREATE INDEX deadline_office ON view.deadline USING btree (office, stream) WHERE (office > 0)
index CREATE INDEX deadline_ordinal ON view.deadline USING btree (due_ordinal, stream, n) WHERE ((due_ordinal IS NOT NULL) AND (kind <> 4))
index CREATE UNIQUE INDEX deadline_pkey ON view.deadline USING btree (stream, n)
index CREATE UNIQUE INDEX decision_number_pkey ON view.decision_number USING btree (number)
index CREATE INDEX decision_number_series ON view.decision_number USING btree (agency, series, year, serial)
index CREATE INDEX disclosure_agency ON view.disclosure USING btree (agency, occurred_at DESC, stream DESC) WHERE (n = 0)
index CREATE INDEX disclosure_city ON view.disclosure USING btree (occurred_at DESC, stream DESC) WHERE (n = 0)
index CREATE INDEX disclosure_district ON view.disclosure USING btree (district, occurred_at DESC, stream DESC) WHERE (n = 0)
index CREATE INDEX disclosure_line ON view.disclosure USING btree (line, occurred_at DESC, stream DESC)
index CREATE INDEX disclosure_line_district ON view.disclosure USING btree (line, district, occurred_at DESC, stream DESC)
index CREATE UNIQUE INDEX disclosure_pkey ON view.disclosure USING btree (stream, n)
index CREATE UNIQUE INDEX disclosure_rule_pkey ON view.disclosure_rule USING btree (key, n)
index CREATE INDEX disclosure_to_check ON view.disclosure USING btree (agency, occurred_at, stream) WHERE ((n = 0) AND (standing = 1))
index CREATE UNIQUE INDEX file_pkey ON view.file USING btree (file)
index CREATE INDEX finding_agency ON view.finding USING btree (agency, occurred_at DESC, stream DESC, n)
index CREATE INDEX finding_city ON view.finding USING btree (occurred_at DESC, stream DESC, n)
index CREATE INDEX finding_district ON view.finding USING btree (district, occurred_at DESC, stream DESC, n)
index CREATE INDEX finding_line ON view.finding USING btree (line, occurred_at DESC, stream DESC, n)
index CREATE INDEX finding_line_district ON view.finding USING btree (line, district, occurred_at DESC, stream DESC, n)
index CREATE UNIQUE INDEX finding_pkey ON view.finding USING btree (stream, n)
index CREATE UNIQUE INDEX form_pkey ON view.form USING btree (key, n, no)
index CREATE UNIQUE INDEX handlers_pkey ON view.handlers USING btree (agency, n)
index CREATE INDEX inspection_agency ON view.inspection USING btree (agency, occurred_at DESC, stream DESC)
index CREATE INDEX inspection_city ON view.inspection USING btree (occurred_at DESC, stream DESC)
index CREATE INDEX inspection_district ON view.inspection USING btree (district, occurred_at DESC, stream DESC)
index CREATE INDEX inspection_line ON view.inspection USING btree (line, occurred_at DESC, stream DESC)
index CREATE INDEX inspection_line_district ON view.inspection USING btree (line, district, occurred_at DESC, stream DESC)
index CREATE UNIQUE INDEX inspection_pkey ON view.inspection USING btree (stream)
index CREATE UNIQUE INDEX journal_pkey ON view.journal USING btree (stream)
index CREATE UNIQUE INDEX known_pkey ON view.known USING btree (agency, source, kind, own_number)
index CREATE UNIQUE INDEX law_pkey ON view.law USING btree (stream)
index CREATE UNIQUE INDEX line_pkey ON view.line USING btree (key, n)
index CREATE INDEX major_case_open ON view.major_case USING btree (agency, since) WHERE (reviewed_on IS NULL)
index CREATE UNIQUE INDEX major_case_pkey ON view.major_case USING btree (stream)
index CREATE INDEX message_about ON view.message USING btree (about, sent_at DESC, stream DESC)
index CREATE INDEX message_city ON view.message USING btree (sent_at DESC, stream DESC)
index CREATE INDEX message_district ON view.message USING btree (district, sent_at DESC, stream DESC)
index CREATE INDEX message_line ON view.message USING btree (line, sent_at DESC, stream DESC)
index CREATE INDEX message_line_district ON view.message USING btree (line, district, sent_at DESC, stream DESC)
index CREATE UNIQUE INDEX message_pkey ON view.message USING btree (stream)
index CREATE INDEX named_objected ON view.named USING btree (agency, recorded_at) WHERE objected
index CREATE INDEX named_officer ON view.named USING btree (certificate, recorded_at DESC) WHERE (NOT objected)
index CREATE UNIQUE INDEX named_pkey ON view.named USING btree (stream, step, certificate)
index CREATE UNIQUE INDEX office_pkey ON view.office USING btree (key, n)
index CREATE UNIQUE INDEX outage_pkey ON view.outage USING btree (stream)
index CREATE UNIQUE INDEX party_pkey ON view.party USING btree (stream)
index CREATE UNIQUE INDEX post_pkey ON view.post USING btree (person, n)
index CREATE UNIQUE INDEX power_list_pkey ON view.power_list USING btree (agency, n)
index CREATE UNIQUE INDEX power_pkey ON view.power USING btree (key, n)
index CREATE UNIQUE INDEX procedure_pkey ON view.procedure USING btree (key, n)
index CREATE UNIQUE INDEX public_case_pkey ON view.public_case USING btree (look_up)
index CREATE INDEX public_decision_agency ON view.public_decision USING btree (agency, decided DESC, address DESC) WHERE (down < 1)
index CREATE INDEX public_decision_all ON view.public_decision USING btree (decided DESC, address DESC) WHERE (down = 0)
index CREATE INDEX public_decision_kind ON view.public_decision USING btree (act_kind, decided DESC, address DESC) WHERE (down < 1)
index CREATE INDEX public_decision_line ON view.public_decision USING btree (line, decided DESC, address DESC) WHERE (down < 1)
index CREATE UNIQUE INDEX public_decision_pkey ON view.public_decision USING btree (address)
index CREATE INDEX public_decision_words ON view.public_decision USING gin (view.grams(words)) WITH (fastupdate=off)
index CREATE UNIQUE INDEX public_detail_pkey ON view.public_detail USING btree (look_up)
index CREATE UNIQUE INDEX public_message_pkey ON view.public_message USING btree (look_up)
index CREATE INDEX public_withheld_agency ON view.public_withheld USING btree (agency, day DESC)
index CREATE UNIQUE INDEX public_withheld_pkey ON view.public_withheld USING btree (stream)
index CREATE UNIQUE INDEX territory_pkey ON view.territory USING btree (key, n)
index CREATE INDEX visit_agency ON view.visit USING btree (agency, occurred_at DESC, stream DESC)
index CREATE UNIQUE INDEX visit_pkey ON view.visit USING btree (stream)
policy desk.read_log write_own for INSERT to {xiezhi_reader} check true
policy journal.fact scope for SELECT to {xiezhi_reader} using 9130fc4b94623abdd6f9ae2f81268457
policy journal.fact_all scope for SELECT to {xiezhi_reader} using 9130fc4b94623abdd6f9ae2f81268457
policy journal.stream scope for SELECT to {xiezhi_reader} using 9130fc4b94623abdd6f9ae2f81268457
policy view.agency scope for SELECT to {xiezhi_reader} using d962e8c8212ff43f46c941d5db481fbe
policy view.alert scope for SELECT to {xiezhi_reader} using 3f213ad175b933272c799126def7f693
policy view.alert_point scope for SELECT to {xiezhi_reader} using d962e8c8212ff43f46c941d5db481fbe
policy view.amendment scope for SELECT to {xiezhi_reader} using 3f213ad175b933272c799126def7f693
policy view.calendar_day scope for SELECT to {xiezhi_reader} using d962e8c8212ff43f46c941d5db481fbe
policy view.case scope for SELECT to {xiezhi_reader} using 3f213ad175b933272c799126def7f693
policy view.case_party scope for SELECT to {xiezhi_reader} using 3f213ad175b933272c799126def7f693
policy view.certificate scope for SELECT to {xiezhi_reader} using d962e8c8212ff43f46c941d5db481fbe
policy view.deadline scope for SELECT to {xiezhi_reader} using 3f213ad175b933272c799126def7f693
policy view.disclosure scope for SELECT to {xiezhi_reader} using 3f213ad175b933272c799126def7f693
policy view.disclosure_rule scope for SELECT to {xiezhi_reader} using d962e8c8212ff43f46c941d5db481fbe
policy view.finding scope for SELECT to {xiezhi_reader} using 3f213ad175b933272c799126def7f693
policy view.form scope for SELECT to {xiezhi_reader} using d962e8c8212ff43f46c941d5db481fbe
policy view.handlers scope for SELECT to {xiezhi_reader} using d962e8c8212ff43f46c941d5db481fbe
policy view.inspection scope for SELECT to {xiezhi_reader} using 3f213ad175b933272c799126def7f693
policy view.journal scope for SELECT to {xiezhi_reader} using d962e8c8212ff43f46c941d5db481fbe
policy view.law scope for SELECT to {xiezhi_reader} using d962e8c8212ff43f46c941d5db481fbe
policy view.line scope for SELECT to {xiezhi_reader} using d962e8c8212ff43f46c941d5db481fbe
policy view.major_case scope for SELECT to {xiezhi_reader} using 3f213ad175b933272c799126def7f693
policy view.message scope for SELECT to {xiezhi_reader} using 3f213ad175b933272c799126def7f693
policy view.named scope for SELECT to {xiezhi_reader} using 3f213ad175b933272c799126def7f693
policy view.office scope for SELECT to {xiezhi_reader} using d962e8c8212ff43f46c941d5db481fbe
policy view.outage scope for SELECT to {xiezhi_reader} using d962e8c8212ff43f46c941d5db481fbe
policy view.post scope for SELECT to {xiezhi_reader} using d962e8c8212ff43f46c941d5db481fbe
policy view.power scope for SELECT to {xiezhi_reader} using d962e8c8212ff43f46c941d5db481fbe
policy view.power_list scope for SELECT to {xiezhi_reader} using d962e8c8212ff43f46c941d5db481fbe
policy view.procedure scope for SELECT to {xiezhi_reader} using d962e8c8212ff43f46c941d5db481fbe
policy view.public_case by_code for SELECT to {xiezhi_public} using b326b5062b2f0e69046810717534cb09
policy view.public_decision published for SELECT to {xiezhi_public} using b326b5062b2f0e69046810717534cb09
policy view.public_detail by_code for SELECT to {xiezhi_public} using b326b5062b2f0e69046810717534cb09
policy view.public_message by_code for SELECT to {xiezhi_public} using b326b5062b2f0e69046810717534cb09
policy view.public_withheld published for SELECT to {xiezhi_public} using b326b5062b2f0e69046810717534cb09
policy view.territory scope for SELECT to {xiezhi_reader} using d962e8c8212ff43f46c941d5db481fbe
policy view.visit scope for SELECT to {xiezhi_reader} using 3f213ad175b933272c799126def7f693
grant xiezhi_public log.checkpoint SELECT
grant xiezhi_public log.head SELECT
grant xiezhi_public log.tile SELECT
grant xiezhi_reader desk.read_log INSERT
grant xiezhi_reader journal.fact SELECT
grant xiezhi_reader journal.stream SELECT
grant xiezhi_reader view.agency SELECT
grant xiezhi_reader view.alert SELECT
grant xiezhi_reader view.alert_point SELECT
grant xiezhi_reader view.amendment SELECT
grant xiezhi_reader view.calendar_day SELECT
grant xiezhi_reader view.case SELECT
grant xiezhi_reader view.case_party SELECT
grant xiezhi_reader view.certificate SELECT
grant xiezhi_reader view.deadline SELECT
grant xiezhi_reader view.disclosure SELECT
grant xiezhi_reader view.disclosure_rule SELECT
grant xiezhi_reader view.finding SELECT
grant xiezhi_reader view.form SELECT
grant xiezhi_reader view.handlers SELECT
grant xiezhi_reader view.inspection SELECT
grant xiezhi_reader view.journal SELECT
grant xiezhi_reader view.law SELECT
grant xiezhi_reader view.line SELECT
grant xiezhi_reader view.major_case SELECT
grant xiezhi_reader view.message SELECT
grant xiezhi_reader view.named SELECT
grant xiezhi_reader view.office SELECT
grant xiezhi_reader view.outage SELECT
grant xiezhi_reader view.party SELECT
grant xiezhi_reader view.post SELECT
grant xiezhi_reader view.power SELECT
grant xiezhi_reader view.power_list SELECT
grant xiezhi_reader view.procedure SELECT
grant xiezhi_reader view.territory SELECT
grant xiezhi_reader view.visit SELECT
grant xiezhi_writer desk.account DELETE, INSERT, SELECT, UPDATE
grant xiezhi_writer desk.answer DELETE, INSERT, SELECT, UPDATE
grant xiezhi_writer desk.draft DELETE, INSERT, SELECT, UPDATE
grant xiezhi_writer desk.followed DELETE, INSERT, SELECT, UPDATE
grant xiezhi_writer desk.meta DELETE, INSERT, SELECT, UPDATE
grant xiezhi_writer desk.migration DELETE, INSERT, SELECT, UPDATE
grant xiezhi_writer desk.read_log DELETE, INSERT, SELECT, UPDATE
grant xiezhi_writer desk.session DELETE, INSERT, SELECT, UPDATE
grant xiezhi_writer desk.token DELETE, INSERT, SELECT, UPDATE
grant xiezhi_writer journal.epoch INSERT, SELECT
grant xiezhi_writer journal.fact INSERT, SELECT
grant xiezhi_writer journal.fact_all INSERT, SELECT
grant xiezhi_writer journal.stream INSERT, SELECT
grant xiezhi_writer log.checkpoint INSERT, SELECT
grant xiezhi_writer log.entry INSERT, SELECT
grant xiezhi_writer log.head INSERT, SELECT, UPDATE
grant xiezhi_writer log.pending DELETE, INSERT, SELECT
grant xiezhi_writer log.tile INSERT, SELECT
grant xiezhi_writer vault.code DELETE, INSERT, SELECT
grant xiezhi_writer vault.data_key INSERT, SELECT
grant xiezhi_writer vault.file INSERT, SELECT
grant xiezhi_writer vault.person INSERT, SELECT
grant xiezhi_writer vault.salt INSERT, SELECT
grant xiezhi_writer view.agency DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.alert DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.alert_point DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.amendment DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.calendar_day DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.case DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.case_party DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.certificate DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.claim_form DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.claimed DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.deadline DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.decision_number DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.disclosure DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.disclosure_rule DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.file DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.finding DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.form DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.handlers DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.inspection DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.journal DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.known DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.law DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.line DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.major_case DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.message DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.named DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.office DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.outage DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.party DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.post DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.power DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.power_list DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.procedure DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.public_case DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.public_decision DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.public_detail DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.public_message DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.public_withheld DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.territory DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer view.visit DELETE, INSERT, SELECT, TRUNCATE, UPDATE
grant xiezhi_writer journal.epoch update (changes)
grant xiezhi_writer journal.stream update (version)
