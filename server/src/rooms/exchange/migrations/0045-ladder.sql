-- Who was woken by a message that nobody acknowledged: once each. Conveniences, off the record, from what the host sees of a
-- message and never from its content. `contact` is the one it was sent to, `whom` the contact, person or mission told.
create table woken (
  message text not null,
  contact text not null,
  participant text not null,
  rung text not null check (rung in ('duty', 'alternate', 'diplomatic', 'mission')),
  whom text not null,
  at timestamptz not null,
  primary key (message, contact, rung, whom)
);
select append_only('woken');

-- What a State set for itself: shorter times than those of the body, and where its mission is told.
create table ladder (
  participant text primary key,
  alternate integer not null check (alternate >= 0),
  diplomatic integer not null check (diplomatic >= alternate),
  mission integer not null check (mission >= diplomatic),
  address text
);
