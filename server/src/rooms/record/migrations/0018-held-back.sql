-- Until when only participants may read a file that a public act names: the embargo of the document. Null for most.
alter table blob_use add column held_until timestamptz;
