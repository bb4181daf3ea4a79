-- That a document was adopted by consensus, as the secretariat entered it; without a day, that this was struck. The
-- newest of a document counts.
create table document_agreement (
  document text not null references document,
  index bigint not null,
  adopted date,
  primary key (document, index)
);
select append_only('document_agreement');
create view agreed_document as
  select document, adopted from (
    select distinct on (document) document, adopted from document_agreement order by document, index desc) newest
  where adopted is not null;

-- Made from texts of those documents, as the other tables of texts are.
create table agreed_paragraph (
  issue bigint not null,
  language text not null,
  place integer not null,
  fingerprint bytea not null,
  keys integer[] not null,
  primary key (issue, language, place),
  foreign key (issue, language, place) references text_paragraph on delete cascade
);
create index agreed_paragraph_keys on agreed_paragraph using gin (keys) with (fastupdate = off);
create index agreed_paragraph_fingerprint on agreed_paragraph (fingerprint);
