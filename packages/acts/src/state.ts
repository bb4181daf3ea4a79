import type { Authority } from './catalogue/authority.ts';
import type { Mandate, ParticipantList, RuleBook } from './catalogue/body.ts';
import type { Office } from './catalogue/decisionrules.ts';
import type { CONTACT_CLASSES, Fields } from './catalogue/directory.ts';
import type { DataOf } from './catalogue/index.ts';
import type { AnyAct } from './envelope.ts';
import type { HybridKey, InlineKey, OpenpgpKey, PublicKey, RootKey } from './key.ts';

/**
 * What the record says, folded: who belongs to the body, who may act for whom, which contacts a State has.
 * The same fold serves the server, the verifier and a browser. It grows with members, never with traffic.
 */
export interface BodyState {
  /** How many entries are folded in. */
  size: number;
  /** `received` of the last entry, milliseconds since 1970. */
  received: number;
  readonly id: string;
  readonly founding: DataOf<'body.founded'>;
  /** The rules in force from the next entry on, and by which act: the founding, or `body.rules-changed`. */
  rules: RuleBook;
  rulesIn: { readonly sha256: string; readonly act: string; readonly since: number };
  readonly mandate: Mandate;
  readonly participants: Map<string, Participant>;
  /** The host in force from the next entry on: the last of `hosts`. */
  host: Host;
  /** Every host there was, in order. */
  readonly hosts: Host[];
  /** The change of host that each State's root stands behind, by State; none outlasts a change. */
  readonly hostChanges: Map<string, HostWish>;
  readonly seats: Map<string, Seat>;
  /** Every key ever registered, by id: a key belongs to one holder, once. */
  readonly keys: Map<string, HeldKey>;
  readonly directory: Map<string, DirectoryList>;
  /** Which participant a contact belongs to; contacts are never reused. */
  readonly contacts: Map<string, string>;
  /** Regional lists ever imported, by id: beside the directory, and never part of it. */
  readonly regional: Map<string, RegionalList>;
  /** Fingerprints of contact keys that were withdrawn as compromised: never certified again. */
  readonly compromised: Set<string>;
  readonly confirmedBy: Set<string>;
  /** Who was given which office by a decision of the body. `holdersOf` says who holds it now. */
  readonly offices: Map<Office, readonly Holder[]>;
  /** Acts that their State challenged: the challenging act, by the id of the challenged one. A mark, no more. */
  readonly challenges: Map<string, string>;
  /** The newest epoch that the host stated. */
  epoch?: Epoch;
  /** The next number and the last leaf hash of each stream. */
  readonly streams: Map<string, { next: number; prev: string }>;
}

/** Who keeps the record, by which key, and where people may sign meanwhile. */
export interface Host {
  readonly key: RootKey;
  readonly keyId: string;
  readonly rpIds: readonly string[];
  readonly origins: readonly string[];
  /** The act that named it: the founding, or the `body.host-changed` that took effect. */
  readonly act: string;
  /** The entry of that act; in force from the next one on. */
  readonly index: number;
  /** Who named it: `founding`, the host before, or the States whose roots did, sorted. */
  readonly by: 'founding' | 'host' | readonly string[];
}
export interface HostWish {
  /** SHA-256 of the canonical data of the act: what must be the same to count together. */
  readonly change: string;
  /** The id of the root that signed it: one that was replaced does not count. */
  readonly root: string;
  /** When it was received, milliseconds since 1970. */
  readonly since: number;
}

export type Participant = ParticipantList['participants'][number];

/** What the host fixed last: the lists of all States, and how many restricted acts each may open. */
export interface Epoch {
  /** The act that stated it, and its entry. */
  readonly act: string;
  readonly index: number;
  readonly hour: string;
  /** SHA-256 of its two blobs. */
  readonly manifests: string;
  readonly openings: string;
}
/** A person in an office, by the act that closed the procedure. */
export interface Holder {
  readonly participant: string;
  readonly person: string;
  readonly act: string;
}

/** A participant's house. */
export interface Seat {
  invitation?: { token: string; expires: string; act: string };
  root?: { key: RootKey; keyId: string; act: string };
  administrators: readonly string[];
  threshold: number;
  readonly people: Map<string, Person>;
  /** Acts of administrators that wait for confirmations, by id. */
  readonly pending: Map<string, Pending>;
  /** Notices that another key is to come, by what it is for: `root`, or the id of an administrator. */
  readonly notices: Map<string, Notice>;
}
export interface Notice {
  /** The act that gave it. */
  readonly act: string;
  readonly token: string;
  /** When it was received, milliseconds since 1970. */
  readonly since: number;
  readonly expires: string;
}
export interface Person {
  readonly person: string;
  /** Commitment to the name. */
  readonly name: string;
  readonly keys: Set<string>;
  authorities: ReadonlySet<Authority>;
  removed?: true;
}
export interface Pending {
  readonly act: AnyAct;
  readonly since: number;
  readonly confirmedBy: Set<string>;
}
export interface HeldKey {
  readonly key: PublicKey | InlineKey;
  readonly participant: string;
  /** Absent for a root. */
  readonly person?: string;
  /** The act that certified it: the one that named the key, not those that confirmed it. */
  readonly act: string;
  ended?: true;
}

export interface DirectoryList {
  seq: number;
  previous?: string;
  /** Hash of the manifest of the list as it stands; absent while there was none. */
  manifest?: string;
  readonly contacts: Map<string, Contact>;
  /** The key with which the State reads what is sent to its contacts or by them. */
  recovery?: SealingKey;
}
/** A key that messages are sealed to, as its State certified it; `since` is the act. */
export interface SealingKey {
  readonly key: OpenpgpKey;
  readonly hybrid?: HybridKey;
  readonly expires?: string;
  readonly since: string;
}
/** Whose regional list it is, and the act that stands: the `base` of the next. */
export interface RegionalList {
  readonly participant: string;
  readonly version: string;
  readonly withdrawn?: true;
}
export interface Contact {
  readonly contact: string;
  readonly class: (typeof CONTACT_CLASSES)[number];
  /** False while it stands only on a note verbale that the secretariat entered. */
  readonly signed: boolean;
  readonly note?: { readonly number: string; readonly sha256: string };
  readonly roster: readonly string[];
  readonly fields: Fields;
  readonly key?: SealingKey;
  /** The act that last changed it: the `base` of the next. */
  readonly version: string;
  readonly since: string;
}

export const emptyList = (): DirectoryList => ({ seq: 0, contacts: new Map() });
export const emptySeat = (): Seat => ({
  administrators: [],
  threshold: 1,
  people: new Map(),
  pending: new Map(),
  notices: new Map(),
});
