-- A negotiation as its entries fold: one fact for each text, each proposal and each paragraph, changed entry by entry.
-- The record holds the entries; all of it can be folded anew from them.
create table negotiation (
  document text primary key references document,
  index bigint not null unique,
  fact jsonb not null
);
create table negotiation_proposal (
  id text primary key,
  document text not null references document,
  index bigint not null unique,
  received timestamptz not null,
  fact jsonb not null
);
create index negotiation_proposal_document on negotiation_proposal (document, index);
create table negotiation_paragraph (
  document text not null references document,
  paragraph text not null,
  fact jsonb not null,
  primary key (document, paragraph)
);
-- Every position that was ever stated: a later one supersedes it, none is overwritten.
create table negotiation_position (
  act text primary key,
  index bigint not null unique,
  document text not null references document,
  received timestamptz not null,
  fact jsonb not null
);
select append_only('negotiation_position');
create index negotiation_position_document on negotiation_position (document, index);
