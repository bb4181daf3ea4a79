-- Which version of a document a participant has read, as its people said: a convenience, off the record, for them
-- alone. It may be changed and deleted.
create table document_reading (
  participant text not null,
  document text not null references document,
  language text not null,
  sha256 text not null,
  read timestamptz not null,
  primary key (participant, document, language)
);
