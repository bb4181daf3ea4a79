import { type ActType, type BodyState, hostKey, idOfKey, Ledger, type Trust } from '@comity/acts';
import { platformVerifiers, type Verifiers } from '@comity/log';
import type { KeyLookup } from '@comity/procedure';
import type { Certificates } from './certificates.ts';
import type { Faults, Place } from './faults.ts';
import type { Founding } from './founding.ts';
import { Nonces } from './nonces.ts';
import type { OpenedFields } from './openings.ts';
import type { RootEvidence } from './report.ts';
import type { Sources } from './sources.ts';
import type { Tree } from './tree.ts';

/** Everything a replay works with. `state` and `ledger` grow entry by entry. */
export interface Run {
  readonly sources: Sources;
  readonly faults: Faults;
  readonly tree: Tree;
  readonly state: BodyState;
  readonly ledger: Ledger;
  readonly trust: Trust;
  readonly lookup: KeyLookup;
  readonly certificates: Certificates;
  readonly fields: OpenedFields;
  /** Whom the bundle says that it opens restricted entries to. */
  readonly audience: string | undefined;
  readonly nonces: Nonces;
  readonly invitations: Map<string, RootEvidence['evidence']>;
  readonly roots: RootEvidence[];
  readonly counts: Partial<Record<ActType, number>>;
  readonly unproven: Unproven;
  /** Files that are not here, and that only participants may read until an instant. */
  readonly embargoed: Embargoed[];
  /** How many restricted entries were opened to this reader so far. */
  opened: number;
  /** What was missing of them at the newest epoch. */
  withheld?: { readonly says: string; readonly place: Place } | undefined;
  /** Told of every entry that is replayed, and of the act in it where it can be read. */
  readonly onEntry?: ((index: number, received: number, act?: string) => void) | undefined;
}

export interface Embargoed {
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly what: string;
  readonly place: Place;
}

/** How much of each kind this reader cannot check. */
export interface Unproven {
  /** Restricted entries without an opening. */
  closed: number;
  /** The streams that they stand in. */
  readonly closedIn: Set<string>;
  /** Of these, entries that disclose what happened in a procedure, and not who. */
  unnamed: number;
  /** Messages that are opened without their recipients. */
  recipients: number;
  /** Acts whose rule depends on an entry that is not opened. */
  context: number;
  /** Opened messages that stand after entries which are not opened. */
  earlier: number;
  /** Entries with stamps of mirrors that the rules do not name, or of an act that is not opened. */
  stamps: number;
  /** Files that were under embargo when the record was given out. */
  embargoed: number;
}
export const nothingUnproven = (): Unproven => ({
  closed: 0,
  closedIn: new Set(),
  unnamed: 0,
  recipients: 0,
  context: 0,
  earlier: 0,
  stamps: 0,
  embargoed: 0,
});

/** What a replay begins with. */
export type Beginning = Pick<
  Run,
  'sources' | 'tree' | 'faults' | 'certificates' | 'fields' | 'audience' | 'onEntry'
>;

/** A replay behind the founding. `verifiers` are those beside the platform's. */
export function startRun(
  beginning: Beginning,
  { state, act }: Founding,
  verifiers: Verifiers | undefined,
): Run {
  const { sources, certificates } = beginning;
  const blob = (sha256: string) => sources.blob(sha256);
  const trust: Trust = {
    verifiers: { ...platformVerifiers, ...verifiers },
    get domains() {
      return state.host;
    },
    blob,
  };
  const key = (id: string) => hostKey(state, id) ?? state.keys.get(id)?.key;
  const nonces = new Nonces();
  nonces.use('host', act.nonce, state.id);
  return {
    ...beginning,
    ...{ state, trust },
    ledger: new Ledger(),
    lookup: {
      body: state.id,
      key,
      certificate: (hash) => certificates.get(hash),
      get goodCertificates() {
        return certificates.good;
      },
    },
    nonces,
    invitations: new Map(),
    roots: [secretariatRoot({ state, act })],
    counts: { 'body.founded': 1 },
    unproven: nothingUnproven(),
    embargoed: [],
    opened: 0,
  };
}

const secretariatRoot = ({ state, act }: Founding): RootEvidence => ({
  participant: act.data.secretariat.participant,
  key: idOfKey(act.data.secretariat.root),
  index: 0,
  evidence: { invitation: state.id, channel: 'founding', index: 0 },
});
