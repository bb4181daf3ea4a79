import type { JobHandlers } from '../../platform/index.ts';
import { type Record as ActRecord, stateFact } from '../record/index.ts';
import { deadlineOf, noticeOverdue, type Post } from './notices.ts';

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
  };
}
