create table input_round (
  id text primary key,
  index bigint not null unique,
  document text not null references document,
  titles jsonb not null,
  template text not null,
  deadline timestamptz not null,
  received timestamptz not null
);
select append_only('input_round');
create index input_round_document on input_round (document);

create table round_extension (
  round text not null references input_round,
  index bigint not null,
  deadline timestamptz not null,
  reason text not null,
  received timestamptz not null,
  primary key (round, index)
);
select append_only('round_extension');

-- Every input ever submitted; the newest of a participant stands, those before it are superseded and stay.
create table round_input (
  round text not null references input_round,
  participant text not null,
  index bigint not null,
  act text not null unique,
  language text not null,
  sha256 text not null,
  received timestamptz not null,
  primary key (round, participant, index)
);
select append_only('round_input');

create table round_synthesis (
  act text primary key,
  round text not null references input_round,
  index bigint not null,
  -- Counted from 1 in its round.
  number integer not null,
  sha256 text not null,
  document text,
  received timestamptz not null,
  unique (round, number)
);
select append_only('round_synthesis');

create table correction_request (
  act text primary key,
  round text not null references input_round,
  index bigint not null,
  synthesis text not null,
  participant text not null,
  sentence integer,
  asks text not null,
  received timestamptz not null
);
select append_only('correction_request');
create index correction_request_round on correction_request (round);

create table correction_answer (
  request text primary key references correction_request,
  index bigint not null,
  answer text not null,
  synthesis text,
  reason text not null,
  received timestamptz not null
);
select append_only('correction_answer');
