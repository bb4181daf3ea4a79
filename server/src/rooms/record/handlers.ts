import type {
  ActType,
  AnyAct,
  BodyState,
  Disclosed,
  Facts,
  Host,
  Leaf,
  PreparedAct,
  Recipient,
  Stamp,
  Submission,
} from '@comity/acts';
import type { Reader, Tx } from '../../platform/index.ts';

/** An act whose form and signature are in order, waiting for its place. */
export interface Candidate {
  readonly prepared: PreparedAct;
  readonly submission: Submission;
  readonly recipients: readonly Recipient[] | undefined;
  /** Stamps of mirrors that the rules name, found good; sorted by mirror. */
  readonly stamps?: readonly Stamp[] | undefined;
  /** The host in force when its signature was checked. */
  readonly under: Host;
}

/** The place an act got: committed, folded, announced. */
export interface Place {
  readonly index: number;
  readonly leaf: Leaf;
  readonly bytes: Uint8Array;
}

/** An act on its way onto the record, with what the host knows of it. */
export interface Arrival {
  readonly submission: Submission;
  readonly id: string;
  readonly state: BodyState;
  /** Recipients of a message, opened from the submission. */
  readonly recipients?: readonly Recipient[] | undefined;
  /** Milliseconds since 1970. */
  readonly received: number;
}

/** The same once its place is known: rows may point at it. */
export interface Placed extends Arrival {
  readonly index: number;
  /** For an act that another host placed: up to when, milliseconds since 1970, that one saw to what had to be done. */
  readonly tended?: number;
}

/** An entry that another host placed and that nobody here can open, with what it discloses. */
export interface ClosedArrival {
  readonly disclosed: Disclosed;
  readonly commitment: string;
  /** Milliseconds since 1970. */
  readonly received: number;
}

/**
 * What a room adds to the path of its acts. The composition joins the tables of all rooms; the record
 * knows none of them.
 */
export interface ActHandler {
  /** What the facts are about. Acts about the same thing are decided one after the other. Goes with `facts`. */
  readonly about?: (act: AnyAct) => readonly string[];
  /** Its decision may rest on whatever else waits: nothing shares its transaction. */
  readonly alone?: boolean;
  /** Facts that the rules ask for, read under the lock. */
  readonly facts?: (read: Reader, act: AnyAct) => Promise<Facts>;
  /** What must be true of files and keys beside the rules. Throws a DomainError. */
  readonly examine?: (read: Reader, arrival: Arrival) => Promise<void>;
  /** Blobs the act names: they must be here, and become readable with the act. */
  readonly blobs?: (act: AnyAct) => readonly string[];
  /** Which participants may open a restricted act. */
  readonly audience?: (arrival: Arrival, facts: Facts) => readonly string[];
  /** The room's own rows, in the same transaction. */
  readonly place?: (tx: Tx, placed: Placed) => Promise<void>;
  /** What is done once all that came before it is written, in the same transaction: to erase some of that. */
  readonly close?: (tx: Tx, placed: Placed) => Promise<void>;
  /** The same for an entry that came over closed and discloses what happened. */
  readonly placeClosed?: (tx: Tx, closed: ClosedArrival) => Promise<void>;
}
export type ActHandlers = Partial<Record<ActType, ActHandler>>;

const NOTHING = () => undefined;
export const NO_FACTS: Facts = {
  message: NOTHING,
  thread: NOTHING,
  document: NOTHING,
  symbol: NOTHING,
  organ: NOTHING,
  initiative: NOTHING,
  round: NOTHING,
  synthesis: NOTHING,
  request: NOTHING,
  procedure: NOTHING,
  waived: () => [],
  appeals: () => [],
  decided: NOTHING,
  negotiation: NOTHING,
  proposal: NOTHING,
  paragraph: NOTHING,
  position: NOTHING,
  unavailable: NOTHING,
  challengeable: NOTHING,
};

/** What the record adds for acts of its own: the two files of an epoch are read by everybody. */
export const recordHandlers: ActHandlers = {
  'host.epoch': {
    blobs: (act) => (act.type === 'host.epoch' ? [act.data.manifests, act.data.openings] : []),
  },
};
