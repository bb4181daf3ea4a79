import { CHALLENGE_LIFE, DOCUMENT_RULES, LETTER_NOTICE, ROOT_NOTICE, type RuleBook } from '@comity/acts';
import { SHIPPED_DECISIONS, type ShippedDecisions } from './decisions/books.ts';
import { RULE_IDS } from './rule-ids.ts';
import { TITLES } from './titles.ts';

const SECTION: Record<string, number> = {
  record: 1,
  body: 2,
  people: 3,
  directory: 4,
  exchange: 5,
  documents: 6,
  decisions: 7,
  negotiation: 8,
};

/** Numbers as printed: section and place, `3.7`. */
function numbered(): Record<string, string> {
  const next = new Map<string, number>();
  return Object.fromEntries(
    RULE_IDS.map((id) => {
      const section = id.split('.')[0]!;
      const place = (next.get(section) ?? 0) + 1;
      next.set(section, place);
      return [id, `${SECTION[section]}.${place}`];
    }),
  );
}

const NUMBERS = numbered();

/** The words in the languages that the body uses; English where it uses none of those at hand. */
function namesIn(
  words: Readonly<Record<string, string>>,
  languages: readonly string[],
): Record<string, string> {
  const own = Object.entries(words).filter(([language]) => languages.includes(language));
  return own.length > 0 ? Object.fromEntries(own) : { en: words.en! };
}

/** The book a body starts with, in the languages it uses; how it decides is one of the sets that are shipped. */
export function shippedRules(languages: readonly string[], decides: ShippedDecisions = 'assembly'): RuleBook {
  const rules = Object.fromEntries(
    RULE_IDS.map((id) => {
      return [id, { number: NUMBERS[id]!, title: namesIn(TITLES[id], languages) }];
    }),
  );
  return {
    v: 1,
    engine: 1,
    rules,
    numbers: {
      clockTolerance: 300,
      sessionLife: 12 * 3600,
      confirmationLife: 30 * 24 * 3600,
      deadlineAhead: 600,
      challengeLife: CHALLENGE_LIFE,
      rootNotice: ROOT_NOTICE,
      letterNotice: LETTER_NOTICE,
    },
    decisions: decisionsIn(languages, decides),
    documents: {
      ...DOCUMENT_RULES,
      series: DOCUMENT_RULES.series.map((s) => ({ ...s, names: namesIn(s.names, languages) })),
    },
  };
}

/** A body issues its texts in its own languages: in those of the set that it uses, or else in all it uses. */
function decisionsIn(languages: readonly string[], decides: ShippedDecisions) {
  const set = SHIPPED_DECISIONS[decides];
  const used = set.languages.filter((language) => languages.includes(language));
  return { ...set, languages: used.length > 0 ? used : [...languages].sort() };
}
