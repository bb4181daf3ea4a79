import type { JobHandlers } from '../../platform/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { stateDeadline } from './deadlines.ts';

/** What is done later: a deadline passes. */
export function decisionsJobs(record: ActRecord): JobHandlers {
  return {
    'decisions.deadline': async (payload) =>
      stateDeadline(record, (payload as { procedure: string }).procedure),
  };
}
