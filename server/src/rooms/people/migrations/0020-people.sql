-- Reading sessions: conveniences, off the record. Only hashes of tokens are kept.
create table session (
  token bytea primary key,
  request bytea not null constraint session_request unique,
  certificate bytea not null,
  participant text not null,
  person text,
  key text not null,
  expires timestamptz not null
);
create index session_expires on session (expires);
