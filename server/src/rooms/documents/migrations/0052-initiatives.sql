create table initiative (
  id text primary key,
  index bigint not null unique,
  titles jsonb not null,
  documents text[] not null,
  "group" jsonb,
  -- The day on which it was presented: that of its receipt, where a State presented it by its own act.
  presented date not null,
  presenters text[] not null,
  -- False where the secretariat entered it, in the name of others.
  signed boolean not null,
  received timestamptz not null
);
select append_only('initiative');
create index initiative_order on initiative (presented, index);

create table initiative_withdrawal (
  initiative text primary key references initiative,
  index bigint not null,
  reason text
);
select append_only('initiative_withdrawal');

-- Every declaration; the newest of a paper about an initiative is shown, and those before it as history.
create table coverage (
  document text not null references document,
  initiative text not null references initiative,
  index bigint not null,
  participant text not null,
  coverage text not null,
  "where" text,
  reason text not null,
  received timestamptz not null,
  primary key (document, initiative, index)
);
select append_only('coverage');
create index coverage_initiative on coverage (initiative);
