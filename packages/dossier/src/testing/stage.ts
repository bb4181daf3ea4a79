import { commitmentsIn, type FieldOpening, streamOf } from '@comity/acts';
import { type Chronicle, type Hand, hostSigner } from '@comity/acts/testing';
import {
  canonicalBytes,
  formatCheckpoint,
  formatNote,
  multiProof,
  type Note,
  signNote,
  toHex,
  treeReader,
} from '@comity/log';
import { gather } from '../gathering.ts';
import { type DossierParts, makeDossier, type PlacedEntry } from '../parts.ts';

/** The checkpoint of a chronicle as its host signs it; `house` tells a later host from the first. */
export async function checkpointOf({ state, size, root }: Chronicle, house = ''): Promise<Note> {
  const { origin } = state.founding;
  const signer = await hostSigner(origin, house);
  return signNote(formatCheckpoint({ origin, size, root }), origin, signer);
}

/** What a host gathers for a dossier: the place to tamper. */
export async function partsFor(
  chronicle: Chronicle,
  subject: DossierParts['subject'],
  { audience = 'public', note }: { audience?: string; note?: Note } = {},
): Promise<DossierParts> {
  const entries = chronicle.written.map(
    ({ index, bytes, leaf }): PlacedEntry => ({ index, stream: leaf.stream, leaf: bytes }),
  );
  const at = audience === 'public' ? chronicle.now : Number.POSITIVE_INFINITY;
  const inStream = async (stream: string) => entries.filter((e) => e.stream === stream);
  const gathered = await gather(subject.stream, inStream, { at });
  return {
    ...{ body: chronicle.body, origin: chronicle.state.founding.origin, size: chronicle.size },
    root: toHex(chronicle.root),
    checkpoint: formatNote(note ?? (await checkpointOf(chronicle))),
    ...{ at: chronicle.at, audience, subject, streams: gathered.streams, entries: gathered.entries },
    proof: proofOf(chronicle, gathered.entries),
    certificates: [...gathered.certificates].map((hash) => canonicalBytes(chronicle.certificates.get(hash)!)),
    openings: audience === 'public' ? [] : openingsIn(chronicle, gathered.entries).map(canonicalBytes),
    blobs: [...gathered.blobs].map((sha256) => chronicle.blobs.get(sha256)!),
  };
}

/** The proof of these entries in the tree of the whole chronicle. */
export const proofOf = ({ written, size }: Chronicle, entries: readonly PlacedEntry[]) =>
  multiProof(
    treeReader(written.map(({ hash }) => hash)),
    entries.map(({ index }) => index),
    size,
  );

/** The first opening of every commitment that these entries make. */
function openingsIn({ written }: Chronicle, entries: readonly PlacedEntry[]): FieldOpening[] {
  const wanted = new Set(
    entries.flatMap(({ index }) =>
      commitmentsIn(written[index]!.prepared.act).map(({ subject, path }) => `${subject} ${path}`),
    ),
  );
  const found = new Map<string, FieldOpening>();
  for (const { index } of entries)
    for (const field of written[index]!.fields) {
      const name = `${field.subject} ${field.path}`;
      if (wanted.has(name) && !found.has(name)) found.set(name, field);
    }
  return [...found.values()];
}

/** The dossier of these parts, signed by the host whatever they hold. */
export const assemble = ({ host }: { readonly host: Hand }, parts: DossierParts): Promise<Uint8Array> =>
  makeDossier(parts, (statement) => host.sign('dossier', statement));

/** The stream of the first document that was issued again or withdrawn, else of the last registered. */
export function documentStream({ written }: Chronicle): string {
  const acts = written.map(({ prepared }) => prepared.act);
  const act =
    acts.find(({ type }) => type === 'documents.issued') ??
    acts.findLast(({ type }) => type === 'documents.registered')!;
  return streamOf(act);
}
