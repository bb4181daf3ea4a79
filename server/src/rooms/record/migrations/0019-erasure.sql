-- A blob is erased by a transaction that says that it means it, and by nothing else: a sealed file whose subject is
-- erased has to go. Every other change of an append-only table is refused as before.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and tg_table_name = 'blob' and current_setting('comity.erasing', true) = 'blob' then
    return null;
  end if;
  raise exception 'Rows of % are never changed or removed.', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;
