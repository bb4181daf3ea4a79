-- What the operator sees of messages: header and addressees. The content is a blob that only recipients open.
create table message (
  id text primary key,
  index bigint not null unique,
  thread text not null,
  participant text not null,
  contact text not null,
  header jsonb not null,
  ciphertext jsonb not null,
  attachments jsonb not null,
  received timestamptz not null
);
select append_only('message');
create index message_thread on message (thread, index);
create index message_sender on message (participant, index desc);

create table delivery (
  message text not null references message,
  participant text not null,
  contact text not null,
  key text not null,
  index bigint not null,
  primary key (message, contact)
);
select append_only('delivery');
create index delivery_participant on delivery (participant, index desc);

create table acknowledgement (
  message text not null,
  contact text not null,
  index bigint not null,
  received timestamptz not null,
  primary key (message, contact)
);
select append_only('acknowledgement');
