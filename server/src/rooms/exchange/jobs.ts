import type { JobHandlers } from '../../platform/index.ts';
import { type Record as ActRecord, stateFact } from '../record/index.ts';
import { deadlineOf, noticeOverdue, noticeWaiting, type Post } from './notices.ts';

/** Notices say that something is waiting, for which contact and until when: never from whom, never what. */
export function exchangeJobs(record: ActRecord, post: Post): JobHandlers {
  return {
    'exchange.notice': (payload) => noticeWaiting(record, post, messageOf(payload)),
    'exchange.deadline': async (payload) => {
      const message = messageOf(payload);
      const instant = await deadlineOf(record, message);
      if (!instant) return;
      await stateFact(record, 'host.time-reached', { instant }, `deadline ${message}`);
      await noticeOverdue(record, post, message);
    },
  };
}

const messageOf = (payload: unknown) => (payload as { message: string }).message;
