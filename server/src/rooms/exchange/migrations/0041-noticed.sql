-- Recipients of the messages below this index have been told that something waits.
create table noticed (
  one boolean primary key default true check (one),
  below bigint not null
);
insert into noticed (below) select coalesce(max(size), 0) from head;
