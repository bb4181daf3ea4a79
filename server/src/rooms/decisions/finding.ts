import type { Record as ActRecord } from '../record/index.ts';
import { decisionsError } from './errors.ts';
import { listFacts, type StoredProcedure } from './store.ts';

/** The instant that the rules would go by: never before the last entry. */
export const nowOf = (record: ActRecord): number => Math.max(record.clock(), record.held.now.received);

/** Throws `decisions.procedure-not-found`. */
export async function getProcedure(record: ActRecord, id: string): Promise<StoredProcedure> {
  const [found] = await listFacts(record.database.read, [id]);
  if (!found) throw decisionsError('procedure-not-found');
  return found;
}
