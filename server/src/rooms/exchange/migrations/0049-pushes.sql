-- Browsers in which a person is told by the push service of their maker that something waits. Conveniences of that person
-- alone, off the record. Whoever knows an address can push to it: of one that ended it is not kept.
create table push (
  id text primary key,
  participant text not null,
  person text not null,
  endpoint text not null,
  wish text not null check (wish in ('urgent', 'always')),
  created timestamptz not null,
  -- What came of the last one.
  told timestamptz,
  outcome text check (outcome in ('sent', 'refused', 'not-reached')),
  says text not null default '',
  ended timestamptz
);
-- A browser is told for one person at a time.
create unique index push_endpoint on push (endpoint) where ended is null;
create index push_person on push (person, created desc);
