import type { AnyAct, DataOf } from '@comity/acts';
import { listBlobSizes, type Reader } from '../../platform/index.ts';
import { type ActHandler, type ActHandlers, type Arrival, NO_FACTS } from '../record/index.ts';
import { documentsError } from './errors.ts';
import { findFact, insertDocument, insertVersion, insertWithdrawal } from './store.ts';

type File = DataOf<'documents.issued'>['file'];

const documentOf = (act: AnyAct) => (act.data as { document: string }).document;

async function facts(read: Reader, act: AnyAct) {
  const fact = await findFact(read, documentOf(act));
  return { ...NO_FACTS, document: () => fact };
}

function filesOf(act: AnyAct): readonly File[] {
  if (act.type === 'documents.registered') return Object.values(act.data.files);
  return act.type === 'documents.issued' ? [act.data.file] : [];
}

async function examine(read: Reader, { submission: { act } }: Arrival): Promise<void> {
  const files = filesOf(act);
  if (files.length === 0) return;
  const sizes = await listBlobSizes(
    read,
    files.map((f) => f.sha256),
  );
  for (const { sha256, size } of files) {
    const stored = sizes.get(sha256) ?? size;
    if (stored !== size) {
      throw documentsError('file-size', { detail: `${sha256} has ${stored} bytes, not ${size}.` });
    }
  }
}

const common: ActHandler = {
  about: (act) => [documentOf(act)],
  facts,
  examine,
  blobs: (act) => filesOf(act).map((f) => f.sha256),
};

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
