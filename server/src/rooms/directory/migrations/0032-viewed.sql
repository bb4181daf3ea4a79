-- Which participant read restricted fields of whose contacts on which day: for the State whose they are, kept for a set
-- time, off the record. One row a day, however often: a directory is read all day.
create table contact_view (
  owner text not null,
  reader text not null,
  -- Empty where a list was read.
  contact text not null,
  day date not null,
  -- Restricted fields that were shown; empty for a list.
  fields text[] not null,
  first timestamptz not null,
  primary key (owner, reader, contact, day)
);
