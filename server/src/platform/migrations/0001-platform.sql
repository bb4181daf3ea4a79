-- Makes a table append-only: its rows can be added and read, never changed or removed.
-- The revocation holds for other roles; the triggers hold for the owner too, which no revocation binds.
create function append_only(target regclass) returns void language plpgsql as $$
begin
  execute format('revoke update, delete, truncate on %s from public', target);
  execute format(
    'create trigger append_only before update or delete or truncate on %s
       for each statement execute function refuse_change()', target);
  execute format('alter table %s enable always trigger append_only', target);
end $$;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'Rows of % are never changed or removed.', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

-- Documents, manifests, rules, ciphertexts: found by the SHA-256 of their bytes.
create table blob (
  sha256 bytea primary key check (octet_length(sha256) = 32),
  size integer not null check (size = octet_length(bytes)),
  media text,
  bytes bytea not null
);
alter table blob alter column bytes set storage external;
select append_only('blob');
