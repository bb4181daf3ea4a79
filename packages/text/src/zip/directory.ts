import { damaged, encrypted, refused, tooLarge } from './errors.ts';
import { RATIO_FROM, type ZipLimits } from './limits.ts';
import { assertDistinct, assertName, nameOf } from './names.ts';

/** A file in an archive as its directory describes it. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes, unpacked. What is unpacked later must come to exactly this. */
  readonly size: number;
  /** Bytes, packed. */
  readonly packed: number;
  readonly isFolder: boolean;
}

/** A file with where it lies. */
export interface PlacedEntry extends ZipEntry {
  readonly method: 0 | 8;
  readonly crc: number;
  /** Where its packed bytes begin, and where they end. */
  readonly from: number;
  readonly to: number;
}

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_SIZE = 30;
const CENTRAL_SIZE = 46;
const END_SIZE = 22;
/** An older Word file, or a new one under a password, is a compound file. */
const COMPOUND = 0xe011cfd0;

const FLAG = { encrypted: 1, strong: 0x40, masked: 0x2000 } as const;

/**
 * The files of an archive, read from its directory and checked against their own headers before anything is unpacked.
 * Throws `text.not-an-archive`, `text.archive-encrypted`, `text.archive-refused`, `text.archive-too-large`.
 */
export function readDirectory(bytes: Uint8Array, limits: ZipLimits): PlacedEntry[] {
  if (bytes.length > limits.archive)
    throw tooLarge(`The archive is larger than ${megabytes(limits.archive)}.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = findEnd(view);
  const { count, from } = readEnd(view, end);
  if (count > limits.files) throw tooLarge(`The archive has more than ${limits.files} files.`);
  const entries: PlacedEntry[] = [];
  let at = from;
  for (let i = 0; i < count; i++) {
    const { entry, next } = readEntry(bytes, view, at, end);
    entries.push(place(bytes, view, entry, from));
    at = next;
  }
  if (at !== end) throw damaged('The directory of the archive does not end where it says.');
  assertDistinct(entries.map(({ name }) => name));
  assertApart(entries);
  assertSizes(entries, limits);
  return entries;
}

export const megabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`;

/** The record at the end: nothing may follow it but its own comment. */
function findEnd(view: DataView): number {
  if (view.byteLength >= 4 && view.getUint32(0, true) === COMPOUND)
    throw encrypted(
      'This is an older Word file or one under a password; save it as .docx without a password.',
    );
  const lowest = Math.max(0, view.byteLength - END_SIZE - 0xffff);
  for (let at = view.byteLength - END_SIZE; at >= lowest; at--)
    if (view.getUint32(at, true) === END && at + END_SIZE + view.getUint16(at + 20, true) === view.byteLength)
      return at;
  throw damaged('This is no zip archive, or it is cut off.');
}

function readEnd(view: DataView, end: number): { count: number; from: number } {
  const [disk, directoryDisk] = [view.getUint16(end + 4, true), view.getUint16(end + 6, true)];
  const [here, count] = [view.getUint16(end + 8, true), view.getUint16(end + 10, true)];
  const [size, from] = [view.getUint32(end + 12, true), view.getUint32(end + 16, true)];
  if (count === 0xffff || size === 0xffffffff || from === 0xffffffff)
    throw refused('The archive has the form for very large ones (ZIP64).');
  if (disk !== 0 || directoryDisk !== 0 || here !== count)
    throw refused('The archive is one part of several.');
  if (from + size !== end) throw damaged('The directory of the archive is not where it says.');
  return { count, from };
}

type Described = Omit<PlacedEntry, 'from' | 'to'> & { local: number; flags: number };

function readEntry(bytes: Uint8Array, view: DataView, at: number, end: number) {
  if (at + CENTRAL_SIZE > end || view.getUint32(at, true) !== CENTRAL)
    throw damaged('The directory of the archive is damaged.');
  const short = (offset: number) => view.getUint16(at + offset, true);
  const long = (offset: number) => view.getUint32(at + offset, true);
  const names = at + CENTRAL_SIZE;
  const next = names + short(28) + short(30) + short(32);
  if (next > end) throw damaged('The directory of the archive is damaged.');
  const name = nameOf(bytes.subarray(names, names + short(28)));
  assertName(name);
  assertOpen(name, short(8), short(10));
  // The upper half is the mode of Unix where the archive was made there.
  if (short(4) >> 8 === 3 && ((long(38) >>> 16) & 0xf000) === 0xa000)
    throw refused(`A file in the archive is a link to elsewhere: ${JSON.stringify(name)}.`);
  const entry: Described = {
    ...{ name, size: long(24), packed: long(20), crc: long(16), method: short(10) as 0 | 8 },
    ...{ isFolder: name.endsWith('/'), local: long(42), flags: short(8) },
  };
  return { entry, next };
}

function assertOpen(name: string, flags: number, method: number): void {
  const shown = JSON.stringify(name);
  if (flags & (FLAG.encrypted | FLAG.strong | FLAG.masked) || method === 99)
    throw encrypted(`A file in the archive is under a password: ${shown}.`);
  if (method !== 0 && method !== 8)
    throw refused(`A file in the archive is packed by method ${method}, which is not read here: ${shown}.`);
}

/** A directory that says other than the file itself would show one file to us and another to another program. */
function place(bytes: Uint8Array, view: DataView, entry: Described, end: number): PlacedEntry {
  const { local, flags, ...rest } = entry;
  if (local + LOCAL_SIZE > end || view.getUint32(local, true) !== LOCAL)
    throw damaged(`A file is not where the directory says: ${JSON.stringify(entry.name)}.`);
  const nameSize = view.getUint16(local + 26, true);
  const name = bytes.subarray(local + LOCAL_SIZE, local + LOCAL_SIZE + nameSize);
  const from = local + LOCAL_SIZE + nameSize + view.getUint16(local + 28, true);
  const to = from + entry.packed;
  if (to > end) throw damaged(`The archive is cut off within ${JSON.stringify(entry.name)}.`);
  const same =
    nameOf(name) === entry.name &&
    view.getUint16(local + 8, true) === entry.method &&
    (view.getUint16(local + 6, true) & FLAG.encrypted) === (flags & FLAG.encrypted);
  if (!same) throw refused(`The directory and the file differ: ${JSON.stringify(entry.name)}.`);
  return { ...rest, from, to };
}

/** Files that share their bytes make a small archive unpack to a boundless one. */
function assertApart(entries: readonly PlacedEntry[]): void {
  const sorted = entries.toSorted((a, b) => a.from - b.from || a.to - b.to);
  for (const [i, entry] of sorted.entries())
    if (i > 0 && sorted[i - 1]!.to + LOCAL_SIZE > entry.from)
      throw refused(`Files in the archive overlap: ${JSON.stringify(entry.name)}.`);
}

function assertSizes(entries: readonly PlacedEntry[], limits: ZipLimits): void {
  let total = 0;
  for (const { name, size, packed, method } of entries) {
    const shown = JSON.stringify(name);
    if (size > limits.file) throw tooLarge(`A file is larger than ${megabytes(limits.file)}: ${shown}.`);
    if (method === 0 && size !== packed) throw damaged(`The sizes of a file differ: ${shown}.`);
    if (size > RATIO_FROM && size > packed * limits.ratio)
      throw tooLarge(`A file grows to more than ${limits.ratio} times its packed size: ${shown}.`);
    total += size;
  }
  if (total > limits.total) throw tooLarge(`The archive unpacks to more than ${megabytes(limits.total)}.`);
}
