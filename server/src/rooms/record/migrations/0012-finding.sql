-- How entries are found: made from the record behind its head, and made again from it at any time. Nothing in these
-- two tables is part of the record.
create table entry_found (
  index bigint primary key,
  received timestamptz not null,
  restricted boolean not null,
  -- Words that people wrote into public acts. Of a restricted one there are none.
  words tsvector not null
);
create index entry_found_received on entry_found (received, index);
create index entry_found_words on entry_found using gin (words);

-- What an entry concerns: see subjectsOf in packages/acts.
create table entry_subject (
  subject text not null,
  index bigint not null,
  primary key (subject, index)
);
