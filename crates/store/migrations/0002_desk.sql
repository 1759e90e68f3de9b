-- Accounts and sessions of the people who work on the pages (DESIGN section 5). Outside every proof.

-- Who signs in under which name. Posts stand in the register of people; an account gives none.
create table desk.account (
  name text collate "C" primary key,
  person uuid not null,
  -- argon2id, with its own parameters and salt.
  password text not null,
  must_change boolean not null,
  disabled boolean not null,
  changed_at timestamptz not null
);
create index account_person on desk.account (person);

-- Signed-in sessions. The token itself is known to the browser alone: here lies its SHA-256. Retention: until its end.
create table desk.session (
  token bytea primary key,
  person uuid not null,
  account text not null,
  role text not null,
  office int not null,
  opened_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  address text not null,
  agent text not null
);
create index session_person on desk.session (person);
create index session_end on desk.session (ends_at);

-- What an agency's own systems push and read with. The token is known to the system alone: here lies its SHA-256. Facts and the
-- read log name it by its id. Retention: as long as they do.
create table desk.token (
  id uuid primary key,
  token bytea not null unique,
  agency int not null,
  name text not null,
  -- Codes of actions, with commas between them.
  may text not null,
  made_by uuid not null,
  made_at timestamptz not null,
  expires_at timestamptz not null,
  seen_at timestamptz,
  revoked_at timestamptz
);
create index token_agency on desk.token (agency, made_at desc);

-- What was answered to a request with an idempotency key, under a data key of the vault: query codes may stand in it. Without an
-- answer somebody works on it. Retention: 7 days.
create table desk.answer (
  token uuid not null,
  key text collate "C" not null,
  -- SHA-256 of the request.
  request bytea not null,
  begun_at timestamptz not null,
  status smallint,
  media text,
  body bytea,
  data_key int,
  primary key (token, key)
);
create index answer_begun on desk.answer (begun_at);

-- What somebody has typed and not submitted. Retention: 30 days after it was touched last.
create table desk.draft (
  id uuid primary key,
  person uuid not null,
  office int not null,
  form text not null,
  body text not null,
  changed_at timestamptz not null
);
create index draft_person on desk.draft (person, changed_at desc);

grant select, insert, update, delete on desk.account, desk.session, desk.draft, desk.token, desk.answer to xiezhi_writer;

-- What an office must handle, whatever agency it is about.
create index deadline_office on view.deadline (office, stream) where office > 0;

-- The day that an ordinal ends on: a deadline is shown as a day.
create index calendar_day_ordinal on view.calendar_day (ordinal) where working;
