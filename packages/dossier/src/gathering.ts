import { type AnyAct, isHost, type Leaf, parseLeaf, restsOn } from '@comity/acts';
import { requiredBlobs } from '@comity/verify';
import { DossierError } from './errors.ts';
import type { PlacedEntry } from './parts.ts';

/**
 * Whether whoever signed this act is judged in a dossier about `subject`. Confirmations of the founding are a label: a
 * dossier about something else does not carry the streams of everybody who gave one.
 */
export const needsSigner = ({ type }: AnyAct, subject: string): boolean =>
  type !== 'body.confirmed' || subject === 'body';

/**
 * The streams that a dossier with these entries must have: the body's, and that of every participant whose
 * signature counts in them, and of the documents that they rest on. Asked again of what they add, until nothing new comes.
 */
function neededStreams(leaves: readonly Leaf[], subject: string): Set<string> {
  const streams = new Set(['body']);
  for (const leaf of leaves) {
    if (leaf.tier !== 'public') continue;
    for (const stream of restsOn(leaf.act)) streams.add(stream);
    if (!isHost(leaf.act.actor) && needsSigner(leaf.act, subject))
      streams.add(`participant/${leaf.act.actor.participant}`);
  }
  return streams;
}

/** The session certificates, by hash, and the files that a dossier with these entries must have. */
function neededBeside(
  leaves: readonly Leaf[],
  at: number,
): { certificates: Set<string>; blobs: Set<string> } {
  const certificates = new Set<string>();
  const blobs = new Set<string>();
  for (const leaf of leaves) {
    if (leaf.tier !== 'public') continue;
    if (leaf.sig.session !== undefined) certificates.add(leaf.sig.session);
    for (const { sha256, until = 0 } of requiredBlobs(leaf.act)) if (until <= at) blobs.add(sha256);
  }
  return { certificates, blobs };
}

/** What a dossier about a stream must hold, found in a record. */
export interface Gathered<E extends PlacedEntry = PlacedEntry> {
  readonly streams: readonly string[];
  /** In the order of the log. */
  readonly entries: readonly E[];
  /** Hashes of session certificates and of files. */
  readonly certificates: ReadonlySet<string>;
  readonly blobs: ReadonlySet<string>;
}

export interface Gathering {
  /**
   * Further streams that it rests on: a procedure rests on those that gave the chair its office and set rules aside,
   * which no entry of it names.
   */
  readonly beside?: readonly string[];
  /** Milliseconds since 1970: files under embargo then are left out; `Infinity` where the reader may have them. */
  readonly at: number;
}

/**
 * Finds the streams that a dossier about this one needs; `read` gives all entries of a stream up to the checkpoint.
 * Throws `dossier.bad-subject` for a stream without entries, and for the exchange: what is sealed there, its parties
 * prove to each other.
 */
export async function gather<E extends PlacedEntry>(
  subject: string,
  read: (stream: string) => Promise<readonly E[]>,
  { beside = [], at }: Gathering,
): Promise<Gathered<E>> {
  if (subject === 'exchange')
    throw new DossierError(
      'dossier.bad-subject',
      'The exchange is one stream of all, mostly sealed: no dossier is made of it.',
    );
  const streams = new Map<string, readonly E[]>();
  const leaves: Leaf[] = [];
  for (let wanted = [...new Set(['body', subject, ...beside])]; wanted.length > 0; ) {
    for (const stream of wanted) {
      const entries = await read(stream);
      streams.set(stream, entries);
      leaves.push(...entries.map(({ leaf }) => parseLeaf(leaf)));
    }
    wanted = [...neededStreams(leaves, subject)].filter((stream) => !streams.has(stream));
  }
  if (streams.get(subject)!.length === 0)
    throw new DossierError('dossier.bad-subject', `There is no entry of ${subject} in the checkpoint.`);
  const entries = [...streams.values()].flat().sort((a, b) => a.index - b.index);
  return { streams: [...streams.keys()], entries, ...neededBeside(leaves, at) };
}
