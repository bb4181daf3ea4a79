import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { isLapsed, isType, type Leaf, parseLeaf, parseOpening, type RestrictedLeaf } from '@comity/acts';
import {
  encodeEntries,
  formatProof,
  parseCanonical,
  parseNote,
  parseTileIndexPath,
  TILE_WIDTH,
  tileWidth,
  utf8,
} from '@comity/log';
import type { z } from 'zod';
import { findBlob, putBlob } from '../../platform/index.ts';
import { findReceipt } from './actions.ts';
import { recordError } from './errors.ts';
import type { Record } from './record.ts';
import type { entry, placed } from './schema.ts';
import { findEntry, listLeaves, type StoredEntry } from './store.ts';
import { findBlobReaders, noteUpload } from './store-blobs.ts';
import { findOpenedAct, hearersOf } from './store-openings.ts';
import { findCheckpoint, findTile } from './store-tiles.ts';
import { proveInclusion } from './tree.ts';
import { findCosigned, findProving } from './witnesses/index.ts';

type EntryView = z.infer<typeof entry>;

/** An entry as this participant may see it: opened, or as it stands in public. */
export async function viewEntry(
  record: Record,
  participant: string | undefined,
  row: StoredEntry,
): Promise<EntryView> {
  const entry = await view(record, participant, row);
  return entry.content ? { ...entry, ...marksOf(record, entry) } : entry;
}

/** What the record says of an act now: that it was challenged, that it waits. */
function marksOf(record: Record, { act, content }: EntryView): Pick<EntryView, 'challenged' | 'waiting'> {
  const { challenges, seats } = record.held.now;
  const { participant = '' } = (content!.actor ?? {}) as { participant?: string };
  const waits = seats.get(participant)?.pending.get(act);
  return {
    ...(challenges.has(act) ? { challenged: true } : {}),
    ...(waits && !isLapsed(record.held.now, waits, record.clock()) ? { waiting: true } : {}),
  };
}

async function view(record: Record, participant: string | undefined, row: StoredEntry): Promise<EntryView> {
  const leaf = parseLeaf(row.leaf);
  const { index } = row;
  const { stream, number, tier, received } = leaf;
  const place = { index, stream, number, tier, received };
  if (leaf.tier === 'public') {
    return { ...place, act: row.act, type: row.type, content: { ...leaf.act }, sig: leaf.sig };
  }
  const opened = participant && (await findOpenedAct(record.database.read, participant, index));
  if (!opened) return { ...place, act: leaf.commitment, type: typeOf(leaf), ...disclosedIn(leaf) };
  const { act, sig } = parseOpening(parseCanonical(opened));
  return { ...place, act: row.act, type: row.type, content: { ...act }, sig };
}

/** What a restricted entry is called by those who cannot open it. */
const typeOf = ({ stream, disclosed }: RestrictedLeaf): string => disclosed?.type ?? `${stream}.restricted`;
const disclosedIn = ({ disclosed }: RestrictedLeaf): Pick<EntryView, 'disclosed'> =>
  disclosed?.facts ? { disclosed: disclosed.facts } : {};

/** Whether this participant may know that the act is there. */
export async function getEntry(record: Record, participant: string | undefined, act: string) {
  const row = /^[0-9a-f]{64}$/.test(act) ? await findEntry(record.database.read, act) : undefined;
  const leaf: Leaf | undefined = row && parseLeaf(row.leaf);
  const hidden =
    leaf?.tier === 'restricted' &&
    !(participant && (await hearersOf(record.database.read, row!.index)).includes(participant));
  if (!row || hidden) throw recordError('act-not-found');
  return row;
}

export async function readAct(
  record: Record,
  participant: string | undefined,
  act: string,
): Promise<z.infer<typeof placed>> {
  const row = await getEntry(record, participant, act);
  const checkpoint = await findCheckpoint(record.database.read);
  const published = checkpoint && checkpoint.size > row.index ? { published: checkpoint.size } : {};
  return {
    receipt: (await findReceipt(record, act))!,
    entry: await viewEntry(record, participant, row),
    ...published,
    ...(await challengeOf(record, act)),
  };
}

/** What its State said against an act, where it did. */
async function challengeOf(record: Record, act: string): Promise<Pick<z.infer<typeof placed>, 'challenged'>> {
  const { read } = record.database;
  const id = (await record.held.level(read)).challenges.get(act);
  if (!id) return {};
  const leaf = parseLeaf((await findEntry(read, id))!.leaf);
  if (leaf.tier !== 'public' || !isType(leaf.act, 'people.act-challenged')) return {};
  return { challenged: { act: id, reason: leaf.act.data.reason, received: leaf.received } };
}

/** A tlog-proof of the act, with the cosignatures of its checkpoint. Throws `record.not-published-yet`. */
export async function readProof(
  record: Record,
  participant: string | undefined,
  act: string,
): Promise<string> {
  const { index } = await getEntry(record, participant, act);
  const checkpoint = await findProving(record, index);
  if (!checkpoint || checkpoint.size <= index) {
    throw recordError('not-published-yet', { detail: 'Try again in a second.', retryAfter: 1 });
  }
  const path = await proveInclusion(record.database.read, index, checkpoint.size);
  return formatProof({ index, path, checkpoint: parseNote(utf8(checkpoint.note)) });
}

/** A file, if it is open to whoever asks. Absent and not-yours answer alike: `record.blob-not-found`. */
export async function readBlob(
  record: Record,
  sha256: string,
  who: () => Promise<string | undefined>,
): Promise<{ bytes: Uint8Array; isPublic: boolean }> {
  const { read } = record.database;
  const mayRead = await findBlobReaders(read, sha256, record.clock());
  const isPublic = mayRead(undefined);
  const blob = isPublic || mayRead(await who()) ? await findBlob(read, sha256) : undefined;
  if (!blob) throw recordError('blob-not-found');
  return { bytes: blob.bytes, isPublic };
}

/** Keeps what a participant uploads before the act that names it. Throws `platform.blob-hash-mismatch`. */
export async function storeUpload(
  record: Record,
  participant: string,
  sha256: string,
  bytes: Uint8Array,
): Promise<void> {
  await record.database.transaction(async (tx) => {
    await putBlob(tx, bytes, sha256);
    await noteUpload(tx, sha256, participant);
  });
}

/** The newest checkpoint as a signed note, with the cosignatures there are. */
export async function readCheckpoint(record: Record): Promise<string> {
  const checkpoint = await record.edge.find(() => findCosigned(record));
  if (!checkpoint)
    throw recordError('not-published-yet', { detail: 'Try again in a second.', retryAfter: 1 });
  return checkpoint.note;
}

const noTile = () =>
  recordError('blob-not-found', { detail: 'There is no such tile in the published tree.' });

/** Reads the path behind a level and holds it against what was published. */
async function getPublished(
  record: Record,
  level: number,
  path: string,
): Promise<{ index: number; width: number }> {
  const tile = parseTileIndexPath(path);
  const size = (await findCheckpoint(record.database.read))?.size ?? 0;
  if (!tile || tileWidth(level, tile.index, size) < tile.width) throw noTile();
  return tile;
}

/** A tile of hashes, as it goes out. */
export const readTile = (record: Record, level: number, path: string): Promise<Buffer> =>
  record.shelf.find(`${level}/${path}`, async () => {
    const { index, width } = await getPublished(record, level, path);
    const bytes = await findTile(record.database.read, level, index);
    if (!bytes || bytes.length < width * 32) throw noTile();
    return Buffer.from(bytes.subarray(0, width * 32));
  });

/** A bundle of entries, as it goes out: gzip. */
export const readEntryBundle = (record: Record, path: string): Promise<Buffer> =>
  record.shelf.find(`entries/${path}`, async () => {
    const { index, width } = await getPublished(record, 0, path);
    const start = index * TILE_WIDTH;
    return compress(encodeEntries(await listLeaves(record.database.read, start, start + width)));
  });

const compress = promisify<Uint8Array, Buffer>(gzip);
