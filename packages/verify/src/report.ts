import type { ActType } from '@comity/acts';
import { CHECKS, type CheckName, type Fault, type Faults } from './faults.ts';
import type { Submitted } from './submitted.ts';
import type { TimeBound } from './times.ts';
import type { Witnessing } from './witnessing.ts';

/** What was checked, in one line. */
export interface CheckLine {
  readonly check: CheckName;
  readonly ok: boolean;
  readonly says: string;
}

/** What the bundle does not let this reader check. Never a fault: whoever holds the openings can check it. */
export interface NotProvable {
  readonly what: string;
  readonly count: number;
  readonly says: string;
}

/** A root and what it rests on: print it, and compare it with what the State itself says. */
export interface RootEvidence {
  readonly participant: string;
  /** The id of the root key. */
  readonly key: string;
  /** The entry that enrolled it. */
  readonly index: number;
  readonly evidence: {
    /** The id of the act that invited the participant, or gave notice of a lost root; for the secretariat, of the founding act. */
    readonly invitation: string;
    readonly channel: string;
    /** SHA-256 of the note verbale. */
    readonly note?: string;
    /** The entry that invited. */
    readonly index: number;
  };
}

/** A host and what names it: the chain from the founding on. Print it beside the roots. */
export interface HostEvidence {
  /** The verifier key line of the log under this host. */
  readonly key: string;
  readonly rpIds: readonly string[];
  readonly origins: readonly string[];
  /** The entry that named it, and the id of its act; in force from the next entry on. */
  readonly index: number;
  readonly act: string;
  /** `founding`, the host before it, or the States whose roots did. */
  readonly by: 'founding' | 'host' | readonly string[];
}

/** The result of verifying a bundle. It is plain data: `JSON.stringify` of it is its machine form. */
export interface Report {
  /** `contested`: nothing is wrong, but acts that were submitted are not in the record. */
  readonly verdict: 'verified' | 'wrong' | 'contested';
  /** `self-asserted`: nobody said which body and key to expect, so the bundle vouches for itself. */
  readonly trust: 'given' | 'self-asserted';
  /** The id of the body; like the next five, absent where the bundle does not say it readably. */
  readonly body?: string;
  readonly origin?: string;
  readonly size?: number;
  /** The root of the log, hex. */
  readonly root?: string;
  readonly at?: string;
  readonly audience?: string;
  /** The signed note of the log, where it can be read. */
  readonly checkpoint?: string;
  readonly checks: readonly CheckLine[];
  /** What the checkpoint shows under the policy that was given. */
  readonly witnessing?: Witnessing;
  /** The largest of the checkpoints that were given as kept and are contained, and how many entries came since. */
  readonly since?: { readonly size: number; readonly added: number };
  /** Between which times witnesses saw which entries come; needs a policy. */
  readonly times?: readonly TimeBound[];
  /** What became of acts that mirrors had stamped; where lists of them were given. */
  readonly submitted?: readonly Submitted[];
  /** Files that prove a fork to anybody. */
  readonly evidence?: readonly string[];
  readonly faults: readonly Fault[];
  readonly notProvable: readonly NotProvable[];
  readonly roots: readonly RootEvidence[];
  /** Every host there was, the one in force last. */
  readonly hosts: readonly HostEvidence[];
  /** Whether fewer States confirmed the founding than it asked for. A label, no fault. */
  readonly provisional: boolean;
  /** How many acts of each type could be read. */
  readonly counts: Readonly<Partial<Record<ActType, number>>>;
  /** SHA-256 over the canonical summary of what the record adds up to; absent where no body was founded. */
  readonly outcome?: string;
}

/** What is checked entry by entry: nothing of it without a body to replay. */
const REPLAYED: readonly CheckName[] = [
  'entries',
  'streams',
  'time',
  'kept',
  'cosigned',
  'bodies',
  'signatures',
  'stamps',
  'certificates',
  'nonces',
  'seen',
  'rules',
  'blobs',
  'openings',
];

/** What is checked only where a reader brought something to check it by. */
const ASKED: readonly CheckName[] = ['trust', 'policy', 'kept', 'cosigned'];
/** What only a bundle has. */
const BUNDLED: readonly CheckName[] = ['container', 'manifest'];

/** One line for each check: what holds, or how much is wrong. `asked` are those of `ASKED` that were. */
export function checkLines(
  faults: Faults,
  { asked, isReplayed, isBundle }: { asked: readonly CheckName[]; isReplayed: boolean; isBundle: boolean },
): CheckLine[] {
  const checks = (Object.keys(CHECKS) as CheckName[]).filter(
    (check) =>
      (!ASKED.includes(check) || asked.includes(check)) &&
      (isBundle || !BUNDLED.includes(check) || faults.of(check) > 0),
  );
  return checks.map((check) => {
    const count = faults.of(check);
    if (count > 0) return { check, ok: false, says: count === 1 ? '1 fault.' : `${count} faults.` };
    if (!isReplayed && REPLAYED.includes(check))
      return { check, ok: false, says: 'Not checked, because the founding cannot be read.' };
    if (check === 'files' && !isBundle) return { check, ok: true, says: 'Every file of the log is there.' };
    return { check, ok: true, says: CHECKS[check] };
  });
}
