import { type AnyAct, challengeableFact, type PublicKey, parseLeaf } from '@comity/acts';
import { inspectPublicKey, readHybridRecipient, SealError } from '@comity/seal';
import { findBlob, type Reader } from '../../platform/index.ts';
import { type ActHandler, type ActHandlers, findEntry, NO_FACTS, recordError } from '../record/index.ts';

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

/** Throws `record.malformed` where the bytes are no age hybrid recipient. */
export async function assertUsableHybrid(bytes: Uint8Array): Promise<void> {
  try {
    await readHybridRecipient(bytes);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    throw recordError('malformed', { detail: `The post-quantum key cannot be registered: ${error.message}` });
  }
}

const challengedBy = (act: AnyAct) => (act.type === 'people.act-challenged' ? act.data.act : undefined);

/** Of the challenged act the rules ask who made it, and when it was received. */
const challenging: ActHandler = {
  about: (act) => [challengedBy(act)!],
  facts: async (read, act) => {
    const fact = await findChallengeable(read, challengedBy(act)!);
    return { ...NO_FACTS, challengeable: () => fact };
  },
};

async function findChallengeable(read: Reader, id: string) {
  const entry = await findEntry(read, id);
  const leaf = entry && parseLeaf(entry.leaf);
  // Binding acts are public: every reader of the record finds the same.
  return leaf?.tier === 'public' ? challengeableFact(leaf.act, Date.parse(leaf.received)) : undefined;
}

export const peopleHandlers: ActHandlers = {
  'people.person-added': withKey,
  'people.key-added': withKey,
  'people.key-replaced': withKey,
  'people.act-challenged': challenging,
};
