import type { KeptSealed } from '@comity/client/resuming';
import { storesIn } from './stores.ts';

/**
 * Messages that were sealed and are not known to stand on the record, kept in this browser until they are: as they are
 * sealed, never a word of what they say. After a broken line or a reload they are placed as they are; one message is one
 * act, so none is ever sent twice.
 */
const SEALED = 'sealed';
const inStore = storesIn('comity-sending', (database) => {
  database.createObjectStore(SEALED, { keyPath: 'message.message' });
});

export async function listSealed(body: string): Promise<KeptSealed[]> {
  const all = await inStore<KeptSealed[]>(SEALED, 'readonly', (s) => s.getAll());
  return all.filter((kept) => kept.body === body).sort((a, b) => (a.at < b.at ? -1 : 1));
}

export const putSealed = (kept: KeptSealed): Promise<unknown> =>
  inStore(SEALED, 'readwrite', (s) => s.put(kept));

export const dropSealed = (message: string): Promise<unknown> =>
  inStore(SEALED, 'readwrite', (s) => s.delete(message));

/** Takes every message of a body away that was not placed. */
export async function dropAllSealed(body: string): Promise<void> {
  for (const kept of await listSealed(body)) await dropSealed(kept.message.message);
}
