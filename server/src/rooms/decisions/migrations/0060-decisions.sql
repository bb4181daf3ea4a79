-- A procedure as its entries fold: one fact, changed entry by entry, and what is looked for in it. The record holds
-- the entries; this can be folded anew from them.
create table procedure (
  id text primary key,
  index bigint not null unique,
  fact jsonb not null,
  is_open boolean not null,
  deadline timestamptz,
  -- What other procedures ask of it: `linksOf` in packages/acts.
  waives text,
  appeals text,
  decides text
);
create index procedure_open on procedure (index) where is_open;
create index procedure_waives on procedure (waives) where waives is not null;
create index procedure_appeals on procedure (appeals) where appeals is not null;
create index procedure_decides on procedure (decides) where decides is not null;
