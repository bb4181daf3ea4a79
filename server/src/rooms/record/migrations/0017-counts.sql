-- The counts of the newest epoch, one for each participant: looked up once an hour among all openings.
create index opening_counts on opening (subject) where path = 'openings';
