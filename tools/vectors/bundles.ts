import { type AnyAct, certificateHash, commitmentsIn, fieldCommitment } from '@comity/acts';
import type { Written } from '@comity/acts/testing';
import {
  ARCHIVE_END,
  archiveFile,
  canonicalBytes,
  concat,
  encodeEntries,
  sha256Hex,
  toHex,
  utf8,
} from '@comity/log';
import { checkpointAt } from './checkpoints.ts';
import type { Told } from './told.ts';

/** Whether this audience may open a restricted entry: sender and recipients of the message. */
function mayOpen(told: Told, act: AnyAct, audience: string): boolean {
  if (act.type !== 'exchange.sent' && act.type !== 'exchange.acknowledged') return true;
  const message = act.type === 'exchange.sent' ? act.data.header.message : act.data.message;
  const { from, to } = told.chronicle.ledger.message(message)!;
  return told.chronicle.state.contacts.get(from) === audience || to.some((r) => r.participant === audience);
}

/** The openings of fields in a readable act that this audience may have. */
function fieldsFor({ prepared, fields }: Written, audience: string) {
  if (audience === 'public') return [];
  const commitments = commitmentsIn(prepared.act);
  return fields.filter((opening) => {
    const { owner, readers } = commitments.find((c) => c.commitment === fieldCommitment(opening))!;
    if (readers === 'participants' || readers === 'parties' || owner === audience) return true;
    return readers !== 'own' && readers.includes(audience);
  });
}

/** Hashes of every blob that an act names, wherever it stands. */
const blobsNamed = (told: Told, act: AnyAct): string[] =>
  [...new TextDecoder().decode(canonicalBytes(act)).matchAll(/"([0-9a-f]{64})"/g)]
    .map(([, hash]) => hash!)
    .filter((hash) => told.chronicle.blobs.has(hash));

function certificatesIn(readable: readonly Written[]): Uint8Array[] {
  const held = new Map(
    readable.flatMap(({ certificate: c }) => (c ? [[certificateHash(c), canonicalBytes(c)] as const] : [])),
  );
  return [...held].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, bytes]) => bytes);
}

/** The files of a bundle behind its manifest, in order. */
async function filesFor(told: Told, audience: string): Promise<[string, Uint8Array][]> {
  const { written, blobs } = told.chronicle;
  const readable = written.filter((w) => mayOpen(told, w.prepared.act, audience));
  const named = new Set(readable.flatMap((w) => blobsNamed(told, w.prepared.act)));
  const opened = readable.flatMap((w) => (w.opening ? [{ index: w.index, ...w.opening }] : []));
  const fields = readable.flatMap((w) => fieldsFor(w, audience));
  return [
    ['checkpoint', utf8(await checkpointAt(told, written.length))],
    ['entries', encodeEntries(written.map((w) => w.bytes))],
    ['certificates', encodeEntries(certificatesIn(readable))],
    ...[...named].sort().map((hash): [string, Uint8Array] => [`blobs/${hash}`, blobs.get(hash)!]),
    ['openings', encodeEntries([...opened, ...fields].map(canonicalBytes))],
  ];
}

/** The bundle of the history for an audience: its bytes, and what its manifest says. */
export async function bundleFor(told: Told, audience: string) {
  const { chronicle } = told;
  const files = await filesFor(told, audience);
  const statement = {
    v: 1,
    body: chronicle.body,
    origin: chronicle.state.founding.origin,
    size: chronicle.size,
    root: toHex(chronicle.root),
    at: chronicle.at,
    audience,
    files: files.map(([name, bytes]) => ({ name, size: bytes.length, sha256: sha256Hex(bytes) })),
  };
  const host = await told.host();
  const manifest = canonicalBytes({ statement, sig: await host.sign('bundle', statement) });
  const all: [string, Uint8Array][] = [['MANIFEST', manifest], ...files];
  const bytes = concat(...all.map(([name, content]) => archiveFile(name, content)), ARCHIVE_END);
  return { bytes, statement };
}
