import { canonicalBytes, sha256Hex } from '@comity/log';
import { fieldCommitment } from './entry.ts';
import type { BodyState } from './state.ts';

/**
 * What mirrors, vouchers and the host say beside acts. The forms are fixed here; later parts of the house
 * make and check them.
 */

/** What a mirror signs under `stamp`: it saw this act at this instant. */
export const stampStatement = (body: string, act: string, mirror: string, at: string) => ({
  v: 1,
  body,
  act,
  mirror,
  at,
});

/** What a voucher signs under `leaf`: behind this commitment stands a valid act of this type, with these facts. */
export const voucherStatement = (
  body: string,
  commitment: string,
  disclosed: { readonly type: string; readonly facts?: Readonly<Record<string, unknown>> },
) => ({
  v: 1,
  body,
  commitment,
  type: disclosed.type,
  ...(disclosed.facts ? { facts: disclosed.facts } : {}),
});

const byParticipant = (a: { participant: string }, b: { participant: string }) =>
  a.participant < b.participant ? -1 : 1;

/** The blob that `manifests` of `host.epoch` names: the newest manifest of every participant that has a list. */
export function epochManifests(state: BodyState): Uint8Array {
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

/** The blob that `openings` of `host.epoch` names: one commitment for each participant. */
export function epochOpenings(counts: readonly OpeningCount[]): Uint8Array {
  const openings = counts.map(({ participant, salt, count }) => ({
    participant,
    commitment: fieldCommitment({ subject: participant, path: 'openings', salt, value: count }),
  }));
  return canonicalBytes({ v: 1, openings: openings.sort(byParticipant) });
}

/** One delivery: which message reached which contact, when; committed with a salt of the host. */
export interface Delivery {
  readonly message: string;
  readonly contact: string;
  readonly at: string;
  readonly salt: string;
}

/** `deliveries` of `host.delivered`: SHA-256 over the canonical array of commitments, sorted as text. */
export function deliveriesHash(deliveries: readonly Delivery[]): string {
  const commitments = deliveries.map(({ message, contact, at, salt }) =>
    fieldCommitment({ subject: message, path: 'delivered', salt, value: { contact, at } }),
  );
  return sha256Hex(canonicalBytes(commitments.sort()));
}
