-- Every import of a regional list: lists of others, beside the directory. The file lies among the blobs until it is over.
create table regional_import (
  index bigint primary key,
  regional text not null,
  act text not null,
  participant text not null,
  -- As the act says it: names, terms, readers, file, number of contacts, days.
  data jsonb not null,
  sha256 bytea not null,
  expires timestamptz not null,
  received timestamptz not null,
  -- When a newer import took its place, or it was withdrawn; null while it stands.
  ended timestamptz,
  withdrawn boolean not null default false,
  reason text
);
create index regional_import_list on regional_import (regional, index);
