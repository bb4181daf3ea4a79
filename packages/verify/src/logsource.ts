import { HashIndex } from '@comity/acts';
import {
  decodeEntries,
  newTiles,
  parseCheckpoint,
  parseNote,
  sha256Hex,
  TILE_WIDTH,
  tilePath,
} from '@comity/log';
import { VerifyError } from './errors.ts';
import { type Faults, sentenceOf } from './faults.ts';
import type { FileReader } from './files.ts';
import type { GrowingTree } from './growing.ts';
import { OpenedEntries, OpenedFields } from './openings.ts';
import { inBatches, type Source } from './source.ts';

/** The static files of a log, as its host or a mirror serves them, or as they lie in a folder. */
export interface LogFiles {
  /**
   * What is at a path of docs/spec 2.5, or at `blobs/<sha256>` or `certificates/<sha256>`; undefined where there is no
   * such thing. Throws where it has more than `limit` bytes or cannot be read.
   */
  read(path: string, limit: number): Promise<Uint8Array | undefined>;
  /** When they are read, where that is now: RFC 3339. */
  readonly at?: string;
}

const CHECKPOINT_LIMIT = 1_000_000;
const CERTIFICATE_LIMIT = 65_536;
const BLOB_LIMIT = 25 * 1024 * 1024;
/** 256 entries with their lengths. */
const BUNDLE_LIMIT = TILE_WIDTH * (65_535 + 2);
const TILE_LIMIT = TILE_WIDTH * 32;
/** So many bundles of entries are under way at a time. */
const UNDER_WAY = 8;

/** The record that stands under the checkpoint of a log. Throws `verify.not-a-log`, `verify.source-failed`. */
export async function logSource(
  files: LogFiles,
  faults: Faults,
): Promise<Source & { readonly size: number }> {
  const checkpoint = await readFile(files, 'checkpoint', CHECKPOINT_LIMIT);
  if (!checkpoint) throw new VerifyError('verify.not-a-log', 'There is no checkpoint: this is no log.');
  const size = sizeIn(checkpoint);
  return {
    ...{ isBundle: false, checkpoint, size, total: size, audience: 'public' },
    ...(files.at === undefined ? {} : { at: files.at }),
    entries: () => inBatches(entriesIn(files, size, faults)),
    opened: new OpenedEntries(nothing(), faults),
    fields: new OpenedFields(faults),
    openedFields: nothing,
    certificate: (hash) => readFile(files, `certificates/${hash}`, CERTIFICATE_LIMIT),
    certificates: nothing,
    files: new LogBlobs(files, faults),
  };
}

function sizeIn(checkpoint: Uint8Array): number {
  try {
    return parseCheckpoint(parseNote(checkpoint).text).size;
  } catch (cause) {
    const why = sentenceOf(cause);
    throw new VerifyError('verify.not-a-log', `The checkpoint cannot be read: ${why}`, { cause });
  }
}

async function* nothing(): AsyncGenerator<never> {}

async function readFile(files: LogFiles, path: string, limit: number): Promise<Uint8Array | undefined> {
  try {
    return await files.read(path, limit);
  } catch (cause) {
    const why = sentenceOf(cause);
    throw new VerifyError('verify.source-failed', `${path} could not be read: ${why}`, { cause });
  }
}

/** A partial tile may be gone once the full one is there: that begins alike. */
async function readTile(
  files: LogFiles,
  level: number | 'entries',
  index: number,
  width: number,
): Promise<Uint8Array | undefined> {
  const limit = level === 'entries' ? BUNDLE_LIMIT : TILE_LIMIT;
  const exact = await readFile(files, tilePath(level, index, width), limit);
  return (
    exact ?? (width < TILE_WIDTH ? readFile(files, tilePath(level, index, TILE_WIDTH), limit) : undefined)
  );
}

/** Entries from 0 on, as far as they are there: what is missing or malformed is a fault, and ends them. */
async function* entriesIn(files: LogFiles, size: number, faults: Faults): AsyncGenerator<Uint8Array[]> {
  const underWay: Promise<Uint8Array | undefined>[] = [];
  const widthOf = (index: number) => Math.min(TILE_WIDTH, size - index * TILE_WIDTH);
  for (let index = 0, next = 0; index * TILE_WIDTH < size; index++) {
    for (; next * TILE_WIDTH < size && underWay.length < UNDER_WAY; next++) {
      const read = readTile(files, 'entries', next, widthOf(next));
      // Whoever stops early leaves nothing behind that nobody catches.
      read.catch(() => {});
      underWay.push(read);
    }
    const entries = decoded(await underWay.shift()!, index, widthOf(index), faults);
    if (!entries) return;
    yield entries;
  }
}

function decoded(
  bytes: Uint8Array | undefined,
  index: number,
  width: number,
  faults: Faults,
): Uint8Array[] | undefined {
  const where = tilePath('entries', index, width);
  if (!bytes) {
    faults.add('verify.file-missing', `The log has no ${where}.`, { where });
    return undefined;
  }
  try {
    const entries = decodeEntries(bytes);
    if (entries.length < width) throw new Error(`It has ${entries.length} entries, not ${width}.`);
    return entries.slice(0, width);
  } catch (error) {
    faults.add('verify.frame', sentenceOf(error), { where });
    return undefined;
  }
}

/** Files beside a log: each is read once and hashed. */
class LogBlobs implements FileReader {
  readonly #files: LogFiles;
  readonly #faults: Faults;
  readonly #sizes = new HashIndex();

  constructor(files: LogFiles, faults: Faults) {
    this.#files = files;
    this.#faults = faults;
  }

  size = (sha256: string): number | undefined => this.#sizes.get(sha256);

  async look(sha256: string): Promise<void> {
    if (!this.#sizes.has(sha256)) await this.bytes(sha256);
  }

  async bytes(sha256: string): Promise<Uint8Array | undefined> {
    const where = `blobs/${sha256}`;
    const bytes = await readFile(this.#files, where, BLOB_LIMIT);
    if (!bytes) return undefined;
    const found = sha256Hex(bytes);
    if (found === sha256) this.#sizes.set(sha256, bytes.length);
    else this.#faults.add('verify.blob-differs', `The content has the hash ${found}.`, { where });
    return found === sha256 ? bytes : undefined;
  }
}

/** Whether the hashes that a log serves are those of its entries. Asked behind the replay. */
export async function checkTiles(files: LogFiles, tree: GrowingTree, faults: Faults): Promise<void> {
  for (const { level, index, width } of newTiles(0, tree.size)) {
    const where = tilePath(level, index, width);
    const bytes = await readTile(files, level, index, width);
    if (!bytes) faults.add('verify.file-missing', `The log has no ${where}.`, { where });
    else if (!isSame(bytes.subarray(0, 32 * width), tree, level, index, width))
      faults.add('verify.tile-differs', 'Its hashes are not those of the entries.', { where });
  }
}

function isSame(bytes: Uint8Array, tree: GrowingTree, level: number, index: number, width: number): boolean {
  if (bytes.length !== 32 * width) return false;
  for (let i = 0; i < width; i++) {
    const hash = tree.node(8 * level, index * TILE_WIDTH + i);
    if (!hash.every((byte, at) => byte === bytes[32 * i + at])) return false;
  }
  return true;
}
