import { type BundleManifest, bundleManifest, parseWith } from '@comity/acts';
import {
  type ArchivedFile,
  contentOf,
  isArchiveName,
  LogError,
  parseCanonical,
  readArchive,
} from '@comity/log';
import { digest } from './digest.ts';
import { VerifyError } from './errors.ts';
import { type Faults, sentenceOf } from './faults.ts';
import { Frames } from './frames.ts';

/** What a bundle holds, read once from front to back. Nothing in it is believed yet. */
export interface Contents {
  manifest?: BundleManifest;
  checkpoint?: Uint8Array;
  readonly entries: Uint8Array[];
  readonly certificates: Uint8Array[];
  readonly openings: Uint8Array[];
  /** The size of every blob, by its hash as computed here. */
  readonly blobSizes: Map<string, number>;
  /** The bytes of blobs that verifying needs to look into. */
  readonly blobs: Map<string, Uint8Array>;
  readonly files: { readonly name: string; readonly size: number; readonly sha256: string }[];
}

const MANIFEST_LIMIT = 256 * 1024 * 1024;
const CHECKPOINT_LIMIT = 1_000_000;
const BLOB_LIMIT = 25 * 1024 * 1024;

const ORDER = ['MANIFEST', 'checkpoint', 'entries', 'certificates', 'blobs', 'openings'] as const;
const PARTS: readonly string[] = ORDER;
const partOf = (name: string) => PARTS.indexOf(name.replace(/\/.*$/s, ''));

/**
 * Reads a bundle as far as it can be read; what is not as it must be becomes a fault.
 * Throws `verify.not-a-bundle` where it does not even begin like one, `verify.source-failed`.
 */
export async function readContents(source: AsyncIterable<Uint8Array>, faults: Faults): Promise<Contents> {
  const contents: Contents = {
    entries: [],
    certificates: [],
    openings: [],
    blobSizes: new Map(),
    blobs: new Map(),
    files: [],
  };
  let last = '';
  try {
    for await (const file of readArchive(guarded(source))) {
      if (last === '' && file.name !== 'MANIFEST') throw notABundle('Its first file is not MANIFEST.');
      orderFault(last, file.name, faults);
      last = file.name;
      await readFile(file, contents, faults);
    }
  } catch (error) {
    if (error instanceof VerifyError) throw error;
    if (!(error instanceof LogError)) throw error;
    if (last === '') throw notABundle(error.message);
    faults.add('verify.container', error.message, { where: last });
  }
  if (last === '') throw notABundle('It holds no file.');
  missingParts(contents, faults);
  return contents;
}

const notABundle = (why: string) => new VerifyError('verify.not-a-bundle', `This is no bundle. ${why}`);

async function* guarded(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (cause) {
    throw new VerifyError('verify.source-failed', `The bundle could not be read: ${sentenceOf(cause)}`, {
      cause,
    });
  }
}

/** Parts come in their order, blobs among themselves by name. */
function orderFault(last: string, name: string, faults: Faults): void {
  const [before, here] = [partOf(last), partOf(name)];
  const isNamed = BLOB_NAME.test(name) || ORDER.some((part) => part === name && part !== 'blobs');
  if (isNamed && (here > before || (here === before && name > last))) return;
  const says = `${quoted(name)} does not belong at this place of a bundle.`;
  faults.add('verify.file-order', says, { where: name });
}

const BLOB_NAME = /^blobs\/[0-9a-f]{64}$/;
const quoted = (name: string) => (isArchiveName(name) ? name : JSON.stringify(name));

function missingParts(contents: Contents, faults: Faults): void {
  for (const part of ORDER) {
    if (part === 'blobs' || contents.files.some((file) => file.name === part)) continue;
    faults.add('verify.file-missing', `The bundle has no ${part}.`, { where: part });
  }
}

async function readFile(file: ArchivedFile, contents: Contents, faults: Faults): Promise<void> {
  const { name, size } = file;
  const hash = digest();
  const hashed: ArchivedFile = { name, size, content: tapped(file.content, hash.update) };
  if (name === 'MANIFEST') readManifest(await contentOf(hashed, MANIFEST_LIMIT), contents, faults);
  else if (name === 'checkpoint') contents.checkpoint = await contentOf(hashed, CHECKPOINT_LIMIT);
  else if (name === 'entries') await readEntries(hashed, contents, faults);
  else if (name === 'certificates' || name === 'openings')
    await readFrames(hashed, faults, (frame) => contents[name].push(frame));
  else if (name.startsWith('blobs/')) {
    const bytes = await contentOf(hashed, BLOB_LIMIT);
    const sha256 = hash.hex();
    keepBlob(name, sha256, bytes, contents, faults);
    contents.files.push({ name, size, sha256 });
    return;
  } else for await (const _ of hashed.content);
  contents.files.push({ name, size, sha256: hash.hex() });
}

async function* tapped(
  content: AsyncIterable<Uint8Array>,
  tap: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    tap(chunk);
    yield chunk;
  }
}

function readManifest(bytes: Uint8Array, contents: Contents, faults: Faults): void {
  try {
    contents.manifest = parseWith(bundleManifest, parseCanonical(bytes), 'The manifest');
  } catch (error) {
    faults.add('verify.manifest-malformed', sentenceOf(error), { where: 'MANIFEST' });
  }
}

async function readFrames(
  file: ArchivedFile,
  faults: Faults,
  take: (frame: Uint8Array) => void,
): Promise<void> {
  const frames = new Frames();
  for await (const chunk of file.content) for (const frame of frames.push(chunk)) take(frame);
  if (!frames.complete) faults.add('verify.frame', 'The file ends inside a record.', { where: file.name });
}

/** Malformed bytes never hide the ASCII beside them. */
const loosely = new TextDecoder();
const HASH = /"([0-9a-f]{64})"/g;

/**
 * Entries come before blobs, so it is known in time which blobs must be looked into: those that the founding
 * names and OpenPGP keys. All others are hashed and let go, however large they are together.
 */
async function readEntries(file: ArchivedFile, contents: Contents, faults: Faults): Promise<void> {
  await readFrames(file, faults, (frame) => {
    const text = contents.entries.push(frame) === 1 || mentions(frame) ? loosely.decode(frame) : '';
    for (const [, sha256] of text.matchAll(HASH)) contents.blobs.set(sha256!, NOT_YET);
  });
}

const NOT_YET = new Uint8Array(0);
const mentions = (frame: Uint8Array) => loosely.decode(frame).includes('"alg":"openpgp"');

function keepBlob(name: string, sha256: string, bytes: Uint8Array, contents: Contents, faults: Faults): void {
  if (name !== `blobs/${sha256}`)
    faults.add('verify.blob-differs', `The content has the hash ${sha256}.`, { where: name });
  contents.blobSizes.set(sha256, bytes.length);
  if (contents.blobs.has(sha256)) contents.blobs.set(sha256, bytes);
}

/** The blob of this hash where it is here. */
export const blobOf = (contents: Contents, sha256: string): Uint8Array | undefined =>
  contents.blobSizes.has(sha256) ? contents.blobs.get(sha256) : undefined;

/** Compares the files that were read with those the manifest names. */
export function compareFiles(contents: Contents, faults: Faults): void {
  if (!contents.manifest) return;
  const { files } = contents.manifest.statement;
  const named = new Map(files.map((file) => [file.name, file]));
  if (named.size !== files.length)
    faults.add('verify.manifest-differs', 'The manifest names a file twice.', { where: 'MANIFEST' });
  for (const file of contents.files) {
    if (file.name === 'MANIFEST') continue;
    const expected = named.get(file.name);
    named.delete(file.name);
    const where = file.name;
    if (!expected) faults.add('verify.file-unlisted', `The manifest does not name ${where}.`, { where });
    else if (expected.size !== file.size || expected.sha256 !== file.sha256)
      faults.add('verify.file-differs', `${where} is not the file that the manifest names.`, { where });
  }
  for (const where of named.keys())
    faults.add('verify.file-missing', `${quoted(where)} is named in the manifest and is not here.`, {
      where,
    });
}
