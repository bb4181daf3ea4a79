import type { AnyAct, DataOf } from '@comity/acts';
import { findBlob, type Reader } from '../../platform/index.ts';
import { type ActHandler, type ActHandlers, type Arrival, NO_FACTS } from '../record/index.ts';
import { documentsError } from './errors.ts';
import { findDocument, insertDocument, insertVersion, insertWithdrawal } from './store.ts';

type File = DataOf<'documents.issued'>['file'];

async function facts(read: Reader, act: AnyAct) {
  const found = await findDocument(read, (act.data as { document: string }).document);
  const fact = found && { withdrawn: found.withdrawn !== null };
  return { ...NO_FACTS, document: () => fact };
}

function filesOf(act: AnyAct): readonly File[] {
  if (act.type === 'documents.registered') return Object.values(act.data.files);
  return act.type === 'documents.issued' ? [act.data.file] : [];
}

async function examine(read: Reader, { submission: { act } }: Arrival): Promise<void> {
  for (const { sha256, size } of filesOf(act)) {
    const stored = await findBlob(read, sha256);
    if (stored && stored.bytes.length !== size) {
      throw documentsError('file-size', {
        detail: `${sha256} has ${stored.bytes.length} bytes, not ${size}.`,
      });
    }
  }
}

const common: ActHandler = { facts, examine, blobs: (act) => filesOf(act).map((f) => f.sha256) };

export const documentsHandlers: ActHandlers = {
  'documents.registered': {
    ...common,
    place: async (tx, { submission: { act }, index, received }) => {
      if (act.type !== 'documents.registered') return;
      insertDocument(tx, { ...act.data, index, received: new Date(received) });
    },
  },
  'documents.issued': {
    ...common,
    place: async (tx, { submission: { act }, index, received }) => {
      if (act.type !== 'documents.issued') return;
      insertVersion(tx, { ...act.data, index, received: new Date(received) });
    },
  },
  'documents.withdrawn': {
    ...common,
    place: async (tx, { submission: { act }, index }) => {
      if (act.type === 'documents.withdrawn') await insertWithdrawal(tx, { ...act.data, index });
    },
  },
};
