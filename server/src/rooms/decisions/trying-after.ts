import { newId, type ProcedureFact, standingStatements } from '@comity/acts';
import { matterOf } from '@comity/procedure';
import type { Tried } from './tried.ts';

/** Words that are not written yet: the rules ask whether a State may say something, never what. */
const text = { language: 'en', file: { sha256: '0'.repeat(64), size: 1 } };

/** What can be said of a decision in the name of a State: before it falls, an explanation. */
export function statements(fact: ProcedureFact, participant: string): Tried[] {
  const { procedure } = fact;
  const own = standingStatements(fact).filter((s) => s.participant === participant);
  return [
    { type: 'decisions.explained', data: { procedure, text } },
    ...own.map(({ act }) => ({
      type: 'decisions.statement-withdrawn',
      data: { procedure, statement: act },
    })),
  ];
}

/** What can be done once it is closed: of elections and motions nothing is left to say. */
export function triesAfter(fact: ProcedureFact, participant: string): Tried[] {
  if (matterOf(fact.subject) !== 'substance') return [];
  const { procedure, closed, mandates = [] } = fact;
  const paragraphs = closed?.items?.slice(0, 1) ?? ['OP1'];
  const open = mandates.filter(({ state }) => state === 'given' || state === 'under-way');
  return [
    { type: 'decisions.dissociated', data: { procedure, paragraphs } },
    { type: 'decisions.reserved', data: { procedure, text } },
    ...statements(fact, participant),
    {
      type: 'decisions.mandated',
      data: { procedure, mandate: newId('man'), titles: { en: '…' }, owner: { body: true } },
    },
    ...open.map(({ mandate }) => ({
      type: 'decisions.mandate-moved',
      data: { procedure, mandate, state: 'done' },
    })),
  ];
}
