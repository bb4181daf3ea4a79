import { testId } from '@comity/acts/testing';
import { describe, expect, test } from 'vitest';
import type { Decision } from '../case.ts';
import type { RuleId } from '../rule-ids.ts';
import { Chamber, fileOf, LANGUAGES, REPORT } from '../testing/chamber.ts';
import type { BesideRule } from '../testing/rule-cases.ts';

type Attempt = (c: Chamber) => Decision;
type Cases = Record<
  Exclude<Extract<RuleId, `decisions.${string}` | 'body.rules-adopted'>, BesideRule>,
  { allows: Record<string, Attempt>; refuses: Record<string, Attempt> }
>;

const ALPHA = 'state-001';
const BETA = 'state-002';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A silence on the report that anybody may object to. */
const silent = (c: Chamber, more = {}) => {
  c.report();
  c.wait(DAY);
  return c.opens(c.silence('silence', more));
};
/** The same in the room, everybody present. */
const inRoom = (c: Chamber, more = {}) => {
  c.report();
  c.wait(2 * DAY);
  const procedure = c.opens(c.room('room', more));
  c.present(procedure);
  return procedure;
};
const due = (c: Chamber, procedure: string) => c.untilDue(procedure);
const announcedRoom = (c: Chamber, more = {}) => {
  const procedure = inRoom(c, more);
  c.announces(procedure).untilDue(procedure);
  return procedure;
};
const gavels = (
  c: Chamber,
  procedure: string,
  outcome: 'adopted' | 'broken' | 'rejected' | 'withdrawn' = 'adopted',
) => c.ask('chair', 'decisions.closed', c.gavel(procedure, outcome));
const objects = (c: Chamber, procedure: string, who = ALPHA) =>
  c.enact(who, 'decisions.objected', { procedure });
const hidden = (c: Chamber, procedure: string, who = ALPHA) =>
  c.enact(who, 'decisions.objected-unnamed', { procedure });
const onPaper = (c: Chamber, procedure: string, arrived = c.at(c.now), who = ALPHA) =>
  c.enact('secretariat', 'decisions.receipt-recorded', {
    procedure,
    participant: who,
    by: 'letter',
    arrived,
  });
const motion = (c: Chamber, id = 'motion') => {
  const procedure = c.opens(
    c.room(id, { subject: { kind: 'motion', motion: 'suspend' }, disclosure: 'state' }),
    ALPHA,
  );
  c.present(procedure).announces(procedure);
  return procedure;
};
const votes = (c: Chamber, procedure: string, all: readonly ('for' | 'against' | 'abstain')[]) => {
  for (const [i, vote] of all.entries()) c.enact(c.states[i]!, 'decisions.voted', { procedure, vote });
};
const waives = (
  c: Chamber,
  of: string,
  rule:
    | 'decisions.notice-given'
    | 'decisions.languages-issued'
    | 'decisions.quorum-present'
    | 'decisions.silence-long-enough',
) => {
  const waiver = c.opens(c.room(`waiver ${rule}`, { subject: { kind: 'waiver', rules: [rule], of } }));
  c.present(waiver).announces(waiver).untilDue(waiver);
  c.enact('chair', 'decisions.closed', c.gavel(waiver));
};
const appealed = (c: Chamber) => {
  const procedure = announcedRoom(c);
  const ruling = c.enact('chair', 'decisions.ruled', {
    procedure,
    ruling: 'The list of speakers is closed.',
  });
  c.opens(c.room('appeal', { subject: { kind: 'appeal', ruling, of: procedure } }), BETA);
  return procedure;
};
const afterwards = (c: Chamber) => {
  const procedure = inRoom(c);
  const times = { announced: c.in(-1), gavelled: c.in(-0.9), present: 5 };
  c.enact('chair', 'decisions.announced', { procedure, until: c.in(24), afterwards: times });
  return procedure;
};
const newRules = (c: Chamber) => {
  const sha256 = c.keepBook((book) => ({ ...book, numbers: { ...book.numbers, deadlineAhead: 1 } }));
  const procedure = c.opens(c.room('rules', { subject: { kind: 'rules', sha256 } }));
  c.present(procedure).announces(procedure).untilDue(procedure);
  return { procedure, rules: sha256 };
};

const CASES: Cases = {
  'body.rules-adopted': {
    allows: {
      'exactly what was adopted': (c) => {
        const change = newRules(c);
        c.enact('chair', 'decisions.closed', c.gavel(change.procedure));
        return c.ask('secretariat', 'body.rules-changed', change);
      },
    },
    refuses: {
      'what is not adopted yet': (c) => c.ask('chair', 'body.rules-changed', newRules(c)),
      'another book than the one adopted': (c) => {
        const { procedure } = newRules(c);
        c.enact('chair', 'decisions.closed', c.gavel(procedure));
        const rules = c.keepBook((book) => ({ ...book, numbers: { ...book.numbers, deadlineAhead: 2 } }));
        return c.ask('chair', 'body.rules-changed', { procedure, rules });
      },
      'the same a second time': (c) => {
        const change = newRules(c);
        c.enact('chair', 'decisions.closed', c.gavel(change.procedure));
        c.enact('chair', 'body.rules-changed', change);
        return c.ask('chair', 'body.rules-changed', change);
      },
      'a State that puts them into force': (c) => {
        const change = newRules(c);
        c.enact('chair', 'decisions.closed', c.gavel(change.procedure));
        return c.ask(ALPHA, 'body.rules-changed', change);
      },
    },
  },
  'decisions.state-speaks': {
    allows: {
      'the position of a State': (c) =>
        c.ask(ALPHA, 'decisions.position-stated', { procedure: silent(c), position: 'can-live-with' }),
      'its objection': (c) =>
        c.ask(ALPHA, 'decisions.objected', { procedure: silent(c), reason: 'Too soon.' }),
    },
    refuses: {
      'an observer': (c) => c.ask('observer', 'decisions.objected', { procedure: silent(c) }),
      'the secretariat': (c) =>
        c.ask('secretariat', 'decisions.position-stated', { procedure: silent(c), position: 'support' }),
    },
  },
  'decisions.secretariat-records': {
    allows: {
      'a letter': (c) => {
        const procedure = silent(c);
        const data = { procedure, participant: ALPHA, by: 'letter' as const, arrived: c.in(0) };
        return c.ask('secretariat', 'decisions.receipt-recorded', data);
      },
    },
    refuses: {
      'a State that records for another': (c) => {
        const procedure = silent(c);
        const data = { procedure, participant: ALPHA, by: 'voice' as const, arrived: c.in(0) };
        return c.ask(BETA, 'decisions.receipt-recorded', data);
      },
      'a letter of an observer': (c) => {
        const procedure = silent(c);
        const data = { procedure, participant: 'observer', by: 'letter' as const, arrived: c.in(0) };
        return c.ask('secretariat', 'decisions.receipt-recorded', data);
      },
      'a letter from the future': (c) => {
        const procedure = silent(c);
        const data = { procedure, participant: ALPHA, by: 'letter' as const, arrived: c.in(1) };
        return c.ask('secretariat', 'decisions.receipt-recorded', data);
      },
    },
  },
  'decisions.chair-presides': {
    allows: {
      'the chair in plenary': (c) =>
        c.ask('chair', 'decisions.ruled', { procedure: inRoom(c), ruling: 'As the rules say.' }),
      'a facilitator in informals': (c) =>
        c.ask('facilitator', 'decisions.announced', {
          procedure: inRoom(c, { layer: 'informals' }),
          until: c.in(1),
        }),
      'the secretariat, where a chair is elected and there is none': (c) => {
        c.state.offices.delete('chair');
        const { participant, person } = c.actor('observer');
        const subject = { kind: 'office' as const, office: 'chair' as const, participant, person };
        const procedure = c.opens(c.room('election', { subject }), 'secretariat');
        return c.ask('secretariat', 'decisions.announced', { procedure, until: c.in(1) });
      },
    },
    refuses: {
      'a State': (c) => c.ask(ALPHA, 'decisions.announced', { procedure: inRoom(c), until: c.in(1) }),
      'a facilitator in plenary': (c) =>
        c.ask('facilitator', 'decisions.announced', { procedure: inRoom(c), until: c.in(1) }),
      'a former chair': (c) => {
        const procedure = inRoom(c);
        const { participant, person } = c.actor('observer');
        const effect = { kind: 'office' as const, office: 'chair' as const, participant, person };
        const election = c.opens(c.room('election', { subject: effect }));
        c.present(election).announces(election).untilDue(election);
        c.enact('chair', 'decisions.closed', c.gavel(election, 'adopted', { effect }));
        return c.ask('chair', 'decisions.announced', { procedure, until: c.in(1) });
      },
      'the secretariat where there is a chair': (c) =>
        c.ask('secretariat', 'decisions.announced', { procedure: inRoom(c), until: c.in(1) }),
      'a count by another than the secretary': (c) =>
        c.ask('chair', 'decisions.presence-attested', { procedure: inRoom(c), present: 5 }),
    },
  },
  'decisions.may-open': {
    allows: {
      'the chair': (c) => {
        c.report();
        return c.ask('chair', 'decisions.opened', c.wait(DAY).silence('x'));
      },
      'a State with a motion': (c) =>
        c.ask(ALPHA, 'decisions.opened', c.room('m', { subject: { kind: 'motion', motion: 'suspend' } })),
    },
    refuses: {
      'a State on a text': (c) => {
        c.report();
        return c.ask(ALPHA, 'decisions.opened', c.wait(DAY).silence('x'));
      },
      'a layer that the rules lack': (c) => {
        c.report();
        return c.ask('chair', 'decisions.opened', c.wait(DAY).silence('x', { layer: 'corridor' }));
      },
    },
  },
  'decisions.procedure-once': {
    allows: {
      'another id': (c) => {
        silent(c);
        return c.ask('chair', 'decisions.opened', c.silence('other'));
      },
    },
    refuses: {
      'an id that was used': (c) => {
        silent(c);
        return c.ask('chair', 'decisions.opened', c.silence('silence'));
      },
    },
  },
  'decisions.procedure-open': {
    allows: {
      'an act while it is open': (c) => c.ask(ALPHA, 'decisions.objected', { procedure: silent(c) }),
    },
    refuses: {
      'what nobody opened': (c) => c.ask(ALPHA, 'decisions.objected', { procedure: testId('pro', 'none') }),
      'an objection after the gavel': (c) => {
        const procedure = announcedRoom(c);
        c.enact('chair', 'decisions.closed', c.gavel(procedure));
        return c.ask(ALPHA, 'decisions.objected', { procedure });
      },
      'a second gavel': (c) => {
        const procedure = announcedRoom(c);
        c.enact('chair', 'decisions.closed', c.gavel(procedure));
        return gavels(c, procedure);
      },
    },
  },
  'decisions.subject-known': {
    allows: {
      'the versions as issued last': (c) => {
        c.report();
        return c.ask('chair', 'decisions.opened', c.wait(DAY).silence('x'));
      },
    },
    refuses: {
      'a document that is none': (c) => c.ask('chair', 'decisions.opened', c.silence('x')),
      'a document that was withdrawn': (c) => {
        c.report();
        c.enact('secretariat', 'documents.withdrawn', { document: REPORT, reason: 'By mistake' });
        return c.ask('chair', 'decisions.opened', c.wait(DAY).silence('x'));
      },
      'another file than the one that was issued': (c) => {
        c.report();
        const versions = { ...c.subject().versions, fr: fileOf('another') };
        const subject = { ...c.subject(), versions };
        return c.ask('chair', 'decisions.opened', c.wait(DAY).silence('x', { subject }));
      },
      'the adoption of a text that was corrected meanwhile': (c) => {
        const procedure = silent(c);
        const file = { sha256: fileOf('corrected'), size: 1, media: 'text/plain' };
        c.enact('secretariat', 'documents.issued', { document: REPORT, language: 'fr', file });
        return gavels(due(c, procedure), procedure);
      },
      'a waiver of what cannot be waived': (c) => {
        const state = c.state;
        state.rules = { ...state.rules, decisions: { ...state.rules.decisions!, waivable: [] } };
        const subject = {
          kind: 'waiver' as const,
          rules: ['decisions.notice-given' as const],
          of: testId('pro', 'x'),
        };
        return c.ask('chair', 'decisions.opened', c.room('w', { subject }));
      },
      'an office for nobody': (c) => {
        const subject = {
          kind: 'office' as const,
          office: 'chair' as const,
          participant: ALPHA,
          person: testId('per', 'x'),
        };
        return c.ask('chair', 'decisions.opened', c.room('w', { subject }));
      },
      'an appeal against nothing': (c) => {
        const subject = { kind: 'appeal' as const, ruling: 'a'.repeat(64), of: silent(c) };
        return c.ask(ALPHA, 'decisions.opened', c.room('a', { subject }));
      },
      'rules that are not at hand': (c) => {
        const subject = { kind: 'rules' as const, sha256: 'a'.repeat(64) };
        return c.ask('chair', 'decisions.opened', c.room('r', { subject }));
      },
    },
  },
  'decisions.decided-once': {
    allows: {
      'what a motion to reconsider takes up again': (c) => {
        const first = announcedRoom(c);
        c.enact('chair', 'decisions.closed', c.gavel(first));
        const reconsiders = c.opens(
          c.room('m', { subject: { kind: 'motion', motion: 'reconsider', of: first } }),
          ALPHA,
        );
        c.present(reconsiders).announces(reconsiders);
        votes(c, reconsiders, ['for', 'for', 'against']);
        c.untilDue(reconsiders).enact('chair', 'decisions.closed', c.gavel(reconsiders));
        return c.ask('chair', 'decisions.opened', c.room('again', { reconsiders }));
      },
    },
    refuses: {
      'what was adopted already': (c) => {
        c.enact('chair', 'decisions.closed', c.gavel(announcedRoom(c)));
        return c.ask('chair', 'decisions.opened', c.room('again'));
      },
    },
  },
  'decisions.languages-issued': {
    allows: {
      'every language': (c) => {
        c.report();
        return c.ask('chair', 'decisions.opened', c.wait(DAY).silence('x'));
      },
      'fewer, where the body set the rule aside': (c) => {
        const subject = c.report(['en', 'fr']);
        waives(c, testId('pro', 'x'), 'decisions.languages-issued');
        return c.ask(
          'chair',
          'decisions.opened',
          c.wait(DAY).silence('x', { subject, deadline: '2026-03-10T15:00:00.000Z' }),
        );
      },
    },
    refuses: {
      'a silence on a text in two languages': (c) => {
        const subject = c.report(['en', 'fr']);
        return c.ask('chair', 'decisions.opened', c.wait(DAY).silence('x', { subject }));
      },
      'an announcement in the room': (c) => {
        const subject = c.report(['en', 'fr']);
        const procedure = c.wait(2 * DAY).opens(c.room('x', { subject }));
        return c.ask('chair', 'decisions.announced', { procedure, until: c.in(1) });
      },
    },
  },
  'decisions.notice-given': {
    allows: {
      'a day after the last version': (c) => {
        c.report();
        const procedure = c.wait(DAY).opens(c.room('x'));
        return c.ask('chair', 'decisions.announced', { procedure, until: c.in(1) });
      },
      'at once, where the body set the rule aside': (c) => {
        c.report();
        const procedure = c.opens(c.room('x'));
        waives(c, procedure, 'decisions.notice-given');
        return c.ask('chair', 'decisions.announced', { procedure, until: c.in(1) });
      },
    },
    refuses: {
      'a second too early': (c) => {
        c.report();
        const procedure = c.wait(DAY - 3000).opens(c.room('x'));
        return c.ask('chair', 'decisions.announced', { procedure, until: c.in(1) });
      },
      'a version that came out late': (c) => {
        c.report(LANGUAGES.slice(1));
        c.wait(2 * DAY);
        const file = { sha256: fileOf(`${REPORT} ar`), size: 1, media: 'text/plain' };
        c.enact('secretariat', 'documents.issued', { document: REPORT, language: 'ar', file });
        const procedure = c.opens(c.room('x'));
        return c.ask('chair', 'decisions.announced', { procedure, until: c.in(1) });
      },
    },
  },
  'decisions.silence-long-enough': {
    allows: {
      'seventy-two hours': (c) => {
        c.report();
        c.chronicle.now = Date.parse('2026-03-06T15:00:00.000Z');
        return c.ask('chair', 'decisions.opened', c.silence('x', { deadline: '2026-03-09T15:00:00.000Z' }));
      },
    },
    refuses: {
      'a millisecond less': (c) => {
        c.report();
        const opened = Date.parse('2026-03-09T15:00:00.001Z') - 72 * HOUR;
        c.chronicle.now = opened;
        return c.ask('chair', 'decisions.opened', c.silence('x', { deadline: '2026-03-09T15:00:00.000Z' }));
      },
      'a deadline on a Saturday': (c) => {
        c.report();
        return c.ask(
          'chair',
          'decisions.opened',
          c.wait(DAY).silence('x', { deadline: '2026-03-14T15:00:00.000Z' }),
        );
      },
      'a deadline at night': (c) => {
        c.report();
        return c.ask(
          'chair',
          'decisions.opened',
          c.wait(DAY).silence('x', { deadline: '2026-03-10T03:00:00.000Z' }),
        );
      },
      'a deadline beyond the calendar': (c) => {
        c.report();
        return c.ask(
          'chair',
          'decisions.opened',
          c.wait(DAY).silence('x', { deadline: '2035-03-12T15:00:00.000Z' }),
        );
      },
    },
  },
  'decisions.disclosure-fixed': {
    allows: {
      'an objection that hides its State, where none is named': (c) =>
        c.ask(ALPHA, 'decisions.objected-unnamed', { procedure: silent(c, { disclosure: 'fact' }) }),
    },
    refuses: {
      'one that names it there': (c) =>
        c.ask(ALPHA, 'decisions.objected', { procedure: silent(c, { disclosure: 'fact' }) }),
      'one that hides it where States are named': (c) =>
        c.ask(ALPHA, 'decisions.objected-unnamed', { procedure: silent(c) }),
      'paragraphs where only the fact is disclosed': (c) =>
        c.ask(ALPHA, 'decisions.objected-unnamed', {
          procedure: silent(c, { disclosure: 'fact' }),
          items: ['OP7'],
        }),
      'an item that is none': (c) =>
        c.ask(ALPHA, 'decisions.objected', {
          procedure: silent(c, { items: ['OP1', 'OP2'] }),
          items: ['OP3'],
        }),
      'a level that the rules lack': (c) => {
        const state = c.state;
        state.rules = { ...state.rules, decisions: { ...state.rules.decisions!, disclosure: ['state'] } };
        c.report();
        return c.ask('chair', 'decisions.opened', c.wait(DAY).silence('x', { disclosure: 'fact' }));
      },
    },
  },
  'decisions.extension-measured': {
    allows: {
      'three hours for three that were lost': (c) => {
        const procedure = silent(c);
        c.wait(5 * HOUR);
        const act = c.enact('host', 'host.unavailable', {
          from: c.in(-4),
          until: c.in(-1),
          what: 'Everything',
        });
        const data = {
          procedure,
          deadline: '2026-03-09T18:00:00.000Z',
          cause: { kind: 'unavailable' as const, act },
        };
        return c.ask('secretariat', 'decisions.extended', data);
      },
    },
    refuses: {
      'more than was lost': (c) => {
        const procedure = silent(c);
        c.wait(5 * HOUR);
        const act = c.enact('host', 'host.unavailable', {
          from: c.in(-4),
          until: c.in(-1),
          what: 'Everything',
        });
        const data = {
          procedure,
          deadline: '2026-03-10T18:00:00.000Z',
          cause: { kind: 'unavailable' as const, act },
        };
        return c.ask('chair', 'decisions.extended', data);
      },
      'the same cause twice': (c) => {
        const procedure = silent(c);
        c.wait(5 * HOUR);
        const act = c.enact('host', 'host.unavailable', {
          from: c.in(-2),
          until: c.in(-1),
          what: 'Everything',
        });
        const cause = { kind: 'unavailable' as const, act };
        c.enact('chair', 'decisions.extended', { procedure, deadline: '2026-03-09T16:00:00.000Z', cause });
        return c.ask('chair', 'decisions.extended', {
          procedure,
          deadline: '2026-03-09T17:00:00.000Z',
          cause,
        });
      },
      'a cause that nobody stated': (c) => {
        const data = {
          procedure: silent(c),
          deadline: '2026-03-09T16:00:00.000Z',
          cause: { kind: 'unavailable' as const, act: 'a'.repeat(64) },
        };
        return c.ask('chair', 'decisions.extended', data);
      },
      'a language that was there': (c) => {
        const data = {
          procedure: silent(c),
          deadline: '2026-03-09T16:00:00.000Z',
          cause: { kind: 'language' as const, language: 'fr' },
        };
        return c.ask('chair', 'decisions.extended', data);
      },
      'a silence that was broken': (c) => {
        const procedure = silent(c);
        objects(c, procedure);
        const data = {
          procedure,
          deadline: '2026-03-09T16:00:00.000Z',
          cause: { kind: 'language' as const, language: 'fr' },
        };
        return c.ask('chair', 'decisions.extended', data);
      },
    },
  },
  'decisions.objection-in-time': {
    allows: {
      'a second early': (c) => {
        const procedure = silent(c);
        return c.ask(ALPHA, 'decisions.objected', { procedure }, c.fact(procedure).deadline! - 1000);
      },
      'in the room, until the gavel': (c) =>
        c.ask(ALPHA, 'decisions.objected', { procedure: announcedRoom(c) }),
      'late, where a letter came before': (c) => {
        const procedure = silent(c);
        const confirms = onPaper(c, procedure);
        return due(c, procedure).ask(ALPHA, 'decisions.objected', { procedure, confirms });
      },
    },
    refuses: {
      'at the deadline': (c) => {
        const procedure = silent(c);
        return c.ask(ALPHA, 'decisions.objected', { procedure }, c.fact(procedure).deadline!);
      },
      'a second late': (c) => {
        const procedure = silent(c);
        return c.ask(ALPHA, 'decisions.objected', { procedure }, c.fact(procedure).deadline! + 1000);
      },
      'a letter that came late': (c) => {
        const procedure = silent(c);
        due(c, procedure);
        const arrived = c.at(c.fact(procedure).deadline!);
        return c.ask('secretariat', 'decisions.receipt-recorded', {
          procedure,
          participant: ALPHA,
          by: 'letter',
          arrived,
        });
      },
    },
  },
  'decisions.position-in-time': {
    allows: {
      'before the deadline': (c) =>
        c.ask(ALPHA, 'decisions.position-stated', { procedure: silent(c), position: 'instructions-pending' }),
      'a vote while it lasts': (c) => c.ask(ALPHA, 'decisions.voted', { procedure: motion(c), vote: 'for' }),
    },
    refuses: {
      'behind the deadline': (c) => {
        const procedure = silent(c);
        return due(c, procedure).ask(ALPHA, 'decisions.position-stated', { procedure, position: 'support' });
      },
      'once it was announced': (c) =>
        c.ask(ALPHA, 'decisions.position-stated', { procedure: announcedRoom(c), position: 'support' }),
      'a vote when it has ended': (c) => {
        const procedure = motion(c);
        return c.untilDue(procedure).ask(ALPHA, 'decisions.voted', { procedure, vote: 'for' });
      },
      'presence in a silence': (c) => c.ask(ALPHA, 'decisions.presence-stated', { procedure: silent(c) }),
    },
  },
  'decisions.once-each': {
    allows: {
      'a State that objects anew to what it had let pass': (c) => {
        const procedure = inRoom(c);
        const objection = objects(c, procedure);
        c.enact(ALPHA, 'decisions.objection-withdrawn', { procedure, objection });
        return c.ask(ALPHA, 'decisions.objected', { procedure });
      },
    },
    refuses: {
      'the same objection again': (c) => {
        const procedure = inRoom(c);
        objects(c, procedure);
        return c.ask(ALPHA, 'decisions.objected', { procedure });
      },
      'presence a second time': (c) => {
        const procedure = inRoom(c);
        c.enact(ALPHA, 'decisions.presence-stated', { procedure });
        return c.ask(ALPHA, 'decisions.presence-stated', { procedure });
      },
    },
  },
  'decisions.entry-known': {
    allows: {
      'the word of the chair for an unnamed objection': (c) => {
        const procedure = silent(c, { disclosure: 'fact' });
        return c.ask('chair', 'decisions.vouched', { procedure, commitment: hidden(c, procedure) });
      },
      'a procedure that was broken, issued again': (c) => {
        const reissues = silent(c);
        objects(c, reissues);
        c.enact('chair', 'decisions.closed', c.gavel(reissues, 'broken'));
        return c.ask('chair', 'decisions.opened', c.silence('again', { reissues }));
      },
    },
    refuses: {
      'an entry that is none': (c) =>
        c.ask('chair', 'decisions.vouched', { procedure: silent(c), commitment: 'a'.repeat(64) }),
      'an objection that was withdrawn before': (c) => {
        const procedure = inRoom(c);
        const objection = objects(c, procedure);
        c.enact(ALPHA, 'decisions.objection-withdrawn', { procedure, objection });
        return c.ask(ALPHA, 'decisions.objection-withdrawn', { procedure, objection });
      },
      'one that was not broken, issued again': (c) =>
        c.ask('chair', 'decisions.opened', c.silence('again', { reissues: silent(c) })),
    },
  },
  'decisions.own-objection': {
    allows: {
      'its own': (c) => {
        const procedure = inRoom(c);
        return c.ask(ALPHA, 'decisions.objection-withdrawn', { procedure, objection: objects(c, procedure) });
      },
      'a letter in its name that it did not write': (c) => {
        const procedure = silent(c);
        return c.ask(ALPHA, 'decisions.objection-withdrawn', { procedure, objection: onPaper(c, procedure) });
      },
    },
    refuses: {
      'that of another State': (c) => {
        const procedure = inRoom(c);
        return c.ask(BETA, 'decisions.objection-withdrawn', { procedure, objection: objects(c, procedure) });
      },
      'a letter in the name of another': (c) => {
        const procedure = silent(c);
        return c.ask(BETA, 'decisions.objected', { procedure, confirms: onPaper(c, procedure) });
      },
      'an unnamed one of another State': (c) => {
        const procedure = inRoom(c, { disclosure: 'fact' });
        return c.ask(BETA, 'decisions.withdrawn-unnamed', { procedure, objection: hidden(c, procedure) });
      },
    },
  },
  'decisions.method-adopted': {
    allows: {
      'a vote on a motion': (c) => c.ask(ALPHA, 'decisions.voted', { procedure: motion(c), vote: 'against' }),
    },
    refuses: {
      'a vote on a text': (c) =>
        c.ask(ALPHA, 'decisions.voted', { procedure: announcedRoom(c), vote: 'for' }),
      'an objection to what is voted on': (c) => c.ask(ALPHA, 'decisions.objected', { procedure: motion(c) }),
      'silence on what is voted on': (c) =>
        c.ask(
          'chair',
          'decisions.opened',
          c.silence('m', { subject: { kind: 'motion', motion: 'adjourn' } }),
        ),
      'a text that is rejected by vote': (c) => gavels(c, announcedRoom(c), 'rejected'),
    },
  },
  'decisions.window-given': {
    allows: {
      'a minute': (c) =>
        c.ask('chair', 'decisions.announced', { procedure: inRoom(c), until: c.at(c.now + 60_000) }),
    },
    refuses: {
      'a second less': (c) =>
        c.ask('chair', 'decisions.announced', { procedure: inRoom(c), until: c.at(c.now + 59_000) }),
      'the gavel before it is over': (c) => {
        const procedure = inRoom(c);
        c.announces(procedure);
        return gavels(c, procedure);
      },
      'the gavel without an announcement': (c) => gavels(c, inRoom(c)),
      'the gavel after an objection that was withdrawn, not announced again': (c) => {
        const procedure = announcedRoom(c);
        const objection = objects(c, procedure);
        c.enact(ALPHA, 'decisions.objection-withdrawn', { procedure, objection });
        return gavels(c.wait(HOUR), procedure);
      },
      'an announcement in a silence': (c) =>
        c.ask('chair', 'decisions.announced', { procedure: silent(c), until: c.in(1) }),
    },
  },
  'decisions.two-enter-afterwards': {
    allows: {
      'what the chair entered, closed by the secretary': (c) => {
        const procedure = afterwards(c);
        return c.untilDue(procedure).ask('secretary', 'decisions.closed', c.gavel(procedure));
      },
    },
    refuses: {
      'what the chair entered, closed by the chair': (c) => {
        const procedure = afterwards(c);
        return gavels(c.untilDue(procedure), procedure);
      },
      'a gavel that fell before the announcement': (c) => {
        const times = { announced: c.in(-1), gavelled: c.in(-2) };
        return c.ask('chair', 'decisions.announced', {
          procedure: inRoom(c),
          until: c.in(24),
          afterwards: times,
        });
      },
    },
  },
  'decisions.quorum-present': {
    allows: {
      'three of five, by their own acts': (c) => {
        c.report();
        const procedure = c.wait(DAY).opens(c.room('x'));
        for (const state of c.states.slice(0, 3)) c.enact(state, 'decisions.presence-stated', { procedure });
        return gavels(c.announces(procedure).untilDue(procedure), procedure);
      },
      'nobody, where the body set the rule aside': (c) => {
        c.report();
        const procedure = c.wait(DAY).opens(c.room('x'));
        waives(c, procedure, 'decisions.quorum-present');
        return gavels(c.announces(procedure).untilDue(procedure), procedure);
      },
    },
    refuses: {
      'two of five': (c) => {
        c.report();
        const procedure = c.wait(DAY).opens(c.room('x'));
        c.present(procedure, 2).announces(procedure).untilDue(procedure);
        return gavels(c, procedure);
      },
    },
  },
  'decisions.no-objection': {
    allows: {
      'what nobody objects to any more': (c) => {
        const procedure = inRoom(c);
        const objection = objects(c, procedure);
        c.enact(ALPHA, 'decisions.objection-withdrawn', { procedure, objection });
        return c.ask('chair', 'decisions.announced', { procedure, until: c.in(1) });
      },
    },
    refuses: {
      'the gavel over an objection': (c) => {
        const procedure = announcedRoom(c);
        objects(c, procedure);
        return gavels(c.wait(HOUR), procedure);
      },
      'a silence that was broken, even if the objection was withdrawn': (c) => {
        const procedure = silent(c);
        const objection = objects(c, procedure);
        c.enact(ALPHA, 'decisions.objection-withdrawn', { procedure, objection });
        return gavels(due(c, procedure), procedure);
      },
      'an unnamed withdrawal that the chair did not vouch for': (c) => {
        const procedure = inRoom(c, { disclosure: 'fact' });
        const objection = hidden(c, procedure);
        c.enact(ALPHA, 'decisions.withdrawn-unnamed', { procedure, objection });
        return c.ask('chair', 'decisions.announced', { procedure, until: c.in(1) });
      },
    },
  },
  'decisions.paper-settled': {
    allows: {
      'a letter that its State withdrew': (c) => {
        const procedure = silent(c);
        c.enact(ALPHA, 'decisions.objection-withdrawn', { procedure, objection: onPaper(c, procedure) });
        return gavels(due(c, procedure), procedure);
      },
    },
    refuses: {
      'a letter that waits for its State': (c) => {
        const procedure = silent(c);
        onPaper(c, procedure);
        return gavels(due(c, procedure), procedure);
      },
    },
  },
  'decisions.deadline-reached': {
    allows: {
      'ten minutes behind it': (c) => {
        const procedure = silent(c);
        return gavels(due(c, procedure), procedure);
      },
    },
    refuses: {
      'a second before that': (c) => {
        const procedure = silent(c);
        due(c, procedure);
        return gavels(c.wait(-1000), procedure);
      },
    },
  },
  'decisions.appeal-first': {
    allows: {
      'once the appeal failed': (c) => {
        const procedure = appealed(c);
        const appeal = testId('pro', 'appeal');
        c.present(appeal).announces(appeal);
        votes(c, appeal, ['for', 'against', 'against']);
        c.untilDue(appeal).enact('chair', 'decisions.closed', c.gavel(appeal, 'rejected'));
        return gavels(c, procedure);
      },
    },
    refuses: { 'while it is open': (c) => gavels(c, appealed(c)) },
  },
  'decisions.outcome-follows': {
    allows: {
      'broken, where a State objects': (c) => {
        const procedure = silent(c);
        objects(c, procedure);
        return gavels(c, procedure, 'broken');
      },
      'the items that nobody objects to': (c) => {
        const procedure = silent(c, { items: ['OP1', 'OP2', 'OP3'] });
        c.enact(ALPHA, 'decisions.objected', { procedure, items: ['OP2'] });
        return due(c, procedure).ask(
          'secretary',
          'decisions.closed',
          c.gavel(procedure, 'adopted', { items: ['OP1', 'OP3'] }),
        );
      },
      'withdrawn, by who opened it': (c) => gavels(c, silent(c), 'withdrawn'),
    },
    refuses: {
      'broken, where nobody objects': (c) => gavels(c, silent(c), 'broken'),
      'an item that a State objects to': (c) => {
        const procedure = silent(c, { items: ['OP1', 'OP2'] });
        c.enact(ALPHA, 'decisions.objected', { procedure, items: ['OP2'] });
        return due(c, procedure).ask(
          'chair',
          'decisions.closed',
          c.gavel(procedure, 'adopted', { items: ['OP1', 'OP2'] }),
        );
      },
      'a motion that did not carry': (c) => {
        const procedure = motion(c);
        votes(c, procedure, ['for', 'against', 'abstain']);
        return gavels(c.untilDue(procedure), procedure);
      },
      'an office for another than was decided on': (c) => {
        const { participant, person } = c.actor('observer');
        const subject = { kind: 'office' as const, office: 'chair' as const, participant, person };
        const procedure = c.opens(c.room('election', { subject }));
        c.present(procedure).announces(procedure).untilDue(procedure);
        const { person: other } = c.actor(ALPHA);
        const effect = { ...subject, participant: ALPHA, person: other };
        return c.ask('chair', 'decisions.closed', c.gavel(procedure, 'adopted', { effect }));
      },
    },
  },
  'decisions.entries-named': {
    allows: { 'the entries as they stand': (c) => gavels(c, announcedRoom(c)) },
    refuses: {
      'entries as they stood a moment ago': (c) => {
        const procedure = announcedRoom(c);
        const before = c.gavel(procedure);
        c.enact('chair', 'decisions.ruled', { procedure, ruling: 'A ruling.' });
        return c.ask('chair', 'decisions.closed', before);
      },
    },
  },
};

const flat = (side: 'allows' | 'refuses') =>
  Object.entries(CASES).flatMap(([rule, both]) =>
    Object.entries(both[side]).map(([what, attempt]): [string, string, Attempt] => [rule, what, attempt]),
  );

describe('The rules of decisions', () => {
  test.each(flat('allows'))('%s: allowed is %s', async (_rule, _what, attempt) => {
    expect(attempt(await Chamber.open())).toMatchObject({ allowed: true });
  });
  test.each(flat('refuses'))('%s: refused is %s', async (rule, _what, attempt) => {
    const why = expect.stringMatching(/\.$/);
    expect(attempt(await Chamber.open())).toEqual({ allowed: false, rule, why, allowedWhen: why });
  });
});
