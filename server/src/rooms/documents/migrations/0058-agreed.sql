-- That a document was adopted by consensus, as the secretariat entered it.
create table document_agreement (
  document text primary key references document,
  index bigint not null,
  adopted date not null,
  organ text
);
select append_only('document_agreement');

create table document_agreement_struck (
  document text not null references document_agreement,
  index bigint primary key,
  reason text not null
);
select append_only('document_agreement_struck');

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
