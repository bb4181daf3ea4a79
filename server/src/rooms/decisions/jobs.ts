import type { JobHandlers } from '../../platform/index.ts';
import { type Record as ActRecord, stateFact } from '../record/index.ts';
import { listFacts } from './store.ts';

/** When a deadline passes, the host says so: then it has an entry behind it. */
export function decisionsJobs(record: ActRecord): JobHandlers {
  return {
    'decisions.deadline': async (payload) => {
      const { procedure } = payload as { procedure: string };
      const [found] = await listFacts(record.database.read, [procedure]);
      const { deadline, closed } = found?.fact ?? {};
      // One that was extended meanwhile has a job of its own.
      if (deadline === undefined || closed || record.clock() < deadline) return;
      const instant = new Date(deadline).toISOString();
      await stateFact(record, 'host.time-reached', { instant }, `deadline ${procedure} ${deadline}`);
    },
  };
}
