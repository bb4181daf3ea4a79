import type { PublicKey } from '@comity/acts';
import { inspectPublicKey, SealError } from '@comity/seal';
import { findBlob } from '../../platform/index.ts';
import { type ActHandler, type ActHandlers, recordError } from '../record/index.ts';

const openpgpBlobs = (key: PublicKey | string): readonly string[] =>
  typeof key === 'object' && key.alg === 'openpgp' ? [key.blob.sha256] : [];

/** An OpenPGP key that somebody registers must be one that verifies: public, whole, its fingerprint as said. */
const withKey: ActHandler = {
  blobs: (act) => ('key' in act.data ? openpgpBlobs(act.data.key as PublicKey) : []),
  examine: async (read, { submission, received }) => {
    const key = (submission.act.data as { key: PublicKey }).key;
    if (key.alg !== 'openpgp') return;
    const bytes = (await findBlob(read, key.blob.sha256))?.bytes;
    if (!bytes) throw recordError('blob-missing', { missing: [key.blob.sha256] });
    await assertUsableKey(bytes, key.fingerprint, received, 'signing');
  },
};

/** Throws `record.malformed` with what is wrong with the key. */
export async function assertUsableKey(
  bytes: Uint8Array,
  fingerprint: string,
  now: number,
  purpose: 'signing' | 'encryption',
): Promise<void> {
  try {
    const found = await inspectPublicKey(bytes, new Date(now).toISOString(), purpose);
    if (found.fingerprint === fingerprint) return;
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    throw recordError('malformed', { detail: `The OpenPGP key cannot be registered: ${error.message}` });
  }
  throw recordError('malformed', { detail: 'The OpenPGP key has another fingerprint than the act says.' });
}

export const peopleHandlers: ActHandlers = {
  'people.person-added': withKey,
  'people.key-added': withKey,
  'people.key-replaced': withKey,
};
