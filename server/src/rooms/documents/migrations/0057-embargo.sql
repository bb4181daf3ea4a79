-- Until when only participants may read the files of a document.
create table document_embargo (
  document text primary key references document,
  index bigint not null,
  until timestamptz not null
);
select append_only('document_embargo');
