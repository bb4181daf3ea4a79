import type { Post } from '../../platform/index.ts';
import { type Record as ActRecord, keepUp } from '../record/index.ts';
import { CertifiedAt } from './certified.ts';
import { remindNow } from './reminding.ts';
import { retainNow } from './retaining.ts';

const HOUR = 3_600_000;

/** Tells States what of their keys is overdue, and erases what no party keeps any longer. */
export function keepCustody(record: ActRecord, post: Post) {
  const certified = new CertifiedAt();
  return keepUp(
    record,
    async () => {
      await remindNow(record, post, certified);
      await retainNow(record);
    },
    {
      ...{ delay: 2000, every: HOUR, atOnce: true },
      calledBy: () => false,
      onFailure: (error) => post.onFailure?.(error),
    },
  );
}
