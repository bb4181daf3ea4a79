import type { BodyState, Leaf, Ledger, PreparedAct, Signature, Trust } from '@comity/acts';
import type { KeyLookup } from '@comity/procedure';
import type { RootEvidence } from '@comity/verify';
import type { Certificates } from './certificates.ts';
import type { Faults } from './faults.ts';
import type { OpenedFields } from './openings.ts';
import type { Dossier } from './reading.ts';
import type { SubjectEntry } from './report.ts';

/** Everything a replay works with. `state` and `ledger` grow entry by entry. */
export interface Run {
  readonly dossier: Dossier;
  readonly faults: Faults;
  readonly state: BodyState;
  readonly ledger: Ledger;
  readonly trust: Trust;
  readonly lookup: KeyLookup;
  readonly certificates: Certificates;
  readonly fields: OpenedFields;
  /** The id of the act, by actor and nonce. */
  readonly nonces: Map<string, string>;
  /** The streams that are here. */
  readonly streams: ReadonlySet<string>;
  readonly invitations: Map<string, RootEvidence['evidence']>;
  readonly roots: RootEvidence[];
  readonly subject: SubjectEntry[];
  /** Acts of the subject's stream that count. */
  readonly counted: ReadEntry[];
  /** The same of every document whose stream is here. */
  readonly documents: Map<string, ReadEntry[]>;
  readonly usedBlobs: Set<string>;
  readonly unproven: Unproven;
}

/** An entry whose act can be read. */
export interface ReadEntry extends PreparedAct {
  readonly index: number;
  readonly leaf: Leaf;
  readonly leafHash: Uint8Array;
  readonly sig: Signature;
}

/** How much of each kind this reader cannot check. */
export interface Unproven {
  /** Restricted entries. */
  closed: number;
  /** Confirmations of the founding by States whose stream is not here. */
  confirmations: number;
  /** Challenges of acts that are not here. */
  challenges: number;
  /** Symbols that say they belong to a document that is not here. */
  families: number;
  /** Checkpoints that signers say they saw. */
  seen: number;
  /** Entries with stamps of mirrors that the rules do not name, or of an act that is not opened. */
  stamps: number;
  /** Files that were under embargo when the dossier was made. */
  embargoed: number;
  /** Algorithms for which no verifier was given, by the entry that needs one. */
  readonly unchecked: Map<number, string>;
}
export const nothingUnproven = (): Unproven => ({
  ...{ closed: 0, confirmations: 0, challenges: 0, families: 0, seen: 0, stamps: 0, embargoed: 0 },
  unchecked: new Map(),
});
