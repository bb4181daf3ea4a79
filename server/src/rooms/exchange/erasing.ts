import { eraseBlobs, type Tx } from '../../platform/index.ts';
import { eraseOpenings, listBlobsOnlyOf, type Placed } from '../record/index.ts';
import { findToErase } from './store.ts';

/**
 * Erases what the order names, in its own transaction: what opens the fields of a person or a contact; of a message, or
 * of every message of a thread, whole acts, addressees, acknowledgements and sealed files. That there was a message,
 * between whom and when, stays: the rules ask for it.
 */
export async function erase(tx: Tx, { submission: { act } }: Placed): Promise<void> {
  if (act.type !== 'host.erased') return;
  const { subject } = act.data;
  const { messages, entries, blobs } = await findToErase(tx, subject);
  await eraseOpenings(tx, { subjects: [subject, ...messages], entries });
  if (blobs.length > 0) await eraseBlobs(tx, await listBlobsOnlyOf(tx, blobs, entries));
}
