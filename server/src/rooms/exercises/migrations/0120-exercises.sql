-- What those who control an exercise keep beside it: sealed among them, off the record, removed when one of them says so.
create table exercise (
  id text primary key,
  -- Who opened it.
  participant text not null,
  person text not null,
  control text[] not null,
  opened timestamptz not null
);
create index exercise_control on exercise using gin (control);
create index exercise_opened on exercise (participant);

-- Sealed items in the order in which they came. `size` is how long the record was: whose key it was then can be looked up.
create table exercise_item (
  exercise text not null references exercise on delete cascade,
  number integer not null,
  message text not null,
  person text not null,
  received timestamptz not null,
  size bigint not null,
  header jsonb not null,
  recipients jsonb not null,
  ciphertext text not null,
  primary key (exercise, number),
  unique (exercise, message)
);
