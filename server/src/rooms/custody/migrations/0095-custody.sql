-- How a State keeps its keys and what was sealed to it: a convenience of that State, off the record.
create table custody_rule (
  participant text primary key,
  drill_days integer not null,
  rotate_days integer not null,
  -- Absent: the host erases nothing. What is in force before `keep_from` stands in `keep_before`.
  keep_days integer,
  keep_before integer,
  keep_from timestamptz not null,
  person text not null,
  since timestamptz not null
);

-- What was tried and done with keys: drills, new wrappings, hand-overs, destructions.
create table custody_note (
  id bigint generated always as identity primary key,
  participant text not null,
  kind text not null,
  subject text not null,
  says text not null,
  witness text,
  person text not null,
  noted timestamptz not null
);
create index custody_note_participant on custody_note (participant, id desc);

-- Ciphertext that a contact sealed to its own new key; the host cannot open it.
create table custody_wraps (
  participant text not null,
  contact text not null,
  file jsonb not null,
  put timestamptz not null,
  primary key (participant, contact)
);

-- Reminders that were written, each once, whichever server of the body wrote it.
create table custody_notice (
  id text primary key,
  written timestamptz not null
);
select append_only('custody_notice');
