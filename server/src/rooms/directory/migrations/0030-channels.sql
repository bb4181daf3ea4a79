-- What became of the ways to a contact: mails that were taken, refused or came back, telephones that were answered or
-- not. A convenience, off the record. The address itself is not kept, so that erasing the field erases it.
create table channel_test (
  id bigint generated always as identity primary key,
  contact text not null,
  channel text not null check (channel in ('emails', 'telephones', 'messenger')),
  digest text not null,
  outcome text not null check (outcome in ('reached', 'not-reached', 'sent', 'refused', 'bounced')),
  says text not null,
  -- The participant who tried; absent where it was this host.
  by text,
  tested timestamptz not null
);
select append_only('channel_test');
create index channel_test_contact on channel_test (contact, id desc);

-- Alarms and reminders that were written, each once, whichever server of the body wrote it.
create table care_notice (
  id text primary key,
  written timestamptz not null
);
select append_only('care_notice');
