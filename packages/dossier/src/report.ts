import type { ActType } from '@comity/acts';
import type { RuleId } from '@comity/procedure';
import type { RootEvidence } from '@comity/verify';
import { type CheckName, FAULTS, type Fault, type Faults } from './faults.ts';
import type { SENTENCES } from './sentences.ts';

/** What was checked. `ok` is absent where it was not, and `why` says why. */
export interface CheckLine {
  readonly check: CheckName;
  readonly ok?: boolean;
  /** How many faults it found. */
  readonly faults?: number;
  readonly why?: NotChecked;
}
/** `unread`: what is before it cannot be read. `no-verifier`: this program has none for some signature. */
export type NotChecked = 'unread' | 'no-verifier';

/** Something that a dossier shows, or cannot show, with the names and numbers of this one. */
export interface Statement {
  readonly what: StatementName;
  readonly count: number;
  /** What the sentence of it names. */
  readonly values?: Readonly<Record<string, string>>;
}
export type StatementName = keyof typeof SENTENCES;

/** An entry of the subject's stream. */
export interface SubjectEntry {
  /** Its place in the log. */
  readonly index: number;
  readonly number: number;
  readonly received: string;
  /** Absent where the act is restricted. */
  readonly act?: string;
  readonly type?: ActType;
  /** The participant that signed, or the origin of the log for a fact of the host. */
  readonly actor?: string;
  /** By which rule it was allowed. */
  readonly rule?: RuleId;
  /** The act by which its own State challenged it. */
  readonly challenged?: string;
  /** The algorithm for which no verifier was at hand: the signature was not checked. */
  readonly unchecked?: string;
}

/** A language version of a document; its exact bytes are here, unless it was under embargo. */
export interface DocumentFile {
  readonly language: string;
  readonly sha256: string;
  readonly size: number;
  readonly media: string;
  readonly index: number;
  /** Whether a later entry issued this language again. */
  readonly replaced?: true;
}

/** What the acts of a document's stream add up to. */
export interface DossierDocument {
  readonly symbol?: string;
  readonly titles: Readonly<Record<string, string>>;
  readonly files: readonly DocumentFile[];
  /** Why it was withdrawn. */
  readonly withdrawn?: string;
}

export interface DossierReport {
  /**
   * `wrong` where anything is; `contested` where a mirror holds an act of the stream that was not logged; `unchecked`
   * where a signature could not be checked for want of a verifier; else `verified`.
   */
  readonly verdict: 'verified' | 'unchecked' | 'contested' | 'wrong';
  /** `self-asserted`: nobody said which body and key to expect, so the dossier vouches for itself. */
  readonly trust: 'given' | 'self-asserted';
  /** SHA-256 of the zip. */
  readonly sha256: string;
  readonly body?: string;
  /** The name of the body in its mandate, by language. */
  readonly name?: Readonly<Record<string, string>>;
  readonly origin?: string;
  readonly size?: number;
  readonly root?: string;
  readonly at?: string;
  readonly audience?: string;
  readonly subject?: { readonly stream: string; readonly act?: string };
  readonly checks: readonly CheckLine[];
  readonly faults: readonly Fault[];
  readonly proves: readonly Statement[];
  readonly notProvable: readonly Statement[];
  readonly entries: readonly SubjectEntry[];
  readonly document?: DossierDocument;
  /** What each root that signed rests on: for people to judge. */
  readonly roots: readonly RootEvidence[];
  /** Witnesses of the reader's policy that cosigned, with the second since 1970. */
  readonly witnesses: readonly { readonly name: string; readonly seconds: number }[];
}

/** Why a check did not run: instead of a yes. */
export type NotRun = Partial<Record<CheckName, NotChecked | 'not-asked'>>;

const ALL = [...new Set(Object.values(FAULTS))];

/** One line for each check: whether it holds, how much is wrong, or why it was not checked. */
export function checkLines(faults: Faults, notRun: NotRun): CheckLine[] {
  return ALL.flatMap((check): CheckLine[] => {
    const count = faults.of(check);
    if (count > 0) return [{ check, ok: false, faults: count }];
    const why = notRun[check];
    if (why === undefined) return [{ check, ok: true }];
    // What the reader did not ask for is told among what is not proven, not as a check that failed.
    return why === 'not-asked' ? [] : [{ check, why }];
  });
}
