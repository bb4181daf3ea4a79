import { findBlob } from '../../platform/index.ts';
import { assertUsableKey } from '../people/index.ts';
import { type ActHandlers, recordError } from '../record/index.ts';

/** A key to which States will seal must be one that every tool can seal to. */
export const directoryHandlers: ActHandlers = {
  'directory.key-certified': {
    blobs: (act) => (act.type === 'directory.key-certified' ? [act.data.key.blob.sha256] : []),
    examine: async (read, { submission: { act }, received }) => {
      if (act.type !== 'directory.key-certified') return;
      const { blob, fingerprint } = act.data.key;
      const bytes = (await findBlob(read, blob.sha256))?.bytes;
      if (!bytes) throw recordError('blob-missing', { missing: [blob.sha256] });
      await assertUsableKey(bytes, fingerprint, received, 'encryption');
    },
  },
};
