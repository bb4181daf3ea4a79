import { type BundleManifest, bundleManifest, HashIndex, parseWith } from '@comity/acts';
import {
  type ArchivedFile,
  contentOf,
  Frames,
  isArchiveName,
  LogError,
  parseCanonical,
  readArchive,
} from '@comity/log';
import { hashOfCertificate } from './certificates.ts';
import { digest } from './digest.ts';
import { VerifyError } from './errors.ts';
import { type Faults, sentenceOf } from './faults.ts';
import { Listing } from './listing.ts';
import { isOpenedEntry, OpenedFields } from './openings.ts';
import { piecesOf, type Seekable } from './seekable.ts';

/** What a manifest says but for its files. */
export type Summary = Omit<BundleManifest['statement'], 'files'>;

/** A part of the file: from a byte up to, not including, another. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/**
 * What a bundle holds and where: all of it was read once from front to back, and little of it is kept. Nothing in it
 * is believed yet.
 */
export interface Contents {
  readonly file: Seekable;
  /** Without the list of files, which may be long and is compared as they are read. */
  manifest?: Summary;
  /** Where the whole manifest stands, and its SHA-256. */
  manifestAt: Part & { readonly sha256: string };
  checkpoint?: Uint8Array;
  entries: Part;
  /** How many records `entries` has. */
  total: number;
  certificates: Part;
  /** Where certificates stand, by their hash. */
  readonly certified: HashIndex;
  openedEntries: Part;
  openedFields: Part;
  readonly fields: OpenedFields;
  /** The place of a blob in the two lists behind, by its hash as computed here. */
  readonly blobs: HashIndex;
  readonly blobFrom: number[];
  readonly blobSize: number[];
}

const MANIFEST_LIMIT = 256 * 1024 * 1024;
const CHECKPOINT_LIMIT = 1_000_000;
const BLOB_LIMIT = 25 * 1024 * 1024;
const NOWHERE: Part = { from: 0, to: 0 };

const ORDER = ['MANIFEST', 'checkpoint', 'entries', 'certificates', 'blobs', 'openings'] as const;
const PARTS: readonly string[] = ORDER;
const partOf = (name: string) => PARTS.indexOf(name.replace(/\/.*$/s, ''));

/**
 * Reads a bundle as far as it can be read; what is not as it must be becomes a fault.
 * Throws `verify.not-a-bundle` where it does not even begin like one, `verify.source-failed`.
 */
export async function readContents(file: Seekable, faults: Faults): Promise<Contents> {
  const contents = nothingIn(file, faults);
  const listing = new Listing(faults);
  let last = '';
  let at = 0;
  try {
    for await (const archived of readArchive(piecesOf(file))) {
      const { name, size } = archived;
      if (last === '' && name !== 'MANIFEST') throw notABundle('Its first file is not MANIFEST.');
      orderFault(last, name, faults);
      last = name;
      const sha256 = await readFile(archived, at + HEADER, { contents, listing, faults });
      if (name !== 'MANIFEST') listing.found({ name, size, sha256 });
      at += HEADER + Math.ceil(size / HEADER) * HEADER;
    }
  } catch (error) {
    if (!(error instanceof LogError)) throw error;
    if (last === '') throw notABundle(error.message);
    faults.add('verify.container', error.message, { where: last });
  }
  if (last === '') throw notABundle('It holds no file.');
  listing.end(PARTS.filter((part) => part !== 'blobs'));
  return contents;
}

/** The header of a file in the archive, and what contents are padded to. */
const HEADER = 512;

const nothingIn = (file: Seekable, faults: Faults): Contents => ({
  file,
  manifestAt: { ...NOWHERE, sha256: '' },
  entries: NOWHERE,
  total: 0,
  certificates: NOWHERE,
  certified: new HashIndex(),
  openedEntries: NOWHERE,
  openedFields: NOWHERE,
  fields: new OpenedFields(faults),
  blobs: new HashIndex(),
  blobFrom: [],
  blobSize: [],
});

const notABundle = (why: string) => new VerifyError('verify.not-a-bundle', `This is no bundle. ${why}`);

/** Parts come in their order, blobs among themselves by name. */
function orderFault(last: string, name: string, faults: Faults): void {
  const [before, here] = [partOf(last), partOf(name)];
  const isNamed = BLOB_NAME.test(name) || ORDER.some((part) => part === name && part !== 'blobs');
  if (isNamed && (here > before || (here === before && name > last))) return;
  const shown = isArchiveName(name) ? name : JSON.stringify(name);
  faults.add('verify.file-order', `${shown} does not belong at this place of a bundle.`, { where: name });
}

const BLOB_NAME = /^blobs\/[0-9a-f]{64}$/;

/** Reads a file whose content begins at `from`. Answers its SHA-256. */
async function readFile(
  { name, size, content }: ArchivedFile,
  from: number,
  { contents, listing, faults }: { contents: Contents; listing: Listing; faults: Faults },
): Promise<string> {
  const hash = digest();
  const file = { name, size, content: tapped(content, hash.update) };
  const part = { from, to: from + size };
  if (name === 'MANIFEST') {
    const manifest = readManifest(await contentOf(file, MANIFEST_LIMIT), faults);
    listing.expect(manifest);
    if (manifest) contents.manifest = withoutFiles(manifest);
  } else if (name === 'checkpoint') contents.checkpoint = await contentOf(file, CHECKPOINT_LIMIT);
  else if (name === 'entries') await scanEntries(file, part, contents, faults);
  else if (name === 'certificates') await scanCertificates(file, part, contents, faults);
  else if (name === 'openings') await scanOpenings(file, part, contents, faults);
  else if (name.startsWith('blobs/')) await contentOf(file, BLOB_LIMIT).then(() => undefined);
  else for await (const _ of file.content);
  const sha256 = hash.hex();
  if (name === 'MANIFEST') contents.manifestAt = { ...part, sha256 };
  if (name.startsWith('blobs/')) keepBlob(name, sha256, part, contents, faults);
  return sha256;
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

function readManifest(bytes: Uint8Array, faults: Faults): BundleManifest | undefined {
  try {
    return parseWith(bundleManifest, parseCanonical(bytes), 'The manifest');
  } catch (error) {
    faults.add('verify.manifest-malformed', sentenceOf(error), { where: 'MANIFEST' });
    return undefined;
  }
}

function withoutFiles({ statement }: BundleManifest): Summary {
  const { files: _, ...summary } = statement;
  return summary;
}

/** Calls `take` with every record, and where in the file its bytes begin. */
async function scanRecords(
  { name, content }: ArchivedFile,
  from: number,
  faults: Faults,
  take: (record: Uint8Array, at: number) => void,
): Promise<void> {
  const frames = new Frames();
  let at = from;
  for await (const chunk of content) {
    for (const frame of frames.push(chunk)) {
      take(frame, at + 2);
      at += 2 + frame.length;
    }
  }
  if (!frames.complete) faults.add('verify.frame', 'The file ends inside a record.', { where: name });
}

async function scanEntries(
  file: ArchivedFile,
  part: Part,
  contents: Contents,
  faults: Faults,
): Promise<void> {
  contents.entries = part;
  await scanRecords(file, part.from, faults, () => {
    contents.total++;
  });
}

async function scanCertificates(
  file: ArchivedFile,
  part: Part,
  contents: Contents,
  faults: Faults,
): Promise<void> {
  contents.certificates = part;
  let record = 0;
  await scanRecords(file, part.from, faults, (frame, at) => {
    try {
      const hash = hashOfCertificate(frame);
      if (contents.certified.has(hash)) throw new Error('The same certificate is here twice.');
      contents.certified.set(hash, at);
    } catch (error) {
      const says = `Record ${record}: ${sentenceOf(error)}`;
      faults.add('verify.certificate-malformed', says, { where: 'certificates' });
    }
    record++;
  });
}

/** Opened entries are read again beside the log; fields are kept in short. */
async function scanOpenings(
  file: ArchivedFile,
  part: Part,
  contents: Contents,
  faults: Faults,
): Promise<void> {
  let [record, firstField] = [0, part.to];
  await scanRecords(file, part.from, faults, (frame, at) => {
    if (firstField === part.to && !isOpenedEntry(frame)) firstField = at - 2;
    if (firstField !== part.to) contents.fields.add(frame, record);
    record++;
  });
  contents.openedEntries = { from: part.from, to: firstField };
  contents.openedFields = { from: firstField, to: part.to };
}

function keepBlob(name: string, sha256: string, part: Part, contents: Contents, faults: Faults): void {
  if (name !== `blobs/${sha256}`)
    faults.add('verify.blob-differs', `The content has the hash ${sha256}.`, { where: name });
  contents.blobs.set(sha256, contents.blobFrom.length);
  contents.blobFrom.push(part.from);
  contents.blobSize.push(part.to - part.from);
}
