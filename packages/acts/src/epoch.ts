import { canonicalBytes, parseCanonical } from '@comity/log';
import * as z from 'zod/mini';
import { fieldCommitment } from './entry.ts';
import { parseWith } from './envelope.ts';
import { count, hex64, participantId } from './formats.ts';
import type { BodyState } from './state.ts';

/**
 * What the two blobs of `host.epoch` say (docs/spec/04-entries.md 4.8): the newest list of every State, so that
 * none is shown an older one, and how many restricted acts each may open, so that none is withheld unseen.
 */

const byParticipant = (a: { participant: string }, b: { participant: string }) =>
  a.participant < b.participant ? -1 : 1;

const isSorted = <T extends { participant: string }>(items: readonly T[]) =>
  items.every(({ participant }, i) => i === 0 || items[i - 1]!.participant < participant);

const UNSORTED = 'not sorted by participant, each once';

const manifestsSchema = z.strictObject({
  v: z.literal(1),
  manifests: z
    .array(z.strictObject({ participant: participantId, seq: count, manifest: hex64 }))
    .check(z.refine(isSorted, UNSORTED)),
});
const openingsSchema = z.strictObject({
  v: z.literal(1),
  openings: z
    .array(z.strictObject({ participant: participantId, commitment: hex64 }))
    .check(z.refine(isSorted, UNSORTED)),
});

/** The newest list of a participant: its number, and the hash of its manifest. */
export type EpochManifest = z.infer<typeof manifestsSchema>['manifests'][number];
export type EpochOpening = z.infer<typeof openingsSchema>['openings'][number];

/** The blob that `manifests` of `host.epoch` names: the newest manifest of every participant that has a list. */
export function epochManifests(state: Pick<BodyState, 'directory'>): Uint8Array {
  const manifests = [...state.directory].map(([participant, list]) => ({
    participant,
    seq: list.seq,
    manifest: list.manifest!,
  }));
  return canonicalBytes({ v: 1, manifests: manifests.sort(byParticipant) });
}

/** How many restricted acts a participant may open at the epoch, committed by the host with a salt it hands over. */
export interface OpeningCount {
  readonly participant: string;
  readonly salt: string;
  readonly count: number;
}

/** The path under which a count is committed, and stands in `openings` of a bundle. */
export const COUNT_PATH = 'openings';

/** What opens the count of a participant. */
export const countOpening = ({ participant, salt, count }: OpeningCount) => ({
  subject: participant,
  path: COUNT_PATH,
  salt,
  value: count,
});

/** The blob that `openings` of `host.epoch` names: one commitment for each participant. */
export function epochOpenings(counts: readonly OpeningCount[]): Uint8Array {
  const openings = counts.map((counted) => ({
    participant: counted.participant,
    commitment: fieldCommitment(countOpening(counted)),
  }));
  return canonicalBytes({ v: 1, openings: openings.sort(byParticipant) });
}

/** Reads the blob of manifests. Throws `acts.malformed`, `log.not-canonical`. */
export const parseEpochManifests = (bytes: Uint8Array): readonly EpochManifest[] =>
  parseWith(manifestsSchema, parseCanonical(bytes), 'The list of manifests').manifests;

/** Reads the blob of committed counts. Throws `acts.malformed`, `log.not-canonical`. */
export const parseEpochOpenings = (bytes: Uint8Array): readonly EpochOpening[] =>
  parseWith(openingsSchema, parseCanonical(bytes), 'The list of counts').openings;
