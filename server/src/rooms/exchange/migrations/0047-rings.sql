-- How a contact is rung beside a mail: by a service that the operator of this host configured, where its State switched
-- that on. Conveniences, off the record. Of one that ended neither number nor code is kept.
create table ring (
  id text primary key,
  participant text not null,
  contact text not null,
  -- The service, by the id the operator gave it.
  service text not null,
  destination text not null,
  wish text not null check (wish in ('urgent', 'always')),
  -- What was rung to it and was not given back yet; null: given back.
  code text,
  tries integer not null,
  created timestamptz not null,
  ended timestamptz
);
create index ring_contact on ring (contact) where ended is null;
create index ring_participant on ring (participant, created desc);

-- What was rung for, once each, whichever server of the body did it.
create table rung (
  id text primary key,
  at timestamptz not null
);
select append_only('rung');
