import type { JobHandlers, Post } from '../../platform/index.ts';
import { type Record as ActRecord, stateFact } from '../record/index.ts';
import { WAKE, wakeNext } from './ladder/index.ts';
import { deadlineOf, noticeAfterQuiet, noticeOverdue } from './notices.ts';

/** When a deadline passes, the record says so, and those who have not acknowledged are reminded. */
export function exchangeJobs(record: ActRecord, post: Post): JobHandlers {
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
  };
}
