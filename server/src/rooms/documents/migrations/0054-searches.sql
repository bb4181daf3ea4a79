-- Searches in texts that a person follows: a convenience of their own, off the record. They may be changed and
-- deleted, and nobody else is told of them.
create table saved_search (
  id text primary key,
  participant text not null,
  -- `root` where the root of the participant signed in.
  person text not null,
  name text not null,
  -- What is looked for, as /api/texts takes it.
  filter jsonb not null,
  -- The language of the reader: of the feed, and of mails.
  language text not null,
  -- Whoever knows it reads the feed.
  token text not null unique,
  created timestamptz not null,
  -- How often a mail tells what is new; null for never.
  every text check (every in ('day', 'week')),
  address text,
  -- What was mailed to the address; null once somebody who reads there gave it back.
  code text,
  tries integer not null default 0,
  -- Up to when mails have told what came out, and when the next is due.
  told timestamptz not null,
  due timestamptz
);
create index saved_search_owner on saved_search (participant, person, created);
create index saved_search_due on saved_search (due) where due is not null;
