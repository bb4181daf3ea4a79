import { canonicalBytes, sha256Hex } from '@comity/log';
import type { Layers, Recipient } from './catalogue/exchange.ts';
import { findContact, findRecovery, hasCurrentKey } from './fold/directory.ts';
import type { BodyState, SealingKey } from './state.ts';

/** The recovery key of a State, as the signed list of a message names it: OpenPGP fingerprint. */
export interface RecoveryName {
  readonly participant: string;
  readonly key: string;
}

/** The keys that a message is sealed to besides those in its list of recipients. */
export interface FurtherKeys {
  /** Of every State that takes part and has one, sorted by participant. */
  readonly recovery: readonly RecoveryName[];
  /** The blobs of the age recipients of everybody, sorted, each once; empty where there is no outer seal. */
  readonly hybrid: readonly string[];
}

/**
 * What `exchange.sent` carries as `further`: SHA-256 of the canonical `{ hybrid, recovery }`; undefined where both
 * are empty. A hash, because it follows from the directory: four hundred keys written out would not fit an act.
 */
export function furtherKeysHash({ hybrid, recovery }: FurtherKeys): string | undefined {
  if (hybrid.length + recovery.length === 0) return undefined;
  return sha256Hex(canonicalBytes({ hybrid, recovery }));
}

/** Sorted, each once: the one spelling of `hybrid`. */
export const sortedHashes = (hashes: Iterable<string>): string[] => [...new Set(hashes)].sort();

/** A key that everybody who seals twice needs and that somebody of the message does not have: whose it is. */
export interface WithoutHybrid {
  readonly participant: string;
  /** Absent where it is the recovery key of the State. */
  readonly contact?: string;
}

/**
 * The further keys of a message from a contact to these recipients at an instant (milliseconds), as the directory
 * stands. An outer seal is for everybody or for nobody: answers whose key is missing where it cannot be.
 */
export function furtherKeysOf(
  state: BodyState,
  from: { readonly participant: string; readonly contact: string },
  to: readonly Recipient[],
  layers: Layers,
  now: number,
): FurtherKeys | WithoutHybrid {
  const recovery = recoveryKeys(state, [from, ...to], now);
  const names = recovery.map(([participant, { key }]) => ({ participant, key: key.fingerprint }));
  if (layers.length === 1) return { recovery: names, hybrid: [] };
  const hybrid: string[] = [];
  for (const { participant, contact } of [from, ...to]) {
    const found = findContact(state, contact)?.contact;
    const blob = found && hasCurrentKey(found, now) ? found.key?.hybrid?.blob : undefined;
    if (!blob) return { participant, contact };
    hybrid.push(blob.sha256);
  }
  for (const [participant, held] of recovery) {
    if (!held.hybrid) return { participant };
    hybrid.push(held.hybrid.blob.sha256);
  }
  return { recovery: names, hybrid: sortedHashes(hybrid) };
}

function recoveryKeys(
  state: BodyState,
  parties: readonly { readonly participant: string }[],
  now: number,
): [string, SealingKey][] {
  const states = [...new Set(parties.map((p) => p.participant))].sort();
  return states.flatMap((participant) => {
    const held = findRecovery(state, participant, now);
    return held ? [[participant, held] as [string, SealingKey]] : [];
  });
}

/** The first recipient whose State takes no message without an outer seal; undefined where none demands one. */
export function findDemanding(
  state: BodyState,
  to: readonly Recipient[],
): { readonly participant: string; readonly contact: string } | undefined {
  return to.find(({ contact }) => findContact(state, contact)?.contact.key?.hybrid?.demanded);
}
