import { commitmentsIn, parseLeaf, signStatement } from '@comity/acts';
import { DossierError, type Gathering, gather, makeDossier, type PlacedEntry } from '@comity/dossier';
import { multiProof, sha256, utf8 } from '@comity/log';
import { findBlob, type Reader } from '../../platform/index.ts';
import { recordError } from './errors.ts';
import { getEntry } from './reading.ts';
import type { Record } from './record.ts';
import { listStream } from './store.ts';
import { sumBlobs } from './store-blobs.ts';
import { findCertificate, listFieldOpenings } from './store-openings.ts';
import { findCheckpoint, type StoredCheckpoint } from './store-tiles.ts';
import { withTiles } from './tiles.ts';

/** What making a dossier may use besides the record. */
export interface DossierTools {
  /** The dossier as a page that verifies itself. */
  readonly page?: (zip: Uint8Array) => Promise<Uint8Array>;
  /** An RFC 3161 token over this SHA-256; undefined where the authority does not answer. */
  readonly stamp?: (imprint: Uint8Array) => Promise<Uint8Array | undefined>;
  /** Streams that this one rests on though no entry of it names them: the room that it belongs to knows. */
  readonly beside?: (read: Reader, stream: string) => Promise<readonly string[]>;
}

export interface DossierSubject {
  readonly stream: string;
  readonly act?: string;
}

/** The most bytes of files in one dossier: it is made in memory. Who needs more takes the whole record. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The stream of an act that whoever asks may know of. Throws `record.act-not-found`. */
export async function subjectOf(
  record: Record,
  participant: string | undefined,
  act: string,
): Promise<DossierSubject> {
  const { stream } = parseLeaf((await getEntry(record, participant, act)).leaf);
  return { stream, act };
}

/**
 * A dossier about a stream up to the newest checkpoint. `audience` is the participant to whom fields are opened.
 * Throws `record.no-dossier`, `record.dossier-too-large`, `record.not-published-yet`.
 */
export async function dossierOf(
  record: Record,
  subject: DossierSubject,
  audience: string | undefined,
  { stamp, beside }: DossierTools,
): Promise<Uint8Array> {
  const { read } = record.database;
  const checkpoint = await findCheckpoint(read);
  if (!checkpoint)
    throw recordError('not-published-yet', { detail: 'Try again in a second.', retryAfter: 1 });
  const { size, root, note } = checkpoint;
  const now = record.clock();
  const { streams, entries, certificates, blobs } = await gathered(read, subject, checkpoint, {
    beside: (await beside?.(read, subject.stream)) ?? [],
    at: audience ? Number.POSITIVE_INFINITY : now,
  });
  const indexes = entries.map(({ index }) => index);
  const state = await record.held.level(read);
  const timestamp = await stamp?.(sha256(utf8(note)));
  const parts = {
    ...{ body: state.id, origin: state.founding.origin, size, root, checkpoint: note },
    ...{
      at: new Date(now).toISOString(),
      audience: audience ?? 'public',
      subject,
      streams,
      entries,
    },
    proof: await withTiles(read, size, (node) => multiProof(node, indexes, size)),
    certificates: await allOf(certificates, (hash) => findCertificate(read, hash)),
    openings: audience ? await openingsIn(read, audience, size, entries) : [],
    blobs: await allOf(await fitting(read, blobs), async (hash) => (await findBlob(read, hash))?.bytes),
    ...(timestamp ? { timestamp } : {}),
  };
  return makeDossier(parts, (statement) => signStatement('dossier', statement, record.host));
}

async function gathered(
  read: Reader,
  { stream, act }: DossierSubject,
  checkpoint: StoredCheckpoint,
  given: Gathering,
) {
  try {
    const found = await gather(stream, (name) => wholeStream(read, name, checkpoint.size), given);
    if (act !== undefined && !found.entries.some(({ id }) => id === act))
      throw recordError('not-published-yet', { detail: 'Try again in a second.', retryAfter: 1 });
    return found;
  } catch (error) {
    if (error instanceof DossierError) throw recordError('no-dossier', { detail: error.message });
    throw error;
  }
}

interface FoundEntry extends PlacedEntry {
  readonly id: string;
}

async function wholeStream(read: Reader, stream: string, size: number): Promise<FoundEntry[]> {
  const entries: FoundEntry[] = [];
  for (let from = 0; ; ) {
    const rows = await listStream(read, stream, from);
    entries.push(...rows.map(({ index, act, leaf }) => ({ index, stream, leaf, id: act })));
    if (rows.length === 0) return entries.filter(({ index }) => index < size);
    from = rows.at(-1)!.index + 1;
  }
}

/** Refuses before anything is loaded. */
async function fitting(read: Reader, blobs: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  if ((await sumBlobs(read, [...blobs])) > MOST_BYTES) throw recordError('dossier-too-large');
  return blobs;
}

async function allOf(
  hashes: ReadonlySet<string>,
  find: (hash: string) => Promise<Uint8Array | undefined>,
): Promise<Uint8Array[]> {
  const found: Uint8Array[] = [];
  for (const hash of hashes) {
    const bytes = await find(hash);
    if (!bytes) throw new Error(`${hash} is named on the record and missing.`);
    found.push(bytes);
  }
  return found;
}

/** What opens fields in these entries to a participant, and nothing of other entries. */
async function openingsIn(
  read: Reader,
  participant: string,
  size: number,
  entries: readonly PlacedEntry[],
): Promise<Uint8Array[]> {
  const here = new Set<string>();
  for (const { leaf } of entries) {
    const parsed = parseLeaf(leaf);
    if (parsed.tier === 'public')
      for (const { commitment, subject, path } of commitmentsIn(parsed.act))
        here.add(`${commitment} ${subject} ${path}`);
  }
  const openings = await listFieldOpenings(read, size, participant);
  return openings
    .filter(({ commitment, subject, path }) => here.has(`${commitment} ${subject} ${path}`))
    .map(({ opened }) => opened);
}
