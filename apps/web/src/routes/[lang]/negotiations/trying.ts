import type { NegotiationTries } from '#lib/server/about.ts';
import type { Words } from '#lib/words/messages.ts';
import { sayReason, sayRule } from '../decisions/saying.ts';

type Tried = NegotiationTries['can'][number];

/** What the rules say to an act before one tries: which of them allows it, or which does not, and what would. */
export interface Answered {
  readonly isAllowed: boolean;
  readonly rule: string;
  readonly refusal: string;
  readonly why: string;
  readonly allowedWhen: string;
  /** Said in the reader's language, and not in English. */
  readonly isOwn: boolean;
}

export const sayAnswer = ({ answer }: Tried, t: Words): Answered => ({
  isAllowed: answer.allowed,
  rule: answer.rule,
  refusal: answer.allowed ? '' : t('decisions.refused', { rule: sayRule(answer, t.language) }),
  ...sayReason(answer, t.language),
});

/** The answer to the act of this type whose data has these members; undefined where it was not put to the rules. */
export const answersIn =
  ({ can }: NegotiationTries, t: Words) =>
  (type: string, wanted: Readonly<Record<string, unknown>> = {}): Answered | undefined => {
    const isWanted = ({ data }: Tried) =>
      Object.entries(wanted).every(([key, value]) => JSON.stringify(data[key]) === JSON.stringify(value));
    const found = can.find((one) => one.type === type && isWanted(one));
    return found && sayAnswer(found, t);
  };
export type AnswerTo = ReturnType<typeof answersIn>;
