import { testId } from '@comity/acts/testing';
import { clerk, document, other, registered, submitted, withdraw } from './papers.ts';
import type { RoomCases } from './rule-cases.ts';
import type { Scene } from './scene.ts';

const initiative = testId('ini', 'one');
const listed = { initiative, titles: { en: 'An initiative' }, documents: [document] };
const recorded = { ...listed, presented: '2025-07-01', participants: ['alpha', 'beta'] };
const presented = async (s: Scene) => {
  await submitted(s);
  await s.enact(s.root('alpha'), 'documents.initiative-presented', listed);
};
const declared = { document, initiative, coverage: 'covered' as const, reason: 'Paragraph 4 takes it up.' };

type InitiativeRule =
  | 'documents.states-present'
  | 'documents.initiative-listed'
  | 'documents.known-initiative'
  | 'documents.coverage-by-author';

export const INITIATIVE_CASES: Pick<RoomCases<'documents'>, InitiativeRule> = {
  'documents.states-present': {
    allows: {
      'a State with a document of its own': async (s) => {
        await submitted(s);
        return s.ask(s.root('alpha'), 'documents.initiative-presented', listed);
      },
      'a withdrawal by the State that presented it': async (s) => {
        await presented(s);
        return s.ask(s.root('alpha'), 'documents.initiative-withdrawn', { initiative });
      },
    },
    refuses: {
      'the secretariat': async (s) => {
        await submitted(s);
        return s.ask(s.secretariat, 'documents.initiative-presented', listed);
      },
      'a co-sponsorship of the secretariat': async (s) => {
        await submitted(s);
        return s.ask(s.secretariat, 'documents.sponsored', { document });
      },
      'a withdrawal by another State': async (s) => {
        await presented(s);
        return s.ask(s.root('beta'), 'documents.initiative-withdrawn', { initiative });
      },
      'a withdrawal by one of several': async (s) => {
        await registered(s);
        await s.enact(clerk(s), 'documents.initiative-recorded', recorded);
        return s.ask(s.root('alpha'), 'documents.initiative-withdrawn', { initiative });
      },
    },
  },
  'documents.initiative-listed': {
    allows: {
      'one that was presented before the record began': async (s) => {
        await registered(s);
        return s.ask(clerk(s), 'documents.initiative-recorded', recorded);
      },
    },
    refuses: {
      'one that is listed': async (s) => {
        await presented(s);
        return s.ask(s.root('beta'), 'documents.initiative-presented', listed);
      },
      'a document that nobody registered': (s) =>
        s.ask(s.root('alpha'), 'documents.initiative-presented', listed),
      'a document that was withdrawn': async (s) => {
        await registered(s);
        await withdraw(s);
        return s.ask(s.root('alpha'), 'documents.initiative-presented', listed);
      },
      'the name of a stranger': async (s) => {
        await registered(s);
        return s.ask(clerk(s), 'documents.initiative-recorded', { ...recorded, participants: ['nobody'] });
      },
      'a date to come': async (s) => {
        await registered(s);
        return s.ask(clerk(s), 'documents.initiative-recorded', { ...recorded, presented: '2031-01-01' });
      },
    },
  },
  'documents.known-initiative': {
    allows: {
      'a paper that covers one': async (s) => {
        await presented(s);
        return s.ask(s.root('alpha'), 'documents.coverage-declared', declared);
      },
    },
    refuses: {
      'a paper that covers what nobody presented': async (s) => {
        await submitted(s);
        return s.ask(s.root('alpha'), 'documents.coverage-declared', declared);
      },
      'a second withdrawal': async (s) => {
        await presented(s);
        await s.enact(s.root('alpha'), 'documents.initiative-withdrawn', { initiative });
        return s.ask(s.root('alpha'), 'documents.initiative-withdrawn', { initiative });
      },
    },
  },
  'documents.coverage-by-author': {
    allows: {
      'the secretariat, for a paper that it registered': async (s) => {
        await presented(s);
        await registered(s, other);
        return s.ask(clerk(s), 'documents.coverage-declared', { ...declared, document: other });
      },
    },
    refuses: {
      'the secretariat, for the paper of a State': async (s) => {
        await presented(s);
        return s.ask(clerk(s), 'documents.coverage-declared', declared);
      },
      'a State, for a paper of the secretariat': async (s) => {
        await presented(s);
        await registered(s, other);
        return s.ask(s.root('alpha'), 'documents.coverage-declared', { ...declared, document: other });
      },
    },
  },
};
