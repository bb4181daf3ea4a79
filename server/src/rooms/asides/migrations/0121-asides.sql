-- What States keep beside the record: sealed among them, off the record, removed when one of them says so.
create table aside (
  id text primary key,
  kind text not null check (kind in ('exercise', 'sounding', 'group')),
  -- Who opened it.
  participant text not null,
  person text not null,
  -- The States whose contacts read it.
  among text[] not null,
  opened timestamptz not null,
  -- The text under negotiation, or the procedure, that it is beside.
  about text,
  -- When it is removed, once what it is beside has closed.
  ends timestamptz,
  -- When contacts were told last that something waits for them here.
  told timestamptz
);
create index aside_among on aside using gin (among);
create index aside_opened on aside (participant, kind);

-- Sealed items in the order in which they came. `size` is how long the record was: whose key it was then can be looked up.
create table aside_item (
  aside text not null references aside on delete cascade,
  number integer not null,
  message text not null,
  person text not null,
  received timestamptz not null,
  size bigint not null,
  header jsonb not null,
  recipients jsonb not null,
  ciphertext text not null,
  -- Whether whoever it is sealed to was told of it.
  told boolean not null default false,
  primary key (aside, number),
  unique (aside, message)
);
create index aside_item_untold on aside_item (aside) where not told;

insert into aside (id, kind, participant, person, among, opened)
  select id, 'exercise', participant, person, control, opened from exercise;
insert into aside_item (aside, number, message, person, received, size, header, recipients, ciphertext, told)
  select exercise, number, message, person, received, size, header, recipients, ciphertext, true from exercise_item;
drop table exercise_item;
drop table exercise;
