-- Who alone may read a file that a public act names, and only until `held_until`: the file of a regional list. '*' is every
-- participant; null where whoever may read the act may read its files.
alter table blob_use add column readers text[];
