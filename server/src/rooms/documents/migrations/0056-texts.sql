-- Made from the record and the files it names: what may be emptied and is made again.

-- A language version whose words are known, or why they are not.
create table text_version (
  issue bigint not null,
  language text not null,
  document text not null references document,
  sha256 text not null,
  received timestamptz not null,
  -- The newest of its document in its language.
  current boolean not null,
  -- What was wrong with the file; then it has no paragraphs.
  flaw text,
  -- By which tables its words were cut: another runtime cuts Chinese otherwise, and it is indexed again.
  cut_by text not null,
  primary key (issue, language)
);
create index text_version_document on text_version (document, language);

create table text_paragraph (
  issue bigint not null,
  language text not null,
  place integer not null,
  paragraph text not null,
  label text,
  words text not null,
  -- Stems, each with its language in front, at the places of their words.
  found tsvector not null,
  primary key (issue, language, place),
  foreign key (issue, language) references text_version on delete cascade
);
create index text_paragraph_found on text_paragraph using gin (found) with (fastupdate = off);
create index text_paragraph_id on text_paragraph (paragraph);
