-- What persons keep for their other devices: encryption keys under a master key that only they can open.
-- A convenience, off the record: it may be changed and deleted.
create table key_box (
  participant text not null,
  person text not null,
  box json not null,
  primary key (participant, person)
);
