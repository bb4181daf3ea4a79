import type { RuleBook } from '@comity/acts';
import { TITLES } from './titles.ts';

/**
 * The rules that Comity ships, as data: a body adopts them with its founding act and may change titles
 * and numbers. The ids are what acts cite, and never change.
 */
export const RULE_IDS = [
  'record.clock',
  'record.seen',
  'body.host-states-facts',
  'body.state-confirms',
  'people.secretariat-invites',
  'people.seated-once',
  'people.invitation-proves',
  'people.current-key',
  'people.binding-key',
  'people.session-current',
  'people.root-decides',
  'people.administrators-act',
  'people.authority-held',
  'people.own-people',
  'people.person-once',
  'people.key-once',
  'people.last-administrator',
  'people.confirm-once',
  'directory.own-authority',
  'directory.list-continues',
  'directory.contact-once',
  'directory.known-contact',
  'directory.base-current',
  'directory.roster-own-people',
  'directory.key-current',
  'directory.note-recorded',
  'exchange.sender-on-duty',
  'exchange.recipients-certified',
  'exchange.message-once',
  'exchange.thread-members',
  'exchange.deadline-ahead',
  'exchange.acknowledge-once',
  'documents.secretariat-registers',
  'documents.document-once',
  'documents.known-document',
] as const;
export type RuleId = (typeof RULE_IDS)[number];

const SECTION: Record<string, number> = {
  record: 1,
  body: 2,
  people: 3,
  directory: 4,
  exchange: 5,
  documents: 6,
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

/** The book a body starts with, in the languages it uses. */
export function shippedRules(languages: readonly string[]): RuleBook {
  const rules = Object.fromEntries(
    RULE_IDS.map((id) => {
      const titles = Object.entries(TITLES[id]).filter(([language]) => languages.includes(language));
      return [
        id,
        { number: NUMBERS[id]!, title: titles.length ? Object.fromEntries(titles) : { en: TITLES[id].en } },
      ];
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
    },
  };
}
