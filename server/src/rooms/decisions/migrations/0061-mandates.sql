-- Mandates stand in the fact of the procedure that gave them; this finds those procedures.
create index procedure_mandates on procedure (index) where fact ? 'mandates';
