import { assertDone } from '@comity/client';
import { here } from './seat.ts';

/** Says that the reader's delegation has read a version: for its own people, off the record. */
export async function markRead(document: string, sha256: string): Promise<void> {
  const params = { path: { document } };
  assertDone(
    await here().api.PUT('/api/documents/{document}/readings', {
      params,
      body: { sha256 },
    }),
  );
}
