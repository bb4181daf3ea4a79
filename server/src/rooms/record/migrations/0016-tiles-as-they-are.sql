-- Hashes do not compress: nobody should try.
alter table tile alter column bytes set storage external;
