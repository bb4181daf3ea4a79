import { concat, equalBytes, isArchiveName, utf8 } from '@comity/log';
import { crc32 } from './crc32.ts';
import { DossierError } from './errors.ts';

/**
 * A zip in exactly one form, which every system opens: files stored without compression, one after another, without
 * extra fields, comments or times (1 January 1980, the first that zip can say). A reader makes the whole anew from
 * names and contents and compares every byte, so what two programs could read in two ways is never read at all.
 */
export interface ZipFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/** The most bytes of a whole zip, and files in it. */
export const ZIP_LIMIT: number = 256 * 1024 * 1024;
const MOST_FILES = 10_000;

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const LOCAL_SIZE = 30;
/** Version 1.0 needed, no flags, stored, 00:00:00 on 1 January 1980. */
const STORED = [10, 0, 0, 0, 0x21] as const;

const bad = (why: string) => new DossierError('dossier.bad-zip', why);

/** Numbers of 2 and 4 bytes, the least significant byte first. */
function numbers(...fields: readonly (readonly [size: 2 | 4, value: number])[]): Uint8Array {
  const out = new Uint8Array(fields.reduce((sum, [size]) => sum + size, 0));
  const view = new DataView(out.buffer);
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return out;
}

const short = (values: readonly number[]) => values.map((value) => [2, value] as const);

/** What both headers of a file say alike. */
const described = ({ name, content }: ZipFile) =>
  [
    ...short(STORED),
    [4, crc32(content)],
    [4, content.length],
    [4, content.length],
    [2, name.length],
    [2, 0],
  ] as const;

/** The zip of these files, in this order. Throws `dossier.bad-zip`, `dossier.too-large`. */
export function writeZip(files: readonly ZipFile[]): Uint8Array {
  assertFiles(files);
  const parts: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let at = 0;
  for (const file of files) {
    const head = described(file);
    const name = utf8(file.name);
    parts.push(numbers([4, LOCAL], ...head), name, file.content);
    central.push(numbers([4, CENTRAL], [2, 10], ...head, ...short([0, 0, 0]), [4, 0], [4, at]), name);
    at += LOCAL_SIZE + name.length + file.content.length;
  }
  const size = central.reduce((sum, part) => sum + part.length, 0);
  const counts = short([0, 0, files.length, files.length]);
  const zip = concat(...parts, ...central, numbers([4, END], ...counts, [4, size], [4, at], [2, 0]));
  if (zip.length > ZIP_LIMIT) throw tooLarge();
  return zip;
}

const tooLarge = () =>
  new DossierError('dossier.too-large', `A dossier has at most ${ZIP_LIMIT / 1024 / 1024} MB.`);

function assertFiles(files: readonly ZipFile[]): void {
  if (files.length > MOST_FILES) throw bad(`A dossier has at most ${MOST_FILES} files.`);
  const size = files.reduce((sum, { content }) => sum + content.length, 0);
  if (size > ZIP_LIMIT) throw tooLarge();
  // Some file systems hold `A` and `a` to be one file.
  const seen = new Set<string>();
  for (const { name } of files) {
    if (!isArchiveName(name)) throw bad(`Not a name for a file here: ${JSON.stringify(name).slice(0, 120)}.`);
    if (seen.has(name.toLowerCase())) throw bad(`Twice in the zip: ${name}.`);
    seen.add(name.toLowerCase());
  }
}

/** The files of a zip that `writeZip` would write, sharing its memory. Throws `dossier.bad-zip`, `dossier.too-large`. */
export function readZip(zip: Uint8Array): ZipFile[] {
  if (zip.length > ZIP_LIMIT) throw tooLarge();
  const files = [...filesIn(zip)];
  if (!equalBytes(zip, writeZip(files))) throw bad('The zip is not in its one canonical form.');
  return files;
}

/**
 * The files as their own headers say, one after another, nothing compared: what of a damaged zip can still be told.
 * Throws `dossier.bad-zip` behind the last that is whole, where another begins.
 */
export function* filesIn(zip: Uint8Array): Generator<ZipFile, void, undefined> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length);
  let at = 0;
  for (let count = 1; at + LOCAL_SIZE <= zip.length && view.getUint32(at, true) === LOCAL; count++) {
    if (count > MOST_FILES) throw bad(`A dossier has at most ${MOST_FILES} files.`);
    const size = view.getUint32(at + 18, true);
    const content = at + LOCAL_SIZE + view.getUint16(at + 26, true);
    if (content + size > zip.length) throw bad('The zip ends inside a file.');
    const name = String.fromCharCode(...zip.subarray(at + LOCAL_SIZE, content).subarray(0, 200));
    yield { name, content: zip.subarray(content, content + size) };
    at = content + size;
  }
}
