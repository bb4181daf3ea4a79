-- What a participant's list of threads shows of each, kept with every message and acknowledgement, so that its first
-- page costs the same however many messages there are. It follows from the tables beside it and may be made anew.
create table inbox (
  participant text not null,
  thread text not null,
  -- The entry of the newest message.
  last bigint not null,
  messages integer not null,
  -- Deliveries to contacts of the participant that nobody has acknowledged.
  open integer not null,
  primary key (participant, thread)
);
create index inbox_newest on inbox (participant, last desc);

insert into inbox (participant, thread, last, messages, open)
with party as (
  select participant, thread, index, id, 0 as open from message
  union all
  select d.participant, m.thread, m.index, m.id, (a.index is null)::int
  from delivery d join message m on m.id = d.message
  left join acknowledgement a on a.message = d.message and a.contact = d.contact)
select participant, thread, max(index), count(distinct id), sum(open) from party group by participant, thread;
