-- Who of a roster is on duty when, and who handed over to whom. Conveniences, off the record: they grant nothing, are shown
-- to the own State alone, and go when it says so.
create table duty_plan (
  contact text primary key,
  participant text not null,
  zone text not null,
  -- People with weekdays and minutes after midnight in that zone.
  slots jsonb not null
);

create table duty_handover (
  id text primary key,
  contact text not null,
  -- Who was on duty then; null where nobody was.
  from_person text,
  to_person text not null,
  handed timestamptz not null,
  -- How long the record was then: whose key sealed the note can be looked up.
  size bigint not null,
  -- A sealed message of the contact to itself: header and ciphertext. The host cannot read it.
  note jsonb,
  confirmed timestamptz,
  withdrawn timestamptz
);
create index duty_handover_contact on duty_handover (contact, handed desc);
