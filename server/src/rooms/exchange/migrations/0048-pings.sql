-- Pings: rounds in which it is tried whether contacts can be reached. Off the record by design; what came of them is
-- kept by the directory, with the way that was tried.
create table ping_round (
  id text primary key,
  -- Who started it; null: the schedule of the rules.
  person text,
  -- Which one of those that the schedule begins: each begins once, whichever server begins it.
  slot bigint unique,
  started timestamptz not null,
  ends timestamptz not null,
  -- From when others than a State are shown what came of it.
  shown timestamptz not null,
  channels text[] not null,
  out_of_hours boolean not null,
  paused boolean not null,
  -- The sealed message by which it went, where one was sent.
  message text,
  -- When it was noted what was not answered in time.
  settled timestamptz
);
create index ping_round_started on ping_round (started desc);

create table ping (
  id text primary key,
  round text not null references ping_round,
  participant text not null,
  contact text not null,
  channel text not null check (channel in ('message', 'emails', 'telephones', 'sms')),
  -- Names the address or number and does not hold it, as in channel_test.
  digest text not null,
  ring text,
  code text not null unique,
  due timestamptz not null,
  -- It waits; left this host but was not taken yet; was taken, or called; could not be sent.
  state text not null check (state in ('waiting', 'left', 'sent', 'failed')),
  tried timestamptz,
  -- What an officer says of a call, and in which words.
  called text check (called in ('reached', 'not-reached')),
  says text not null default '',
  answered timestamptz,
  -- When it was answered, by its own word: it was answered without a line, and arrived later.
  claimed timestamptz
);
create index ping_of_round on ping (round, participant);
