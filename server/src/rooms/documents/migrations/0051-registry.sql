-- What the registry says of a document beside its titles and files. Each row holds all of it as it stands from this
-- entry on: the newest is shown.
create table document_details (
  document text not null references document,
  index bigint not null,
  class text,
  organ text,
  session text,
  agenda text[],
  original text,
  words integer,
  primary key (document, index)
);
select append_only('document_details');

-- A symbol belongs to one document for ever. `key` is the symbol in capitals; `work` that of the document without
-- suffixes, by which families are found.
create table cited_symbol (
  key text primary key,
  document text not null references document,
  index bigint not null,
  symbol text not null,
  work text not null
);
select append_only('cited_symbol');
create index cited_symbol_document on cited_symbol (document);
create index cited_symbol_work on cited_symbol (work);
-- What was registered before this: a symbol that stood twice belongs to the first.
insert into cited_symbol
select distinct on (upper(symbol)) upper(symbol), id, index, symbol,
  regexp_replace(upper(symbol), '(/(REV|ADD|CORR)\.[1-9][0-9]*)+$', '')
from document where symbol is not null order by upper(symbol), index;

-- Who submitted a document by an act of its own, and in which languages it wrote it.
create table document_submission (
  document text primary key references document,
  index bigint not null,
  participant text not null,
  languages text[] not null
);
select append_only('document_submission');
create index document_submission_participant on document_submission (participant);

-- Each joining and leaving; the newest of a State says whether it is a co-sponsor.
create table document_sponsor (
  document text not null references document,
  participant text not null,
  index bigint not null,
  joined boolean not null,
  received timestamptz not null,
  primary key (document, participant, index)
);
select append_only('document_sponsor');

create table document_format (
  document text not null references document,
  language text not null,
  of text not null,
  index bigint not null,
  sha256 text not null,
  size integer not null,
  media text not null,
  primary key (document, index)
);
select append_only('document_format');

create table organ (
  id text not null,
  index bigint not null,
  names jsonb not null,
  prefix text,
  parent text,
  primary key (id, index)
);
select append_only('organ');
