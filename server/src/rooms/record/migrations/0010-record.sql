-- The one row every act locks: how long the record is, and when its last entry was received (milliseconds).
create table head (
  one boolean primary key default true check (one),
  size bigint not null check (size >= 0),
  received bigint not null
);

-- The record itself: numbered without gaps by the transaction of the act.
create table entry (
  index bigint primary key check (index >= 0),
  act bytea not null constraint entry_act unique,
  actor text not null,
  nonce text not null,
  type text not null,
  stream text not null,
  number integer not null,
  leaf bytea not null,
  constraint entry_nonce unique (actor, nonce),
  constraint entry_number unique (stream, number)
);
select append_only('entry');
create index entry_type on entry (type, index);

-- What opens commitments: fields of persons and contacts, recipients, and (path 'act') whole restricted acts.
-- Rows of a subject can be erased; no signature and no hash breaks by it.
create table opening (
  commitment bytea primary key,
  subject text not null,
  path text not null,
  index bigint not null,
  -- The participants that may have it; '*' is every participant. Empty for path 'act': there the audience says.
  readers text[] not null,
  opened bytea not null
);
create index opening_subject on opening (subject);
create index opening_index on opening (index) where path = 'act';

-- Which participants may open a restricted entry.
create table audience (
  participant text not null,
  index bigint not null,
  primary key (participant, index)
);
select append_only('audience');
create index audience_index on audience (index);

-- Which entry names which blob; who uploaded one that no entry names yet.
create table blob_use (
  sha256 bytea not null,
  index bigint not null,
  primary key (sha256, index)
);
select append_only('blob_use');
create table blob_upload (
  sha256 bytea not null,
  participant text not null,
  primary key (sha256, participant)
);

create table certificate (
  hash bytea primary key,
  bytes bytea not null
);
select append_only('certificate');

-- What was published. A tile grows at its right edge until it is full; what was served never changes.
create table checkpoint (
  size bigint primary key,
  root bytea not null,
  note text not null,
  at timestamptz not null default now()
);
select append_only('checkpoint');
create table tile (
  level integer not null,
  index bigint not null,
  bytes bytea not null check (octet_length(bytes) % 32 = 0 and octet_length(bytes) <= 8192),
  primary key (level, index)
);
