import type { ActType, BodyState, Ledger, Trust } from '@comity/acts';
import type { KeyLookup } from '@comity/procedure';
import type { Certificates } from './certificates.ts';
import type { Contents } from './container.ts';
import type { Faults } from './faults.ts';
import type { OpenedEntries, OpenedFields } from './openings.ts';
import type { RootEvidence } from './report.ts';
import type { Tree } from './tree.ts';

/** Everything a replay works with. `state` and `ledger` grow entry by entry. */
export interface Run {
  readonly contents: Contents;
  readonly faults: Faults;
  readonly tree: Tree;
  readonly state: BodyState;
  readonly ledger: Ledger;
  readonly trust: Trust;
  readonly lookup: KeyLookup;
  readonly certificates: Certificates;
  readonly opened: OpenedEntries;
  readonly fields: OpenedFields;
  /** Whom the bundle says that it opens restricted entries to. */
  readonly audience: string | undefined;
  /** Who used each nonce for which act; nonces are random, so two users of one are rare. */
  readonly nonces: Map<string, NonceUse>;
  readonly invitations: Map<string, RootEvidence['evidence']>;
  readonly roots: RootEvidence[];
  readonly counts: Partial<Record<ActType, number>>;
  readonly unproven: Unproven;
}

export interface NonceUse {
  readonly actor: string;
  readonly id: string;
  /** The user before this one. */
  readonly before?: NonceUse | undefined;
}

/** How much of each kind this reader cannot check. */
export interface Unproven {
  /** Restricted entries without an opening. */
  closed: number;
  /** Messages that are opened without their recipients. */
  recipients: number;
  /** Acts whose rule depends on an entry that is not opened. */
  context: number;
  /** Opened messages that stand after entries which are not opened. */
  earlier: number;
  /** Entries with stamps of mirrors, which no rule names yet. */
  stamps: number;
}
export const nothingUnproven = (): Unproven => ({
  closed: 0,
  recipients: 0,
  context: 0,
  earlier: 0,
  stamps: 0,
});
