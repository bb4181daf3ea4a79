-- What came of pings is kept like any other test. Others than the State see it from an instant on that the body set.
alter table channel_test drop constraint channel_test_channel_check;
alter table channel_test add constraint channel_test_channel_check
  check (channel in ('emails', 'telephones', 'messenger', 'message'));
-- The round in which it was tried.
alter table channel_test add column round text;
-- From when others than the own State are shown it; absent: at once.
alter table channel_test add column shown timestamptz;
-- When it was answered by its own word, where that was without a line; it arrived when it was tested.
alter table channel_test add column claimed timestamptz;
