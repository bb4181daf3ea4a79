import type {
  AnyAct,
  BodyState,
  Certificate,
  Facts,
  Recipient,
  RuleBook,
  Signature,
  Stamp,
} from '@comity/acts';
import type { RuleId } from './rule-ids.ts';

/** An act that asks to be placed on the record, with everything the rules may look at. */
export interface Case {
  readonly state: BodyState;
  readonly facts: Facts;
  readonly act: AnyAct;
  readonly id: string;
  readonly sig: Signature;
  /** When the host received it, milliseconds since 1970; never below the state's. */
  readonly received: number;
  /** Stamps of mirrors that saw the act earlier, each found good by `judgeStamps`. */
  readonly stamps?: readonly Stamp[] | undefined;
  /** The certificate that `sig.session` names. Its own signature was checked. */
  readonly certificate?: Certificate | undefined;
  /** The recipients of a message, opened. */
  readonly recipients?: readonly Recipient[] | undefined;
  /** The rules that the act names by their hash, where they are at hand: `bookNamedBy`. */
  readonly book?: RuleBook | undefined;
}

/** The answer: allowed by a rule, or refused by one, with why and what would make it allowed. */
export type Decision =
  | { readonly allowed: true; readonly rule: RuleId }
  | { readonly allowed: false; readonly rule: RuleId; readonly why: string; readonly allowedWhen: string };

/** A rule that stands in the way; undefined where none does: `??` between checks answers the first. */
export type Obstacle = Exclude<Decision, { allowed: true }> | undefined;

export const refused = (
  rule: RuleId,
  why: string,
  allowedWhen: string,
): Exclude<Decision, { allowed: true }> => ({
  allowed: false,
  rule,
  why,
  allowedWhen,
});
