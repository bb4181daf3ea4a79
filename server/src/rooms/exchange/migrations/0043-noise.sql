-- Conveniences, off the record: whom notices are spared, and when. Nothing of the exchange depends on them, and nothing
-- is kept back by them but a notice.
create table muted (
  participant text not null,
  thread text not null,
  until timestamptz not null,
  primary key (participant, thread)
);

create table quiet (
  contact text primary key,
  -- Minutes after midnight in the zone of the contact.
  starts integer not null check (starts between 0 and 1439),
  ends integer not null check (ends between 0 and 1439 and ends <> starts),
  zone text not null
);
