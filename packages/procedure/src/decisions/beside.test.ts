import type { DataOf } from '@comity/acts';
import { testId } from '@comity/acts/testing';
import { describe, expect, test } from 'vitest';
import type { Decision } from '../case.ts';
import { Chamber, fileOf } from '../testing/chamber.ts';
import type { BesideRule } from '../testing/rule-cases.ts';

type Attempt = (c: Chamber) => Decision;
type Cases = Record<
  BesideRule,
  { allows: Record<string, Attempt>; refuses: Record<string, readonly [Attempt, rule?: string]> }
>;

const ALPHA = 'state-001';
const BETA = 'state-002';
const HOUR = 3_600_000;
const text = { language: 'en', file: { sha256: fileOf('words'), size: 5 } };

/** A silence on the report, its deadline ahead. */
const pending = (c: Chamber, more = {}) => {
  c.report();
  c.wait(24 * HOUR);
  return c.opens(c.silence('silence', more));
};
const adopted = (c: Chamber, more = {}, gavel = {}) => {
  const procedure = pending(c, more);
  c.untilDue(procedure).enact('chair', 'decisions.closed', c.gavel(procedure, 'adopted', gavel));
  return procedure;
};
const broken = (c: Chamber) => {
  const procedure = pending(c);
  c.enact(BETA, 'decisions.objected', { procedure });
  c.enact('chair', 'decisions.closed', c.gavel(procedure, 'broken'));
  return procedure;
};
/** Adopted were two of three paragraphs. */
const inPart = (c: Chamber) => {
  const procedure = pending(c, { items: ['OP1', 'OP2', 'OP3'] });
  c.enact(BETA, 'decisions.objected', { procedure, items: ['OP2'] });
  c.untilDue(procedure);
  c.enact('chair', 'decisions.closed', c.gavel(procedure, 'adopted', { items: ['OP1', 'OP3'] }));
  return procedure;
};
const dissociates =
  (procedure: string, paragraphs = ['OP3'], who = ALPHA): Attempt =>
  (c) =>
    c.ask(who, 'decisions.dissociated', { procedure, paragraphs });
const dissociated = (c: Chamber, procedure: string, paragraphs = ['OP3']) =>
  c.enact(ALPHA, 'decisions.dissociated', { procedure, paragraphs });

const MANDATE = testId('man', 'report back');
const mandate = (procedure: string, more = {}): DataOf<'decisions.mandated'> => ({
  ...{ procedure, mandate: MANDATE, titles: { en: 'To report back' }, owner: { participant: BETA } },
  ...more,
});
const mandated = (c: Chamber, more = {}) => {
  const procedure = adopted(c);
  c.enact('secretariat', 'decisions.mandated', mandate(procedure, more));
  return procedure;
};
const moves = (c: Chamber, procedure: string, who: string, more = {}) =>
  c.ask(who, 'decisions.mandate-moved', { procedure, mandate: MANDATE, state: 'under-way', ...more });

const CASES: Cases = {
  'decisions.adopted-first': {
    allows: {
      'a dissociation from a paragraph of what was adopted': (c) => dissociates(adopted(c))(c),
      'one from an item that was adopted': (c) => dissociates(inPart(c))(c),
      'a reservation to the whole': (c) =>
        c.ask(ALPHA, 'decisions.reserved', { procedure: adopted(c), text }),
    },
    refuses: {
      'a dissociation a second before the gavel': [(c) => dissociates(pending(c))(c)],
      'one from what was broken': [(c) => dissociates(broken(c))(c)],
      'one from an item that was not adopted': [(c) => dissociates(inPart(c), ['OP2'])(c)],
      'a reservation before adoption': [
        (c) => c.ask(ALPHA, 'decisions.reserved', { procedure: pending(c), text }),
      ],
      'a dissociation from a motion': [
        (c) => {
          const subject = { kind: 'motion' as const, motion: 'suspend' as const };
          return dissociates(c.opens(c.room('motion', { subject })))(c);
        },
      ],
      'an observer': [(c) => dissociates(adopted(c), ['OP3'], 'observer')(c), 'decisions.state-speaks'],
      'a procedure that there is not': [dissociates(testId('pro', 'none')), 'decisions.procedure-open'],
    },
  },
  'decisions.statement-once': {
    allows: {
      'another paragraph': (c) => {
        const procedure = adopted(c);
        dissociated(c, procedure);
        return dissociates(procedure, ['OP4'])(c);
      },
      'the same paragraph by another State': (c) => {
        const procedure = adopted(c);
        dissociated(c, procedure);
        return dissociates(procedure, ['OP3'], BETA)(c);
      },
      'the same again, once it was withdrawn': (c) => {
        const procedure = adopted(c);
        const statement = dissociated(c, procedure);
        c.enact(ALPHA, 'decisions.statement-withdrawn', { procedure, statement });
        return dissociates(procedure)(c);
      },
      'an explanation before the decision, and by another State after it': (c) => {
        const procedure = pending(c);
        c.enact(ALPHA, 'decisions.explained', { procedure, text });
        c.untilDue(procedure).enact('chair', 'decisions.closed', c.gavel(procedure));
        return c.ask(BETA, 'decisions.explained', { procedure, text });
      },
    },
    refuses: {
      'a second dissociation from a paragraph': [
        (c) => {
          const procedure = adopted(c);
          dissociated(c, procedure);
          return dissociates(procedure, ['OP3', 'OP4'])(c);
        },
      ],
      'a reservation to the whole beside one to a paragraph': [
        (c) => {
          const procedure = adopted(c);
          c.enact(ALPHA, 'decisions.reserved', { procedure, paragraphs: ['OP1'], text });
          return c.ask(ALPHA, 'decisions.reserved', { procedure, text });
        },
      ],
      'a second explanation': [
        (c) => {
          const procedure = adopted(c);
          c.enact(ALPHA, 'decisions.explained', { procedure, text });
          return c.ask(ALPHA, 'decisions.explained', { procedure, text });
        },
      ],
      'an explanation once the decision begins to fall, which would hold up the gavel': [
        (c) => {
          const procedure = pending(c);
          return c.untilDue(procedure).ask(ALPHA, 'decisions.explained', { procedure, text });
        },
        'decisions.position-in-time',
      ],
      'an explanation of what was withdrawn': [
        (c) => {
          const procedure = pending(c);
          c.enact('chair', 'decisions.closed', c.gavel(procedure, 'withdrawn'));
          return c.ask(ALPHA, 'decisions.explained', { procedure, text });
        },
        'decisions.adopted-first',
      ],
    },
  },
  'decisions.own-statement': {
    allows: {
      'its own': (c) => {
        const procedure = adopted(c);
        const statement = dissociated(c, procedure);
        return c.ask(ALPHA, 'decisions.statement-withdrawn', { procedure, statement });
      },
    },
    refuses: {
      'that of another State': [
        (c) => {
          const procedure = adopted(c);
          const statement = dissociated(c, procedure);
          return c.ask(BETA, 'decisions.statement-withdrawn', { procedure, statement });
        },
      ],
      'by the secretariat, in the name of a State': [
        (c) => {
          const procedure = adopted(c);
          const statement = dissociated(c, procedure);
          return c.ask('secretariat', 'decisions.statement-withdrawn', { procedure, statement });
        },
        'decisions.state-speaks',
      ],
      'one that was withdrawn': [
        (c) => {
          const procedure = adopted(c);
          const statement = dissociated(c, procedure);
          c.enact(ALPHA, 'decisions.statement-withdrawn', { procedure, statement });
          return c.ask(ALPHA, 'decisions.statement-withdrawn', { procedure, statement });
        },
        'decisions.entry-known',
      ],
    },
  },
  'decisions.mandate-entered': {
    allows: {
      'a mandate of the chair, with a date': (c) =>
        c.ask('chair', 'decisions.mandated', mandate(adopted(c), { due: c.in(10_000) })),
      'one of the secretary, for an office': (c) =>
        c.ask('secretary', 'decisions.mandated', mandate(adopted(c), { owner: { office: 'chair' } })),
    },
    refuses: {
      'a State that enters one': [(c) => c.ask(ALPHA, 'decisions.mandated', mandate(adopted(c)))],
      'one that is due in the past': [
        (c) => c.ask('chair', 'decisions.mandated', mandate(adopted(c), { due: c.in(-1) })),
      ],
      'one for nobody of the body': [
        (c) =>
          c.ask('chair', 'decisions.mandated', mandate(adopted(c), { owner: { participant: 'nowhere' } })),
      ],
      'the same a second time': [
        (c) => {
          const procedure = mandated(c);
          return c.ask('chair', 'decisions.mandated', mandate(procedure));
        },
      ],
      'one that rests on nothing adopted': [
        (c) => c.ask('chair', 'decisions.mandated', mandate(broken(c))),
        'decisions.adopted-first',
      ],
    },
  },
  'decisions.mandate-owner': {
    allows: {
      'its owner': (c) => moves(c, mandated(c), BETA),
      'whoever holds the office': (c) =>
        moves(c, mandated(c, { owner: { office: 'facilitator' } }), 'facilitator'),
      'the secretariat, with a new date': (c) =>
        moves(c, mandated(c, { owner: { body: true } }), 'secretariat', { due: c.in(100_000) }),
    },
    refuses: {
      'another State': [(c) => moves(c, mandated(c), ALPHA)],
      'what is done': [
        (c) => {
          const procedure = mandated(c);
          c.enact(BETA, 'decisions.mandate-moved', { procedure, mandate: MANDATE, state: 'done' });
          return moves(c, procedure, BETA);
        },
        'decisions.entry-known',
      ],
      'one that there is not': [(c) => moves(c, adopted(c), BETA), 'decisions.entry-known'],
      'a date in the past': [
        (c) => moves(c, mandated(c), BETA, { due: c.in(-1) }),
        'decisions.mandate-entered',
      ],
    },
  },
  'decisions.delivery-evidenced': {
    allows: {
      'what the secretariat sent to every State': (c) =>
        c.ask('secretariat', 'decisions.circulated', {
          ...{ procedure: pending(c), by: 'note-verbale', sent: c.in(-1) },
        }),
      'a State that has it': (c) =>
        c.ask(ALPHA, 'decisions.delivery-acknowledged', { procedure: pending(c) }),
    },
    refuses: {
      'a State that says what was sent': [
        (c) => c.ask(ALPHA, 'decisions.circulated', { procedure: pending(c), by: 'e-mail', sent: c.in(-1) }),
      ],
      'what is to be sent tomorrow': [
        (c) =>
          c.ask('secretariat', 'decisions.circulated', {
            procedure: pending(c),
            by: 'e-mail',
            sent: c.in(24),
          }),
      ],
      'one to an observer': [
        (c) =>
          c.ask('secretariat', 'decisions.circulated', {
            ...{ procedure: pending(c), by: 'e-mail', sent: c.in(-1), to: ['observer'] },
          }),
      ],
      'the same State twice': [
        (c) => {
          const procedure = pending(c);
          c.enact(ALPHA, 'decisions.delivery-acknowledged', { procedure });
          return c.ask(ALPHA, 'decisions.delivery-acknowledged', { procedure });
        },
      ],
      'a State that says so for another': [
        (c) => c.ask('secretariat', 'decisions.delivery-acknowledged', { procedure: pending(c) }),
        'decisions.state-speaks',
      ],
      'after the deadline, before the gavel': [
        (c) => {
          const procedure = pending(c);
          return c.untilDue(procedure).ask(ALPHA, 'decisions.delivery-acknowledged', { procedure });
        },
        'decisions.position-in-time',
      ],
      'after the gavel': [
        (c) => c.ask(ALPHA, 'decisions.delivery-acknowledged', { procedure: adopted(c) }),
        'decisions.procedure-open',
      ],
    },
  },
};

const allows = Object.entries(CASES).flatMap(([rule, { allows: cases }]) =>
  Object.entries(cases).map(([what, attempt]): [string, string, Attempt] => [rule, what, attempt]),
);
const refuses = Object.entries(CASES).flatMap(([rule, { refuses: cases }]) =>
  Object.entries(cases).map(([what, [attempt, by]]): [string, string, Attempt] => [
    by ?? rule,
    what,
    attempt,
  ]),
);

describe('The rules on what is said beside a decision and done by it', () => {
  test.each(allows)('%s: allowed is %s', async (_rule, _what, attempt) => {
    expect(attempt(await Chamber.open())).toMatchObject({ allowed: true });
  });
  test.each(refuses)('%s: refused is %s', async (rule, _what, attempt) => {
    const why = expect.stringMatching(/\.$/);
    expect(attempt(await Chamber.open())).toEqual({ allowed: false, rule, why, allowedWhen: why });
  });
});

describe('What a procedure adds up to', () => {
  test('holds what was said before the gavel and after it, and what of it was withdrawn', async () => {
    const c = await Chamber.open();
    const procedure = pending(c);
    c.enact(BETA, 'decisions.explained', { procedure, text });
    c.untilDue(procedure).enact('chair', 'decisions.closed', c.gavel(procedure));
    const statement = dissociated(c, procedure);
    c.enact(ALPHA, 'decisions.statement-withdrawn', { procedure, statement });
    const { statements, closed } = c.fact(procedure);
    expect(statements).toMatchObject([
      { kind: 'explanation', participant: BETA, before: true },
      { kind: 'dissociation', participant: ALPHA, paragraphs: ['OP3'], ended: {} },
    ]);
    expect(statements![1]).not.toHaveProperty('before');
    // The gavel fixed what the outcome rests on: what is said after it changes nothing of it.
    expect(closed).toMatchObject({ outcome: 'adopted', entries: 2 });
  });

  test('holds how far a mandate is, and its date as moved last', async () => {
    const c = await Chamber.open();
    const procedure = mandated(c, { due: c.in(1000) });
    const due = c.in(2000);
    const data = { procedure, mandate: MANDATE, due, note: 'Two meetings were held.' };
    c.enact(BETA, 'decisions.mandate-moved', { ...data, state: 'under-way' });
    expect(c.fact(procedure).mandates).toMatchObject([
      { state: 'under-way', due: Date.parse(due), moves: [{ participant: BETA, note: data.note }] },
    ]);
  });
});
