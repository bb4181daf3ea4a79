import type { Post } from '../../platform/index.ts';
import { type Record as ActRecord, keepUp } from '../record/index.ts';
import { careNow, type MissionsOf } from './caring.ts';
import { PlacedAt } from './placed.ts';

const HOUR = 3_600_000;

/** Tells contacts and missions, once each, of keys that expire and of entries that want to be confirmed. */
export function keepCare(record: ActRecord, post: Post, missionsOf: MissionsOf) {
  const placed = new PlacedAt();
  return keepUp(record, () => careNow(record, post, missionsOf, placed), {
    ...{ delay: 1000, every: HOUR, atOnce: true },
    calledBy: () => false,
    onFailure: (error) => post.onFailure?.(error),
  });
}
