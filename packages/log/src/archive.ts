import { concat, equalBytes, utf8 } from './bytes.ts';
import { LogError } from './errors.ts';

/**
 * The container of a bundle: an uncompressed ustar archive in exactly one form. Plain files only; owner,
 * group and time zero; mode 0644; no extensions; two zero blocks at the end. Reading recomputes every
 * header and compares, so no byte of a container can be changed without being noticed.
 */
const BLOCK = 512;
const NAME = /^[a-z0-9][a-z0-9._-]{0,99}(?:\/[a-z0-9][a-z0-9._-]{0,99}){0,3}$/i;
const bad = (why: string) => new LogError('log.bad-archive', why);

/** Names are relative, ASCII, at most 100 bytes, without `..`: nothing that could leave a folder. */
export const isArchiveName = (name: string): boolean =>
  name.length <= 100 && NAME.test(name) && !name.includes('..');

/** The 512 bytes before a file. Throws `log.bad-archive` for a bad name or a size of 8 GiB or more. */
export function archiveHeader(name: string, size: number): Uint8Array {
  if (!isArchiveName(name)) throw bad(`Not a name for a file in a bundle: ${JSON.stringify(name)}.`);
  if (!Number.isSafeInteger(size) || size < 0 || size >= 8 ** 11)
    throw bad('A file in a bundle is below 8 GiB.');
  const header = new Uint8Array(BLOCK);
  const put = (at: number, text: string) => header.set(utf8(text), at);
  put(0, name);
  put(100, '0000644\0');
  put(108, '0000000\0');
  put(116, '0000000\0');
  put(124, `${size.toString(8).padStart(11, '0')}\0`);
  put(136, '00000000000\0');
  put(148, '        ');
  put(156, '0');
  put(257, 'ustar\x0000');
  const sum = header.reduce((n, byte) => n + byte, 0);
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `);
  return header;
}

const padding = (size: number) => new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);

/** The bytes of one file with its header and padding. */
export const archiveFile = (name: string, content: Uint8Array): Uint8Array =>
  concat(archiveHeader(name, content.length), content, padding(content.length));

/** What follows the content of a file of this size: for writers that stream it. */
export const archivePadding = padding;
/** The two zero blocks that close a container. */
export const ARCHIVE_END: Uint8Array = new Uint8Array(2 * BLOCK);

/** Pulls exactly `n` bytes at a time out of a stream of chunks. */
class Puller {
  #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);
  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }
  async pull(n: number): Promise<Uint8Array> {
    if (this.#rest.length >= n) return this.#take(n);
    const out = new Uint8Array(n);
    for (let have = 0; have < n; ) {
      if (await this.atEnd()) throw bad('The bundle ends too early.');
      const part = this.#take(Math.min(n - have, this.#rest.length));
      out.set(part, have);
      have += part.length;
    }
    return out;
  }
  #take(n: number): Uint8Array {
    const part = this.#rest.subarray(0, n);
    this.#rest = this.#rest.subarray(n);
    return part;
  }
  async atEnd(): Promise<boolean> {
    while (this.#rest.length === 0) {
      const next = await this.#chunks.next();
      if (next.done) return true;
      this.#rest = next.value;
    }
    return false;
  }
}

export interface ArchivedFile {
  readonly name: string;
  readonly size: number;
  /** The content in chunks of at most 1 MiB, to be read before the next file is asked for. */
  readonly content: AsyncIterable<Uint8Array>;
}

const CHUNK = 1 << 20;

/** What of a file is still to come: it outlives a reader of the content that stops half-way. */
interface Remaining {
  bytes: number;
  padding: number;
}

async function* fileContent(puller: Puller, left: Remaining): AsyncGenerator<Uint8Array> {
  while (left.bytes > 0) {
    const chunk = await puller.pull(Math.min(left.bytes, CHUNK));
    left.bytes -= chunk.length;
    yield chunk;
  }
  const pad = await puller.pull(left.padding);
  left.padding = 0;
  if (pad.some((byte) => byte !== 0)) throw bad('Padding is not zero.');
}

/** Reads a container in order. Throws `log.bad-archive` at the first byte that is not canonical. */
export async function* readArchive(source: AsyncIterable<Uint8Array>): AsyncGenerator<ArchivedFile> {
  const puller = new Puller(source);
  const seen = new Set<string>();
  for (;;) {
    const header = await puller.pull(BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const { name, size } = readHeader(header);
    // Some file systems hold `A` and `a` to be one file.
    if (seen.has(name.toLowerCase())) throw bad(`Twice in the bundle: ${name}.`);
    seen.add(name.toLowerCase());
    const left = { bytes: size, padding: padding(size).length };
    yield { name, size, content: fileContent(puller, left) };
    // What a reader skipped, or left half-way, is passed over and checked: content never reads as a header.
    for await (const _ of fileContent(puller, left));
  }
  const last = await puller.pull(BLOCK);
  if (last.some((byte) => byte !== 0) || !(await puller.atEnd()))
    throw bad('Bytes follow the end of the bundle.');
}

function readHeader(header: Uint8Array): { name: string; size: number } {
  const end = header.subarray(0, 100).indexOf(0);
  const name = String.fromCharCode(...header.subarray(0, end < 0 ? 100 : end));
  const size = Number.parseInt(String.fromCharCode(...header.subarray(124, 135)), 8);
  if (!equalBytes(header, archiveHeader(name, size)))
    throw bad(`The header of ${JSON.stringify(name)} is not canonical.`);
  return { name, size };
}

/** The whole content of a file of the archive, up to `limit` bytes; a larger one is `log.bad-archive`. */
export async function contentOf(file: ArchivedFile, limit: number): Promise<Uint8Array> {
  if (file.size > limit) throw bad(`${file.name} is larger than ${limit} bytes.`);
  const parts: Uint8Array[] = [];
  for await (const chunk of file.content) parts.push(chunk);
  return concat(...parts);
}
