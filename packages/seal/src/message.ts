/**
 * What a message between contacts is: the payload that is signed and sealed, and the clear header that the
 * operator sees. The types of this file are the format; `payload.ts` builds and checks it.
 */

/**
 * The types with which every body begins. Which there are, its rules say: a reader opens a message of any other.
 * `exercise-inject` exists in exercises only.
 */
export const MESSAGE_TYPES = [
  'notification',
  'request-for-information',
  'request-for-assistance',
  'clarification',
  'easing-of-tension',
  'reply',
  'acknowledgement',
  'closing',
  'ping',
  'exercise-inject',
] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/**
 * What a message says by codes of the rules of its body: for each field those that apply, sorted. A reader sees their names
 * in its own language.
 */
export type Form = Readonly<Record<string, readonly string[]>>;

/** Handling marking. In the scheme `TLP` the label is one of TLP 2.0; other schemes are a State's own data. */
export interface Marking {
  readonly scheme: string;
  readonly label: string;
}
export { TLP_LABELS } from '@comity/feeds/tlp';
export const DEFAULT_MARKING: Marking = { scheme: 'TLP', label: 'AMBER' };

/** A contact of a participant. */
export interface ContactName {
  readonly participant: string;
  readonly contact: string;
}

/** A contact with the OpenPGP fingerprint that the message was sealed to: 40 lower-case hex digits. */
export interface Party extends ContactName {
  readonly key: string;
}

/** The recovery key of a State, as a message names it when it is sealed to it: OpenPGP fingerprint. */
export interface RecoveryParty {
  readonly participant: string;
  readonly key: string;
}

/** What the operator sees of a message. */
export interface ClearHeader {
  readonly message: string;
  readonly thread: string;
  readonly from: ContactName;
  readonly marking: Marking;
  readonly exercise: boolean;
  readonly deadline?: string;
}

/** A file that belongs to a message: `sha256` of its bytes, `sealed` of its ciphertext, `size` in bytes. */
export interface AttachmentEntry {
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
  readonly sha256: string;
  readonly sealed: string;
}

/** What the sender writes. `marking` is TLP:AMBER where absent. */
export interface Draft {
  /** The body: the id of its founding act. */
  readonly body: string;
  /** `msg_` and 128 random bits. */
  readonly message: string;
  /** `thr_` and 128 random bits: the message that opens a thread makes them. */
  readonly thread: string;
  /** The id (`messageId`) of the message of this thread that this one follows. */
  readonly previous?: string;
  /** A type that the rules of the body name; whether they do is not part of the format. */
  readonly type: string;
  readonly exercise: boolean;
  /** When an answer is hoped for. */
  readonly deadline?: string;
  readonly marking?: Marking;
  /** A language tag: what subject and text are written in. */
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  /** What is asked, one by one. */
  readonly asks?: readonly string[];
  readonly form?: Form;
  /** Declared by the sender, in its own words; never a gate. */
  readonly severity?: string;
}

/** The whole message as it is signed: canonical JSON of this object. */
export interface Payload extends Draft {
  readonly v: 1;
  readonly from: Party;
  /** Everybody it is for, sorted by participant and contact: complete, so that nobody can be added. */
  readonly to: readonly Party[];
  readonly at: string;
  readonly marking: Marking;
  /** The recovery keys it is sealed to besides: of States that take part, sorted by participant; absent where none is. */
  readonly recovery?: readonly RecoveryParty[];
  /** Whether the outer seal is around it. */
  readonly postQuantum: boolean;
  readonly attachments: readonly AttachmentEntry[];
  /** SHA-256, in hex, of the canonical clear header. */
  readonly header: string;
  /** Zeros up to the next size bucket. */
  readonly pad: string;
}

/** Limits, in characters where nothing else is said. */
export const LIMITS = {
  subject: 300,
  text: 30_000,
  asks: 20,
  ask: 500,
  severity: 60,
  fields: 20,
  codes: 60,
  recipients: 400,
  attachments: 20,
} as const;
