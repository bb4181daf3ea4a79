import { fieldCommitment, fieldOpening, leafCommitment, parseOpening, parseWith } from '@comity/acts';
import {
  type ArchivedFile,
  canonicalBytes,
  contentOf,
  Frames,
  fromUtf8,
  parseCanonical,
  parseCheckpoint,
  parseNote,
  readArchive,
  sha256Hex,
  utf8,
} from '@comity/log';
import { BLOB_LIMIT, putBlob, type Tx } from '../../platform/index.ts';
import { putCertificates, putStaged, type StagedOpening } from './store-openings.ts';

/** A bundle from its first byte, each time it is asked for. */
export type Bundle = () => AsyncIterable<Uint8Array>;

/** What a bundle says of itself, once all that stands beside its entries is in the database. */
export interface Staged {
  /** Its checkpoint, as the host signed it. */
  readonly note: string;
  readonly size: number;
  /** When its last entry was received, milliseconds since 1970. */
  readonly tended: number;
}

const CHECKPOINT_LIMIT = 1_000_000;
const BATCH = 500;

/**
 * Brings in what stands beside the entries: files and certificates, and what opens commitments, under the
 * commitment that it opens. What nothing names will open nothing: nobody is believed here.
 */
export async function stageBundle(tx: Tx, bundle: Bundle): Promise<Staged> {
  let note = '';
  let last: Uint8Array | undefined;
  for await (const file of readArchive(bundle())) {
    if (file.name === 'checkpoint') note = fromUtf8(await contentOf(file, CHECKPOINT_LIMIT));
    else if (file.name === 'entries') for await (const frames of batches(file)) last = frames.at(-1);
    else if (file.name === 'certificates') await stageCertificates(tx, file);
    else if (file.name === 'openings') await stageOpenings(tx, file);
    else if (file.name.startsWith('blobs/'))
      await putBlob(tx, await contentOf(file, BLOB_LIMIT), file.name.slice('blobs/'.length));
  }
  if (!last) throw new Error('The bundle holds no entry.');
  const { received } = parseCanonical(last) as { received: string };
  const { size } = parseCheckpoint(parseNote(utf8(note)).text);
  return { note, size, tended: Date.parse(received) };
}

async function stageCertificates(tx: Tx, file: ArchivedFile): Promise<void> {
  for await (const frames of batches(file)) {
    await putCertificates(
      tx,
      frames.map((bytes) => ({ hash: sha256Hex(bytes), bytes })),
    );
  }
}

async function stageOpenings(tx: Tx, file: ArchivedFile): Promise<void> {
  for await (const frames of batches(file)) await putStaged(tx, frames.map(staged));
}

function staged(record: Uint8Array): StagedOpening {
  const { index, ...opened } = parseCanonical(record) as { index?: unknown };
  if (index === undefined)
    return { commitment: fieldCommitment(parseWith(fieldOpening, opened, 'The field')), opened: record };
  const opening = parseOpening(opened);
  return { commitment: leafCommitment(opening), opened: canonicalBytes(opening) };
}

/** The leaf bytes of every entry, in order. */
export async function* readEntries(bundle: Bundle): AsyncGenerator<Uint8Array> {
  const chunks = bundle()[Symbol.asyncIterator]();
  try {
    for await (const file of readArchive({ [Symbol.asyncIterator]: () => chunks })) {
      if (file.name !== 'entries') continue;
      for await (const frames of batches(file)) yield* frames;
      return;
    }
  } finally {
    await chunks.return?.();
  }
}

/** The records of a file, some at a time. */
async function* batches(file: ArchivedFile): AsyncGenerator<Uint8Array[]> {
  const frames = new Frames();
  let batch: Uint8Array[] = [];
  for await (const chunk of file.content) {
    for (const frame of frames.push(chunk)) {
      if (batch.push(frame) < BATCH) continue;
      yield batch;
      batch = [];
    }
  }
  if (!frames.complete) throw new Error(`${file.name} ends inside a record.`);
  if (batch.length > 0) yield batch;
}
