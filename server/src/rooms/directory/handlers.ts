import type { AnyAct, HybridKey, OpenpgpKey } from '@comity/acts';
import { findBlob, type Reader } from '../../platform/index.ts';
import { assertUsableHybrid, assertUsableKey } from '../people/index.ts';
import { type ActHandler, type ActHandlers, recordError } from '../record/index.ts';
import { listHandlers } from './lists/index.ts';

interface Certified {
  readonly key: OpenpgpKey;
  readonly hybrid?: HybridKey | undefined;
}
const certifiedBy = (act: AnyAct): Certified | undefined =>
  act.type === 'directory.key-certified' || act.type === 'directory.recovery-certified'
    ? act.data
    : undefined;

const blobsOf = ({ key, hybrid }: Certified): string[] => [
  key.blob.sha256,
  ...(hybrid ? [hybrid.blob.sha256] : []),
];

async function bytesOf(read: Reader, sha256: string): Promise<Uint8Array> {
  const bytes = (await findBlob(read, sha256))?.bytes;
  if (!bytes) throw recordError('blob-missing', { missing: [sha256] });
  return bytes;
}

/** A key to which States will seal must be one that every tool can seal to; its post-quantum half, one of age's. */
const certification: ActHandler = {
  blobs: (act) => {
    const certified = certifiedBy(act);
    return certified ? blobsOf(certified) : [];
  },
  examine: async (read, { submission: { act }, received }) => {
    const certified = certifiedBy(act);
    if (!certified) return;
    const { key, hybrid } = certified;
    const bytes = await bytesOf(read, key.blob.sha256);
    await assertUsableKey(bytes, key.fingerprint, received, 'encryption');
    if (hybrid) await assertUsableHybrid(await bytesOf(read, hybrid.blob.sha256));
  },
};

export const directoryHandlers: ActHandlers = {
  'directory.key-certified': certification,
  'directory.recovery-certified': certification,
  ...listHandlers,
};
