import type { HookService, JobHandlers, Post, Pushing } from '../../platform/index.ts';
import { type Record as ActRecord, stateFact } from '../record/index.ts';
import { WAKE, wakeNext } from './ladder/index.ts';
import { deadlineOf, noticeAfterQuiet, noticeOverdue } from './notices.ts';
import { pingJobs } from './pings/index.ts';
import { pushJobs } from './pushes/index.ts';
import { ringJobs } from './rings/index.ts';

/** What the operator configured beside the outbox. */
export interface Ways {
  readonly hooks?: readonly HookService[] | undefined;
  readonly pushing?: Pushing | undefined;
  /** Whether a mail server takes what lies in the outbox. */
  readonly isMailed?: boolean;
}

/** When a deadline passes, the record says so, and those who have not acknowledged are reminded. */
export function exchangeJobs(
  record: ActRecord,
  post: Post,
  { hooks = [], pushing, isMailed = false }: Ways = {},
): JobHandlers {
  const ways = { ...post, hooks, isMailed };
  return {
    'exchange.deadline': async (payload) => {
      const { message } = payload as { message: string };
      const instant = await deadlineOf(record, message);
      if (!instant) return;
      await stateFact(record, 'host.time-reached', { instant }, `deadline ${message}`);
      await noticeOverdue(record, post, message);
    },
    'exchange.quiet-ended': async (payload) =>
      noticeAfterQuiet(record, post, payload as Parameters<typeof noticeAfterQuiet>[2]),
    [WAKE]: async (payload) => wakeNext(record, post, (payload as { message: string }).message),
    ...ringJobs(record, ways),
    ...pushJobs(record, pushing),
    ...pingJobs(record, ways),
  };
}
