import { type Record as ActRecord, stateFact } from '../record/index.ts';
import { listFacts } from './store.ts';

/** When a deadline has passed, the host says so: then it has an entry behind it. */
export async function stateDeadline(record: ActRecord, procedure: string): Promise<void> {
  const [found] = await listFacts(record.database.read, [procedure]);
  const { deadline, closed } = found?.fact ?? {};
  // One that was extended meanwhile has a job of its own.
  if (deadline === undefined || closed || record.clock() < deadline) return;
  const instant = new Date(deadline).toISOString();
  await stateFact(record, 'host.time-reached', { instant }, `deadline ${procedure} ${deadline}`);
}
