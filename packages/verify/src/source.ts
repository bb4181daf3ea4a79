import { type BundleManifest, bundleManifest, parseWith } from '@comity/acts';
import { Frames, parseCanonical, sha256Hex } from '@comity/log';
import type { CertificateReader } from './certificates.ts';
import type { Contents, Part, Summary } from './container.ts';
import { VerifyError } from './errors.ts';
import type { Faults } from './faults.ts';
import type { FileReader } from './files.ts';
import { OpenedEntries, type OpenedFields } from './openings.ts';
import { piecesOf, readAt, type Seekable } from './seekable.ts';

/** Where a record comes from: a bundle, or the static files of a log. Entries are asked for once, in order. */
export interface Source {
  /** Whether it is a bundle, with container and manifest. */
  readonly isBundle: boolean;
  readonly manifest?: Summary;
  /** The whole of it, once more. Throws `verify.source-failed` where it changed. */
  wholeManifest?(): Promise<BundleManifest>;
  /** The signed note, as it was found. */
  readonly checkpoint?: Uint8Array;
  /** When it was read, where no manifest says when it was given out. */
  readonly at?: string;
  /** Whom restricted entries are opened to: `public` for nobody. */
  readonly audience: string | undefined;
  /** How many entries there seem to be: to tell progress by. */
  readonly total: number;
  /** Leaf bytes from entry 0 on, some hundreds at a time. */
  entries(): AsyncIterable<readonly Uint8Array[]>;
  readonly opened: OpenedEntries;
  readonly fields: OpenedFields;
  /** The records of opened fields, once more. */
  openedFields(): AsyncIterable<Uint8Array>;
  readonly certificate: CertificateReader;
  /** The hash of every certificate that was handed over, whoever names it. */
  certificates(): AsyncIterable<string>;
  readonly files: FileReader;
}

/** How many entries are read at a time: so many signatures may be under check at once. */
const AT_A_TIME = 512;

/** A bundle whose container was read, as the record in it. */
export function bundleSource(contents: Contents, faults: Faults): Source {
  const { file, manifest, checkpoint, total, fields } = contents;
  return {
    isBundle: true,
    ...(manifest ? { manifest, wholeManifest: () => manifestIn(contents) } : {}),
    ...(checkpoint ? { checkpoint } : {}),
    audience: manifest?.audience,
    total,
    entries: () => inBatches(recordsIn(file, contents.entries)),
    opened: new OpenedEntries(eachOf(recordsIn(file, contents.openedEntries)), faults),
    fields,
    openedFields: () => eachOf(recordsIn(file, contents.openedFields)),
    certificate: (hash) => certificateIn(contents, hash),
    certificates: () => certificatesIn(contents),
    files: {
      size: (sha256) => contents.blobSize[contents.blobs.get(sha256) ?? -1],
      bytes: (sha256) => blobIn(contents, sha256),
    },
  };
}

/** The records of a part, as many at a time as come with a piece of the file. */
async function* recordsIn(file: Seekable, { from, to }: Part): AsyncGenerator<Uint8Array[]> {
  const frames = new Frames();
  for await (const piece of piecesOf(file, from, to)) yield [...frames.push(piece)];
}

/** Some hundreds at a time, whatever comes. */
export async function* inBatches(source: AsyncIterable<readonly Uint8Array[]>): AsyncGenerator<Uint8Array[]> {
  for await (const records of source)
    for (let at = 0; at < records.length; at += AT_A_TIME) yield records.slice(at, at + AT_A_TIME);
}

async function* eachOf(source: AsyncIterable<readonly Uint8Array[]>): AsyncGenerator<Uint8Array> {
  for await (const records of source) yield* records;
}

async function manifestIn({ file, manifestAt: { from, to, sha256 } }: Contents): Promise<BundleManifest> {
  const bytes = await readAt(file, from, to);
  if (sha256Hex(bytes) !== sha256)
    throw new VerifyError('verify.source-failed', 'The bundle changed while it was read.');
  return parseWith(bundleManifest, parseCanonical(bytes), 'The manifest');
}

async function certificateIn({ file, certified }: Contents, hash: string): Promise<Uint8Array | undefined> {
  const at = certified.get(hash);
  if (at === undefined) return undefined;
  const head = await readAt(file, at - 2, at);
  return readAt(file, at, at + ((head[0]! << 8) | head[1]!));
}

async function* certificatesIn({ file, certificates }: Contents): AsyncGenerator<string> {
  for await (const record of eachOf(recordsIn(file, certificates))) yield sha256Hex(record);
}

async function blobIn(
  { file, blobs, blobFrom, blobSize }: Contents,
  sha256: string,
): Promise<Uint8Array | undefined> {
  const blob = blobs.get(sha256);
  if (blob === undefined) return undefined;
  const from = blobFrom[blob]!;
  return readAt(file, from, from + blobSize[blob]!);
}
