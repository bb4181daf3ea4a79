import { type Record as ActRecord, keepUp, stateFact } from '../record/index.ts';
import { hadOpenSilence, noteAlive } from './store.ts';

/** Milliseconds: how often a server notes that it runs, and from when on a time in which none did is stated. */
const NOTE = 30_000;
const GAP = 300_000;

/**
 * Notes that the record can be reached now. Where it could not for a time, and a silence was under way, the host says from
 * when until when: the rules measure by that how far a deadline may be extended. Any server of the body counts.
 */
export async function noteRunning(record: ActRecord): Promise<void> {
  const now = record.clock();
  const last = await record.database.transaction((tx) => noteAlive(tx, now));
  if (last === undefined || now - last < GAP) return;
  if (!(await hadOpenSilence(record.database.read, last, now))) return;
  const [from, until] = [last, now].map((at) => new Date(at).toISOString());
  const data = { from: from!, until: until!, what: 'The record' };
  await stateFact(record, 'host.unavailable', data, `unavailable ${from}`);
}

export const keepRunning = (record: ActRecord, onFailure: (error: unknown) => void) =>
  keepUp(record, () => noteRunning(record), {
    ...{ delay: 0, every: NOTE, calledBy: () => false, atOnce: true, onFailure },
  });
