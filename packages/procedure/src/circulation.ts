import type { BodyState, Calendar, DocumentFact, Span } from '@comity/acts';
import { DEFAULT_DECISIONS } from './decisions/books.ts';
import { endOf } from './decisions/calendar.ts';

/** What a document must have been through before something is decided on it: of the section `decisions` of the rules. */
export interface CirculationRule {
  /** The languages that must be out; none: as it is. */
  readonly languages: readonly string[];
  readonly notice: Span;
  readonly calendar: Calendar;
}

/** The rules that a clock cites: those that refuse a decision that comes too early. */
export type CirculationRuleId =
  | 'documents.known-document'
  | 'decisions.languages-issued'
  | 'decisions.notice-given';

/** Where a document stands on its way to a decision, at one instant. Instants are milliseconds since 1970. */
export interface Circulation {
  /** Since when each language counts as out, in the order of the rule: since its newest version, or an embargo's end. */
  readonly out: ReadonlyMap<string, number>;
  /** The languages of the rule that were never issued. */
  readonly missing: readonly string[];
  /** From when it may be decided on; absent while that cannot be said. */
  readonly opens?: number;
  /** What stands in the way now; absent where nothing does. */
  readonly obstacle?: {
    readonly rule: CirculationRuleId;
    readonly why: string;
    readonly allowedWhen: string;
  };
}

/** The circulation that the rules in force ask of every document. */
export const circulationRule = ({ rules }: Pick<BodyState, 'rules'>): CirculationRule =>
  rules.decisions ?? DEFAULT_DECISIONS;

type Circulating = Pick<DocumentFact, 'issued' | 'corrected' | 'embargo' | 'withdrawn'>;

/**
 * The clock of a document: which languages are out since when, and from when it may be decided on. A pure function of
 * the fact, the rule and the instant. A correction lets the notice begin anew: what is decided on is what was read.
 * Languages beyond those of the rule may be out; they delay nothing, unless the rule asks for none.
 */
export function circulate(document: Circulating, rule: CirculationRule, now: number): Circulation {
  const out = outSince(document, rule);
  const missing = rule.languages.filter((language) => !out.has(language));
  const counted = rule.languages.length > 0 ? rule.languages : [...out.keys()];
  const last = Math.max(0, ...counted.map((language) => out.get(language) ?? 0));
  const isOut = !document.withdrawn && missing.length === 0 && out.size > 0;
  const opens = isOut ? endOf(rule.calendar, last, rule.notice) : undefined;
  const obstacle = obstacleAt(document, missing, last, opens, now);
  return { out, missing, ...(opens === undefined ? {} : { opens }), ...(obstacle ? { obstacle } : {}) };
}

function outSince(
  { issued, corrected, embargo = 0 }: Circulating,
  { languages }: CirculationRule,
): Map<string, number> {
  const others = [...issued.keys()].filter((language) => !languages.includes(language));
  const out = new Map<string, number>();
  for (const language of [...languages, ...others]) {
    const newest = corrected.get(language) ?? issued.get(language);
    if (newest !== undefined) out.set(language, Math.max(newest, embargo));
  }
  return out;
}

function obstacleAt(
  { withdrawn, issued }: Circulating,
  missing: readonly string[],
  last: number,
  opens: number | undefined,
  now: number,
): Circulation['obstacle'] {
  if (withdrawn)
    return {
      rule: 'documents.known-document',
      why: 'The document was withdrawn.',
      allowedWhen: 'A document that was not withdrawn takes its place.',
    };
  if (missing.length > 0 || issued.size === 0)
    return {
      rule: 'decisions.languages-issued',
      why: `The document has not been issued in: ${missing.join(', ') || 'any language'}.`,
      allowedWhen: 'It is issued in every language that the rules ask for.',
    };
  return opens !== undefined && now >= opens ? undefined : tooEarly(last, opens, now);
}

function tooEarly(last: number, opens: number | undefined, now: number): Circulation['obstacle'] {
  const allowedWhen =
    opens === undefined
      ? 'The body adopts a calendar that goes on for long enough.'
      : `It is open from ${timeOf(opens)} on.`;
  return last > now
    ? {
        rule: 'decisions.languages-issued',
        why: `The document is under embargo until ${timeOf(last)}.`,
        allowedWhen,
      }
    : {
        rule: 'decisions.notice-given',
        why: `The document is out since ${timeOf(last)}, and its notice still runs.`,
        allowedWhen,
      };
}

const timeOf = (ms: number): string => new Date(ms).toISOString();
