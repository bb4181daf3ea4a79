import type { FieldOpening } from '@comity/acts';
import type { Chronicle, Hand, PersonHand, Written } from '@comity/acts/testing';
import type { TrustRoot } from '../host.ts';

/** Weights of what happens: any numbers, only their proportion counts. */
export interface Mix {
  /** Messages and acknowledgements by session key: restricted. */
  readonly exchange: number;
  /** Changes to a contact signed with an Ed25519 key in a file. */
  readonly file: number;
  /** The same with a P-256 passkey. */
  readonly passkey: number;
  /** The same with an RSA passkey. */
  readonly rsa: number;
  /** Documents of the secretariat by session key. */
  readonly documents: number;
  /** People who come and go. */
  readonly people: number;
}

export interface HistoryOptions {
  /** How many States, at least two. */
  readonly participants: number;
  /** How many acts after everybody is seated. */
  readonly acts: number;
  readonly mix?: Partial<Mix>;
  /** Another seed, another history. */
  readonly seed?: string;
  /** Whether the first State takes part in every message: its bundle opens them all. */
  readonly hub?: boolean;
  /** Is handed every entry as it is written. The history then keeps none: for records larger than memory. */
  readonly onWritten?: (written: Written, readers: Readers) => void;
}

/** Who may open what. */
export type Readers = Pick<History, 'mayOpen' | 'mayRead'>;

/** A State with its people at work, and its one contact. */
export interface Delegation {
  readonly id: string;
  readonly root: Hand;
  /** Manages people and contacts with a key in a file. */
  readonly officer: PersonHand;
  /** Changes contacts with a P-256 passkey. */
  readonly tapper: PersonHand;
  /** Changes contacts with an RSA passkey; only the first two States have one. */
  readonly hello: PersonHand | undefined;
  /** Stands on the roster and signs by session. */
  readonly duty: PersonHand;
  readonly contact: string;
}

/** A body with its past. Nothing stands on its record that the rules did not allow. */
export interface History {
  readonly chronicle: Chronicle;
  readonly delegations: readonly Delegation[];
  readonly trust: TrustRoot;
  /** Whether a restricted entry is opened to an audience. */
  mayOpen(written: Written, audience: string): boolean;
  /** Whether the opening of a field goes to an audience. */
  mayRead(written: Written, field: FieldOpening, audience: string): boolean;
}
