import type { Signature } from '@comity/acts';
import { canonicalBytes, concat, encodeEntries, type Hash, sha256Hex, utf8 } from '@comity/log';
import { README } from './readme.ts';
import type { DossierStatement } from './statement.ts';
import { writeZip, type ZipFile } from './zip.ts';

/** What a dossier is made of. Whoever makes it gathers this; nothing here is checked. */
export interface DossierParts {
  readonly body: string;
  readonly origin: string;
  /** Of the checkpoint; root in hex. */
  readonly size: number;
  readonly root: string;
  /** The signed note, cosignatures included. */
  readonly checkpoint: string;
  readonly at: string;
  /** `public`, or the participant to whom fields are opened. */
  readonly audience: string;
  readonly subject: { readonly stream: string; readonly act?: string };
  /** The names of all streams that are here, also of one without entries. */
  readonly streams: readonly string[];
  /** Their entries, by their place in the log. */
  readonly entries: readonly PlacedEntry[];
  /** The proof that `multiProof` gives for these places. */
  readonly proof: readonly Hash[];
  /** Canonical bytes of session certificates and of openings of fields. */
  readonly certificates: readonly Uint8Array[];
  readonly openings: readonly Uint8Array[];
  readonly blobs: readonly Uint8Array[];
  /** An RFC 3161 token over SHA-256 of the checkpoint. */
  readonly timestamp?: Uint8Array;
}
export interface PlacedEntry {
  readonly index: number;
  readonly stream: string;
  readonly leaf: Uint8Array;
}

const byHash = (bytes: readonly Uint8Array[]): [string, Uint8Array][] =>
  [...new Map(bytes.map((b) => [sha256Hex(b), b]))].sort(([a], [b]) => (a < b ? -1 : 1));

/** Every file but README.txt and DOSSIER, in order. */
function filesOf(parts: DossierParts): ZipFile[] {
  const { checkpoint, proof, entries, certificates, openings, timestamp, blobs } = parts;
  return [
    { name: 'checkpoint', content: utf8(checkpoint) },
    { name: 'proof', content: concat(...proof) },
    { name: 'entries', content: encodeEntries(entries.map(({ leaf }) => leaf)) },
    { name: 'certificates', content: encodeEntries(byHash(certificates).map(([, bytes]) => bytes)) },
    { name: 'openings', content: encodeEntries(openings) },
    ...(timestamp ? [{ name: 'timestamp', content: timestamp }] : []),
    ...byHash(blobs).map(([sha256, content]) => ({ name: `blobs/${sha256}`, content })),
  ];
}

function countStreams({ streams, entries }: DossierParts): { stream: string; entries: number }[] {
  const counts = new Map(streams.map((stream) => [stream, 0]));
  for (const { stream } of entries) counts.set(stream, (counts.get(stream) ?? 0) + 1);
  return [...counts.keys()].sort().map((stream) => ({ stream, entries: counts.get(stream)! }));
}

/** What the host signs of these parts. */
const statementOf = (parts: DossierParts, files: readonly ZipFile[]): DossierStatement => ({
  v: 1,
  body: parts.body,
  origin: parts.origin,
  size: parts.size,
  root: parts.root,
  at: parts.at,
  audience: parts.audience,
  subject: parts.subject,
  streams: countStreams(parts),
  indexes: parts.entries.map(({ index }) => index),
  files: files.map(({ name, content }) => ({ name, size: content.length, sha256: sha256Hex(content) })),
});

/** The bytes of a dossier. `sign` is the host's signature under `dossier`. Throws `dossier.too-large`. */
export async function makeDossier(
  parts: DossierParts,
  sign: (statement: DossierStatement) => Promise<Signature>,
): Promise<Uint8Array> {
  const ordered = { ...parts, entries: parts.entries.toSorted((a, b) => a.index - b.index) };
  const files = filesOf(ordered);
  const statement = statementOf(ordered, files);
  const signed = canonicalBytes({ statement, sig: await sign(statement) });
  return writeZip([
    { name: 'README.txt', content: utf8(README) },
    { name: 'DOSSIER', content: signed },
    ...files,
  ]);
}
