import { createHash } from 'node:crypto';
import { FOR_A_HOST, parseOpening, signStatement } from '@comity/acts';
import {
  ARCHIVE_END,
  archiveHeader,
  archivePadding,
  canonicalBytes,
  encodeEntries,
  fromUtf8,
  parseCanonical,
  sha256Hex,
  utf8,
} from '@comity/log';
import { findBlob, listBlobSizes, type Reader } from '../../platform/index.ts';
import { recordError } from './errors.ts';
import type { Record } from './record.ts';
import { assertMaySign } from './standing.ts';
import { listLeaves, sumLeaves } from './store.ts';
import { listAllBlobUses, listBlobUses } from './store-blobs.ts';
import { findCertificate, listAllOpenedActs, listOpenedActs, pageFieldOpenings } from './store-openings.ts';
import { findCosigned } from './witnesses/index.ts';

const BATCH = 4096;
/** Who a bundle is for: everybody, one participant with the openings it may have, or a host to come (`*`) with all. */
export type Audience = string | undefined;

interface Part {
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
  readonly content: () => AsyncIterable<Uint8Array>;
}

/**
 * The whole record up to the newest checkpoint as one signed archive (docs/spec/06-bundle.md), streamed:
 * entries are read twice, once for their hash and once for the stream, so memory stays small.
 */
export async function exportBundle(record: Record, audience: Audience): Promise<AsyncIterable<Uint8Array>> {
  const { read } = record.database;
  const checkpoint = await findCosigned(record);
  if (!checkpoint) throw recordError('not-published-yet', { detail: 'Try again in a second.' });
  const { size, root, note } = checkpoint;
  const now = record.clock();
  await record.held.level(read);
  assertMaySign(record, size);
  const openings = await openingsPart(read, audience, size);
  const parts: Part[] = [
    inMemory('checkpoint', utf8(note)),
    await entriesPart(read, size),
    inMemory('certificates', framed(await certificatesFor(read, size, openings.sessions))),
    ...(await blobParts(read, size, audience, now)),
    openings.part,
  ];
  const state = record.held.now;
  const statement = {
    v: 1,
    body: state.id,
    origin: state.founding.origin,
    size,
    root,
    at: new Date(now).toISOString(),
    audience: audience ?? 'public',
    files: parts.map(({ name, size, sha256 }) => ({ name, size, sha256 })),
  };
  const manifest = { statement, sig: await signStatement('bundle', statement, record.host) };
  return archive([inMemory('MANIFEST', canonicalBytes(manifest)), ...parts]);
}

async function* archive(parts: readonly Part[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) {
    yield archiveHeader(part.name, part.size);
    for await (const chunk of part.content()) yield chunk;
    yield archivePadding(part.size);
  }
  yield ARCHIVE_END;
}

function inMemory(name: string, bytes: Uint8Array): Part {
  return {
    name,
    size: bytes.length,
    sha256: sha256Hex(bytes),
    async *content() {
      yield bytes;
    },
  };
}

const framed = (records: readonly Uint8Array[]) => encodeEntries(records);

async function* entryChunks(read: Reader, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size; at += BATCH) {
    yield encodeEntries(await listLeaves(read, at, Math.min(size, at + BATCH)));
  }
}

async function entriesPart(read: Reader, size: number): Promise<Part> {
  const hash = createHash('sha256');
  for await (const chunk of entryChunks(read, size)) hash.update(chunk);
  return {
    name: 'entries',
    size: (await sumLeaves(read, size)) + 2 * size,
    sha256: hash.digest('hex'),
    content: () => entryChunks(read, size),
  };
}

async function blobParts(read: Reader, size: number, audience: Audience, now: number): Promise<Part[]> {
  const parts: Part[] = [];
  const all = audience === FOR_A_HOST;
  const named = all
    ? await listAllBlobUses(read, size)
    : await listBlobUses(read, size, audience ?? null, now);
  const sizes = await listBlobSizes(read, named);
  for (const sha256 of named) {
    const stored = sizes.get(sha256);
    // What no bundle brought when the body moved here is not here; whoever needs it finds that out by its hash.
    if (stored === undefined) continue;
    const load = async () => {
      const blob = await findBlob(read, sha256);
      if (!blob) throw new Error(`Blob ${sha256} is missing.`);
      return blob.bytes;
    };
    parts.push({
      name: `blobs/${sha256}`,
      size: stored,
      sha256,
      async *content() {
        yield await load();
      },
    });
  }
  return parts;
}

/** Openings in the order of a bundle: of entries by index, then of fields by commitment. */
async function* openingRecords(read: Reader, audience: Audience, size: number): AsyncGenerator<Uint8Array[]> {
  if (audience === undefined) return;
  const all = audience === FOR_A_HOST;
  for (let from = 0; from < size; ) {
    const acts = all
      ? await listAllOpenedActs(read, from, size, BATCH)
      : await listOpenedActs(read, audience, from, size, BATCH);
    yield acts.map(({ index, opened }) => canonicalBytes({ index, ...parseOpening(parseCanonical(opened)) }));
    from = acts.length < BATCH ? size : acts.at(-1)!.index + 1;
  }
  for (let after = ''; ; ) {
    const fields = await pageFieldOpenings(read, size, all ? null : audience, after, BATCH);
    yield fields.map((f) => f.opened);
    if (fields.length < BATCH) return;
    after = fields.at(-1)!.commitment;
  }
}

async function* openingChunks(read: Reader, audience: Audience, size: number): AsyncGenerator<Uint8Array> {
  for await (const records of openingRecords(read, audience, size)) yield framed(records);
}

/** Read twice, as entries are. The sessions that opened acts name are found on the way. */
async function openingsPart(read: Reader, audience: Audience, size: number) {
  const hash = createHash('sha256');
  const sessions = new Set<string>();
  let bytes = 0;
  for await (const records of openingRecords(read, audience, size)) {
    for (const record of records) {
      const session = SESSION.exec(fromUtf8(record))?.[1];
      if (session) sessions.add(session);
    }
    const chunk = framed(records);
    hash.update(chunk);
    bytes += chunk.length;
  }
  const part: Part = {
    ...{ name: 'openings', size: bytes, sha256: hash.digest('hex') },
    content: () => openingChunks(read, audience, size),
  };
  return { part, sessions };
}

/** The session certificates that public acts, or acts opened here, name: never those of others. */
async function certificatesFor(
  read: Reader,
  size: number,
  opened: ReadonlySet<string>,
): Promise<Uint8Array[]> {
  const hashes = new Set(opened);
  for (let at = 0; at < size; at += BATCH) {
    for (const leaf of await listLeaves(read, at, Math.min(size, at + BATCH))) {
      const session = SESSION.exec(fromUtf8(leaf))?.[1];
      if (session) hashes.add(session);
    }
  }
  const found = await Promise.all([...hashes].sort().map((hash) => findCertificate(read, hash)));
  return found.filter((bytes) => bytes !== undefined);
}

/** Where a public leaf names a certificate: `sig` is the only place with this key and a hash. */
const SESSION = /"sig":\{"alg":"[a-z0-9]+","session":"([0-9a-f]{64})"/;
