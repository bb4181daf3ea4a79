-- Drafts that a State's own people comment on and clear: sealed to that State, off the record, removed when it says so.
create table clearance (
  id text not null,
  participant text not null,
  opened_by text not null,
  opened timestamptz not null,
  primary key (participant, id)
);

-- Sealed items in the order in which they came. `size` is how long the record was: whose key it was then can be looked up.
create table clearance_item (
  participant text not null,
  clearance text not null,
  number integer not null,
  message text not null,
  person text not null,
  received timestamptz not null,
  size bigint not null,
  header jsonb not null,
  ciphertext jsonb not null,
  attachments jsonb not null,
  recipients jsonb not null,
  primary key (participant, clearance, number),
  unique (participant, message),
  foreign key (participant, clearance) references clearance (participant, id) on delete cascade
);
