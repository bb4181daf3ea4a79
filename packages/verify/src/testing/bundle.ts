import { type Certificate, certificateHash, type FieldOpening, formats } from '@comity/acts';
import type { Written } from '@comity/acts/testing';
import { type Hand, hostSigner } from '@comity/acts/testing';
import {
  ARCHIVE_END,
  archiveFile,
  canonicalBytes,
  concat,
  encodeEntries,
  Frontier,
  formatCheckpoint,
  formatNote,
  leafHash,
  sha256Hex,
  signNote,
  toHex,
  utf8,
} from '@comity/log';
import { requiredBlobs } from '../blobs.ts';
import type { History } from './history.ts';

/** What goes into a bundle, before anything is hashed or signed: the place to tamper. */
export interface Parts {
  readonly body: string;
  readonly origin: string;
  readonly audience: string;
  readonly at: string;
  host: Hand;
  /** Which host's key signs the checkpoint; the first, unless said otherwise. */
  house?: string;
  /** Another signed note in place of the host's own. */
  checkpoint?: Uint8Array;
  entries: Uint8Array[];
  certificates: Uint8Array[];
  blobs: Map<string, Uint8Array>;
  openings: Uint8Array[];
}

/** What the host exports for an audience: `public`, or a participant. */
export function partsOf(history: History, audience: string): Parts {
  const { chronicle } = history;
  const opened = chronicle.written.filter((w) => w.opening && history.mayOpen(w, audience));
  const readable = chronicle.written.filter((w) => !w.opening || history.mayOpen(w, audience));
  return {
    body: chronicle.body,
    origin: chronicle.state.founding.origin,
    audience,
    at: formats.timeOf(chronicle.now),
    host: chronicle.host,
    entries: chronicle.written.map((w) => w.bytes),
    certificates: certificatesOf(readable),
    blobs: blobsOf(history, readable),
    openings: [
      ...opened.map((w) => canonicalBytes({ index: w.index, ...w.opening })),
      ...fieldsFor(history, readable, audience).map(canonicalBytes),
    ],
  };
}

function certificatesOf(readable: readonly Written[]): Uint8Array[] {
  const held = new Map<string, Certificate>();
  for (const { certificate, sig } of readable)
    if (certificate && sig.session) held.set(sig.session, certificate);
  return [...held.values()]
    .sort((a, b) => (certificateHash(a) < certificateHash(b) ? -1 : 1))
    .map(canonicalBytes);
}

const blobsOf = ({ chronicle }: History, readable: readonly Written[]) =>
  new Map(
    readable
      .flatMap((w) => requiredBlobs(w.prepared.act))
      .map(({ sha256 }) => [sha256, chronicle.blobs.get(sha256)!]),
  );

function fieldsFor(history: History, readable: readonly Written[], audience: string): FieldOpening[] {
  const fields = new Map<string, FieldOpening>();
  for (const w of readable)
    for (const field of w.fields)
      if (history.mayRead(w, field, audience)) fields.set(`${field.subject} ${field.path}`, field);
  return [...fields.values()];
}

/** An encoding that bears hundreds of thousands of records. */
function framed(records: readonly Uint8Array[]): Uint8Array {
  const pages: Uint8Array[] = [];
  for (let at = 0; at < records.length; at += 1000) pages.push(encodeEntries(records.slice(at, at + 1000)));
  return concat(...pages);
}

const filesOf = (parts: Parts, checkpoint: Uint8Array): [string, Uint8Array][] => [
  ['checkpoint', checkpoint],
  ['entries', framed(parts.entries)],
  ['certificates', framed(parts.certificates)],
  ...[...parts.blobs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([sha256, bytes]): [string, Uint8Array] => [`blobs/${sha256}`, bytes]),
  ['openings', framed(parts.openings)],
];

const rootOf = (entries: readonly Uint8Array[]) => {
  const tree = new Frontier();
  for (const entry of entries) tree.append(leafHash(entry));
  return tree.root();
};

/** The bytes of a bundle of these parts, signed by the host whatever they hold. */
export async function assemble(parts: Parts): Promise<Uint8Array> {
  const { body, origin, audience, at, host } = parts;
  const root = rootOf(parts.entries);
  const size = parts.entries.length;
  const note = await signNote(
    formatCheckpoint({ origin, size, root }),
    origin,
    await hostSigner(origin, parts.house),
  );
  const files = filesOf(parts, parts.checkpoint ?? utf8(formatNote(note)));
  const statement = {
    ...{ v: 1, body, origin, size, root: toHex(root), at, audience },
    files: files.map(([name, bytes]) => ({ name, size: bytes.length, sha256: sha256Hex(bytes) })),
  };
  const manifest = canonicalBytes({ statement, sig: await host.sign('bundle', statement) });
  const all: [string, Uint8Array][] = [['MANIFEST', manifest], ...files];
  return pack(all);
}

/** The bundle of a history for an audience. */
export const bundleOf = (history: History, audience: string): Promise<Uint8Array> =>
  assemble(partsOf(history, audience));

/** Bytes as a source gives them: in pieces. */
export async function* inPieces(bytes: Uint8Array, piece = 65_536): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
}

/** The files of a bundle that was made here, by name. */
export function unpack(bundle: Uint8Array): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (let at = 0; bundle[at] !== 0; ) {
    const head = String.fromCharCode(...bundle.subarray(at, at + 136));
    const size = Number.parseInt(head.slice(124, 135), 8);
    files.set(head.slice(0, head.indexOf('\0')), bundle.slice(at + 512, at + 512 + size));
    at += 512 + 512 * Math.ceil(size / 512);
  }
  return files;
}

/** A container of these files, whatever they are. */
export const pack = (files: Iterable<readonly [string, Uint8Array]>): Uint8Array =>
  concat(...[...files].map(([name, bytes]) => archiveFile(name, bytes)), ARCHIVE_END);

/** The bundle `into` with the file of this name from `from`. */
export const splice = (into: Uint8Array, from: Uint8Array, name: string): Uint8Array =>
  pack(unpack(into).set(name, unpack(from).get(name)!));
