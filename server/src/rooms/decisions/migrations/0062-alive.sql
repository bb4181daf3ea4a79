-- When a server of this body last noted that it runs: one row, which every server writes.
create table alive (
  one boolean primary key default true check (one),
  at timestamptz not null
);
