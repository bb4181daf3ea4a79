create table document (
  id text primary key,
  index bigint not null unique,
  symbol text,
  titles jsonb not null,
  dated date,
  source text not null,
  received timestamptz not null
);
select append_only('document');
create index document_symbol on document (symbol);

-- Every language version ever issued; the newest of a language is the one shown first.
create table document_version (
  document text not null references document,
  language text not null,
  index bigint not null,
  sha256 text not null,
  size integer not null,
  media text not null,
  corrects text,
  received timestamptz not null,
  primary key (document, language, index)
);
select append_only('document_version');

create table document_withdrawal (
  document text primary key references document,
  index bigint not null,
  reason text not null
);
select append_only('document_withdrawal');
