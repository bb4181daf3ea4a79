-- What witnesses said of checkpoints: a line each time one cosigned, with its time in seconds since 1970.
-- A witness is its name and key id, as on the line.
create table cosignature (
  size bigint not null references checkpoint (size),
  witness text not null,
  seconds bigint not null,
  line text not null,
  primary key (size, witness, seconds)
);
select append_only('cosignature');
create index cosignature_witness on cosignature (witness, size desc, seconds desc);
