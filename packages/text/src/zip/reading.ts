import { Inflate } from 'fflate';
import { crc32 } from './crc32.ts';
import { type PlacedEntry, readDirectory, type ZipEntry } from './directory.ts';
import { damaged, refused, tooLarge } from './errors.ts';
import { ZIP_LIMITS, type ZipLimits } from './limits.ts';

/** An archive whose directory was checked. Nothing of it is unpacked before it is asked for. */
export interface Archive {
  readonly entries: readonly ZipEntry[];
  has(name: string): boolean;
  /**
   * The bytes of a file. Throws `text.not-an-archive` where there is none of that name, where it is damaged or unpacks
   * to another size than the directory says, `text.archive-too-large` where all that was read is more than the limit.
   */
  read(name: string): Uint8Array;
  /**
   * A file that is itself an archive. It draws on what is left of the same total. Throws `text.archive-refused` beyond
   * the depth, and what `openArchive` and `read` throw.
   */
  open(name: string): Archive;
}

/** What may still be unpacked, shared by an archive and those within it. */
interface Budget {
  left: number;
}

/**
 * Opens a zip from outside. Throws `text.not-an-archive` (no zip, cut off, damaged), `text.archive-encrypted`,
 * `text.archive-refused` (names, links, overlapping files, unknown methods), `text.archive-too-large`.
 */
export const openArchive = (bytes: Uint8Array, limits: ZipLimits = ZIP_LIMITS): Archive =>
  opened(bytes, limits, { left: limits.total });

function opened(bytes: Uint8Array, limits: ZipLimits, budget: Budget): Archive {
  const entries = readDirectory(bytes, limits);
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const read = (name: string): Uint8Array => {
    const entry = byName.get(name);
    if (!entry || entry.isFolder) throw damaged(`The archive has no file ${JSON.stringify(name)}.`);
    budget.left -= entry.size;
    if (budget.left < 0) throw tooLarge('The archive and those within it unpack to more than is allowed.');
    return unpack(bytes.subarray(entry.from, entry.to), entry);
  };
  const open = (name: string): Archive => {
    if (limits.depth < 1) throw refused(`An archive within an archive: ${JSON.stringify(name)}.`);
    return opened(read(name), { ...limits, depth: limits.depth - 1 }, budget);
  };
  return { entries, has: (name) => byName.has(name), read, open };
}

function unpack(packed: Uint8Array, entry: PlacedEntry): Uint8Array {
  const content = entry.method === 0 ? packed.slice() : inflated(packed, entry);
  if (content.length !== entry.size || crc32(content) !== entry.crc)
    throw damaged(`A file in the archive is damaged: ${JSON.stringify(entry.name)}.`);
  return content;
}

/** Packed bytes go in by small steps, so that a file that claims to be small is stopped after four megabytes. */
const STEP = 4_096;

function inflated(packed: Uint8Array, { name, size }: PlacedEntry): Uint8Array {
  const content = new Uint8Array(size);
  const shown = JSON.stringify(name);
  let at = 0;
  const inflate = new Inflate((chunk) => {
    if (at + chunk.length > size) throw damaged(`A file is larger than the archive says: ${shown}.`);
    content.set(chunk, at);
    at += chunk.length;
  });
  try {
    for (let from = 0; from < packed.length || from === 0; from += STEP)
      inflate.push(packed.subarray(from, from + STEP), from + STEP >= packed.length);
  } catch (error) {
    // What fflate throws is its own: whatever it is, the bytes are not what they should be.
    throw error instanceof Error && error.name === 'TextError'
      ? error
      : damaged(`A file in the archive is damaged: ${shown}.`);
  }
  if (at !== size) throw damaged(`A file is smaller than the archive says: ${shown}.`);
  return content;
}
