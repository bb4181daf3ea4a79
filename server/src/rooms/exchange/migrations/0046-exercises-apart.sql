-- Threads of exercises are listed and counted apart. A thread that mixed both, from before the rules refused it, is real:
-- nothing real is ever hidden among exercises.
alter table inbox add column exercise boolean not null default false;
update inbox set exercise = kind.exercise
from (select thread, bool_and((header ->> 'exercise')::boolean) as exercise from message group by thread) kind
where kind.thread = inbox.thread;
drop index inbox_newest;
create index inbox_newest on inbox (participant, exercise, last desc);
