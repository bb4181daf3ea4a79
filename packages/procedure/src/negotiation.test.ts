import { type ActType, type Agreement, type DataOf, textsOf } from '@comity/acts';
import { testId } from '@comity/acts/testing';
import { describe, expect, test } from 'vitest';
import type { Decision } from './case.ts';
import type { RuleId } from './rule-ids.ts';
import { Chamber, fileOf, REPORT } from './testing/chamber.ts';

const [ALPHA, BETA, GAMMA] = ['state-001', 'state-002', 'state-003'];
const HOUR = 3_600_000;
const TEXT = fileOf(`${REPORT} en`);
const prp = (n: number) => testId('prp', `${n}`);
const par = (n: number) => testId('par', `${n}`);
const content = { sha256: fileOf('proposal'), size: 8 };
const document = REPORT;
const text = (n: number) => fileOf(`text ${n}`);

type Attempt = (c: Chamber) => Decision;
type Cases = Record<
  Extract<RuleId, `negotiation.${string}`>,
  { allows: Record<string, Attempt>; refuses: Record<string, Attempt> }
>;

const opening = { document, language: 'en', text: TEXT, layer: 'informals' };
/** A report under negotiation, guided by the facilitator. */
const negotiated = (c: Chamber): Chamber => {
  c.report(['en', 'fr']);
  c.enact('facilitator', 'negotiation.opened', opening);
  return c;
};
const proposal = (n: number, more: Partial<DataOf<'negotiation.proposed'>> = {}) => ({
  ...{ document, proposal: prp(n), on: TEXT, paragraphs: [par(1)], content },
  ...more,
});
const proposes = (c: Chamber, n = 1, who = ALPHA!, more = {}) =>
  c.enact(who, 'negotiation.proposed', proposal(n, more));
const joins = (c: Chamber, who: string, as: DataOf<'negotiation.joined'>['as'], n = 1) =>
  c.enact(who, 'negotiation.joined', { document, proposal: prp(n), as });
const states = (
  c: Chamber,
  who: string,
  position: DataOf<'negotiation.position-stated'>['position'],
  on: object,
) => c.enact(who, 'negotiation.position-stated', { document, position, ...on });
const settling = (
  outcome: DataOf<'negotiation.settled'>['outcome'],
  n = 1,
  on = TEXT,
  result: string | undefined = outcome === 'accepted' ? text(n) : undefined,
) => ({ document, proposals: [prp(n)], outcome, on, ...(result ? { result } : {}) });
const accepts = (c: Chamber, n = 1, on = TEXT) =>
  c.enact('facilitator', 'negotiation.settled', settling('accepted', n, on));
const marking = (agreement: Agreement, paragraphs = [par(1)], on = TEXT) => ({
  document,
  paragraphs,
  on,
  agreement,
});
const marks = (c: Chamber, agreement: Agreement, paragraphs = [par(1)]) =>
  c.enact('facilitator', 'negotiation.agreement-marked', marking(agreement, paragraphs));
const asks =
  <T extends ActType>(
    who: string,
    type: T,
    data: DataOf<T>,
    before: (c: Chamber) => unknown = () => {},
  ): Attempt =>
  (c) => {
    negotiated(c);
    before(c);
    return c.ask(who, type, data);
  };
const asksToMark = (agreement: Agreement, before: (c: Chamber) => unknown, paragraphs = [par(1)]) =>
  asks('facilitator', 'negotiation.agreement-marked', marking(agreement, paragraphs), before);
const AGREED = { kind: 'agreed' } as const;
const recorded = (n: number, participant = ALPHA!) => ({ ...proposal(n), participant, by: 'voice' as const });
const referendum = (c: Chamber) =>
  marks(c, { kind: 'ad-referendum', until: c.in(2), participants: [ALPHA!] });

const CASES: Cases = {
  'negotiation.chair-presides': {
    allows: {
      'the facilitator in informals': asks(
        'facilitator',
        'negotiation.settled',
        settling('accepted'),
        proposes,
      ),
      'the chair': asks('chair', 'negotiation.closed', { document, text: TEXT, outcome: 'discontinued' }),
    },
    refuses: {
      'a State that accepts': asks(ALPHA!, 'negotiation.settled', settling('accepted'), proposes),
      'the facilitator who moves it to the plenary': asks('facilitator', 'negotiation.text-issued', {
        ...{ document, text: TEXT, layer: 'plenary' },
      }),
      'a layer that the rules do not know': (c) => {
        c.report(['en']);
        return c.ask('chair', 'negotiation.opened', { ...opening, layer: 'corridor' });
      },
    },
  },
  'negotiation.state-speaks': {
    allows: {
      'a State that proposes': asks(ALPHA!, 'negotiation.proposed', proposal(1)),
      'a State that objects': asks(BETA!, 'negotiation.position-stated', {
        ...{ document, position: 'object', paragraphs: [par(1)] },
      }),
    },
    refuses: { 'an observer that proposes': asks('observer', 'negotiation.proposed', proposal(1)) },
  },
  'negotiation.secretariat-records': {
    allows: { 'the secretariat records': asks('secretariat', 'negotiation.proposal-recorded', recorded(1)) },
    refuses: {
      'a State that records for another': asks(BETA!, 'negotiation.proposal-recorded', recorded(1)),
      'one recorded of no State': asks(
        'secretariat',
        'negotiation.proposal-recorded',
        recorded(1, 'observer'),
      ),
      'the acceptance of one that its State has not confirmed': asks(
        'facilitator',
        'negotiation.settled',
        settling('accepted'),
        (c) => c.enact('secretariat', 'negotiation.proposal-recorded', recorded(1)),
      ),
    },
  },
  'negotiation.text-registered': {
    allows: {},
    refuses: {
      'a text that is no version': (c) => {
        c.report(['en']);
        return c.ask('chair', 'negotiation.opened', { ...opening, text: text(9) });
      },
      'a version in another language': asks('chair', 'negotiation.text-issued', {
        ...{ document, text: fileOf(`${REPORT} fr`) },
      }),
    },
  },
  'negotiation.negotiation-open': {
    allows: {},
    refuses: {
      'a proposal where nothing is negotiated': (c) => c.ask(ALPHA!, 'negotiation.proposed', proposal(1)),
      'a second negotiation of the same text': asks('chair', 'negotiation.opened', opening),
      'a proposal after the end': asks(ALPHA!, 'negotiation.proposed', proposal(1), (c) =>
        c.enact('chair', 'negotiation.closed', { document, text: TEXT, outcome: 'put-to-decision' }),
      ),
    },
  },
  'negotiation.proposal-once': {
    allows: {},
    refuses: {
      'an id that was used': asks(BETA!, 'negotiation.proposed', proposal(1), proposes),
      'a new paragraph with the id of another': asks(
        BETA!,
        'negotiation.proposed',
        proposal(2, { brings: [par(1)] }),
        proposes,
      ),
    },
  },
  'negotiation.base-current': {
    allows: {
      'a proposal on the text before the last acceptance': asks(
        BETA!,
        'negotiation.proposed',
        proposal(2),
        (c) => {
          proposes(c);
          accepts(c);
        },
      ),
    },
    refuses: {
      'a proposal on a text that never stood': asks(
        ALPHA!,
        'negotiation.proposed',
        proposal(1, { on: text(9) }),
      ),
      'an acceptance on the text before the last one': asks(
        'facilitator',
        'negotiation.settled',
        settling('accepted', 2),
        (c) => {
          proposes(c);
          proposes(c, 2);
          accepts(c);
        },
      ),
    },
  },
  'negotiation.paragraph-open': {
    allows: {
      'an amendment once it is reopened': asks(ALPHA!, 'negotiation.proposed', proposal(1), (c) => {
        marks(c, AGREED);
        marks(c, { kind: 'reopened', reason: 'A new fact.' });
      }),
    },
    refuses: {
      'an amendment to a paragraph that is agreed': asks(ALPHA!, 'negotiation.proposed', proposal(1), (c) =>
        marks(c, AGREED),
      ),
      'one to a paragraph agreed ad referendum': asks(BETA!, 'negotiation.proposed', proposal(1), referendum),
      'pending again without a reason': asksToMark({ kind: 'pending' }, (c) => marks(c, AGREED)),
    },
  },
  'negotiation.known-proposal': {
    allows: {},
    refuses: {
      'a position on what was not proposed': asks(ALPHA!, 'negotiation.position-stated', {
        ...{ document, position: 'support', proposals: [prp(7)] },
      }),
      'the acceptance of one that was withdrawn': asks(
        'facilitator',
        'negotiation.settled',
        settling('accepted'),
        (c) => {
          proposes(c);
          c.enact(ALPHA!, 'negotiation.left', { document, proposal: prp(1) });
        },
      ),
      'the return of one that was not set aside': asks(
        'facilitator',
        'negotiation.settled',
        settling('restored'),
        proposes,
      ),
    },
  },
  'negotiation.sponsor-once': {
    allows: {
      'its State confirms what was recorded': asks(
        ALPHA!,
        'negotiation.joined',
        { document, proposal: prp(1), as: 'proposer' },
        (c) => c.enact('secretariat', 'negotiation.proposal-recorded', recorded(1)),
      ),
    },
    refuses: {
      'a co-sponsor twice': asks(
        BETA!,
        'negotiation.joined',
        { document, proposal: prp(1), as: 'co-sponsor' },
        (c) => {
          proposes(c);
          joins(c, BETA!, 'co-sponsor');
        },
      ),
      'another State that confirms': asks(
        BETA!,
        'negotiation.joined',
        { document, proposal: prp(1), as: 'proposer' },
        (c) => c.enact('secretariat', 'negotiation.proposal-recorded', recorded(1)),
      ),
      'one that leaves what it never joined': asks(
        BETA!,
        'negotiation.left',
        { document, proposal: prp(1) },
        proposes,
      ),
    },
  },
  'negotiation.own-replacement': {
    allows: {
      'its own': asks(ALPHA!, 'negotiation.proposed', proposal(2, { replaces: prp(1) }), proposes),
    },
    refuses: {
      'that of another State': asks(
        BETA!,
        'negotiation.proposed',
        proposal(2, { replaces: prp(1) }),
        proposes,
      ),
      'one with a co-sponsor': asks(
        ALPHA!,
        'negotiation.proposed',
        proposal(2, { replaces: prp(1) }),
        (c) => {
          proposes(c);
          joins(c, BETA!, 'co-sponsor');
        },
      ),
    },
  },
  'negotiation.joint-position': {
    allows: {
      'the same position': (c) => {
        negotiated(c);
        const joined = states(c, ALPHA!, 'reserve', { paragraphs: [par(1)] });
        return c.ask(BETA!, 'negotiation.position-stated', {
          ...{ document, position: 'reserve', paragraphs: [par(1)], joins: joined },
        });
      },
    },
    refuses: {
      'another position': (c) => {
        negotiated(c);
        const joined = states(c, ALPHA!, 'reserve', { paragraphs: [par(1)] });
        return c.ask(BETA!, 'negotiation.position-stated', {
          ...{ document, position: 'support', paragraphs: [par(1)], joins: joined },
        });
      },
      'an own one': (c) => {
        negotiated(c);
        const joined = states(c, ALPHA!, 'reserve', { paragraphs: [par(1)] });
        return c.ask(ALPHA!, 'negotiation.position-stated', {
          ...{ document, position: 'reserve', paragraphs: [par(1)], joins: joined },
        });
      },
    },
  },
  'negotiation.no-objection': {
    allows: {
      'an acceptance once the State can live with it': asks(
        'facilitator',
        'negotiation.settled',
        settling('accepted'),
        (c) => {
          proposes(c);
          states(c, BETA!, 'object', { proposals: [prp(1)] });
          states(c, BETA!, 'can-live-with', { proposals: [prp(1)] });
        },
      ),
    },
    refuses: {
      'an acceptance over an objection, by the chair too': asks(
        'chair',
        'negotiation.settled',
        settling('accepted'),
        (c) => {
          proposes(c);
          states(c, BETA!, 'object', { proposals: [prp(1)] });
        },
      ),
      'agreement over an objection': asksToMark(AGREED, (c) =>
        states(c, BETA!, 'object', { paragraphs: [par(1)] }),
      ),
    },
  },
  'negotiation.proposals-settled': {
    allows: {
      'agreement once they are set aside': asksToMark(AGREED, (c) => {
        proposes(c);
        c.enact('facilitator', 'negotiation.settled', settling('set-aside'));
      }),
    },
    refuses: { 'agreement with a proposal open': asksToMark(AGREED, proposes) },
  },
  'negotiation.conditions-met': {
    allows: {
      'a package, agreed together': asksToMark(
        AGREED,
        (c) => {
          marks(c, { kind: 'subject-to', paragraphs: [par(2)] });
          marks(c, { kind: 'subject-to', paragraphs: [par(1)] }, [par(2)]);
        },
        [par(1), par(2)].sort(),
      ),
      'after the capital answered': asksToMark(AGREED, (c) => {
        referendum(c);
        states(c, ALPHA!, 'support', { paragraphs: [par(1)] });
      }),
      'after the time for its answer': asksToMark(AGREED, (c) => {
        referendum(c);
        c.wait(2 * HOUR);
      }),
    },
    refuses: {
      'one of a package alone': asksToMark(AGREED, (c) =>
        marks(c, { kind: 'subject-to', paragraphs: [par(2)] }),
      ),
      'before the capital answered': asksToMark(AGREED, referendum),
      'a delegation that is waited for': asksToMark(AGREED, (c) => {
        marks(c, { kind: 'pending-delegations', participants: [GAMMA!] });
        states(c, BETA!, 'support', { paragraphs: [par(1)] });
      }),
      'a time that is over': asksToMark(
        { kind: 'ad-referendum', until: '2026-01-01T00:00:00.000Z', participants: [ALPHA!] },
        () => {},
      ),
      'what is open reopened': asksToMark({ kind: 'reopened', reason: 'R' }, () => {}),
    },
  },
  'negotiation.last-taken-back': {
    allows: {},
    refuses: {
      'an acceptance before the last': asks(
        'facilitator',
        'negotiation.settled',
        settling('taken-back', 1, text(2), TEXT),
        (c) => {
          proposes(c);
          proposes(c, 2);
          accepts(c);
          accepts(c, 2, text(1));
        },
      ),
    },
  },
};

describe.each(Object.entries(CASES))('%s', (rule, { allows, refuses }) => {
  test.each(Object.entries(allows))('allows %s', async (_, attempt) => {
    expect(attempt(await Chamber.open())).toMatchObject({ allowed: true });
  });
  test.each(Object.entries(refuses))('refuses %s', async (_, attempt) => {
    expect(attempt(await Chamber.open())).toMatchObject({ allowed: false, rule });
  });
});

describe('what a negotiation adds up to', () => {
  test('a proposal stands as long as one who sponsored it is left', async () => {
    const c = negotiated(await Chamber.open());
    proposes(c);
    joins(c, BETA!, 'co-sponsor');
    joins(c, GAMMA!, 'supporter');
    const fact = () => c.chronicle.ledger.proposal(prp(1))!;
    c.enact(ALPHA!, 'negotiation.left', { document, proposal: prp(1) });
    expect(fact()).toMatchObject({ fate: 'pending', sponsors: [BETA], supporters: [GAMMA] });
    expect(c.chronicle.ledger.paragraph(document, par(1))!.open).toEqual([prp(1)]);
    c.enact(BETA!, 'negotiation.left', { document, proposal: prp(1) });
    expect(fact()).toMatchObject({ fate: 'withdrawn', sponsors: [] });
    expect(c.chronicle.ledger.paragraph(document, par(1))!.open).toEqual([]);
  });

  test('a text under embargo is not negotiated before its end: everybody would read it', async () => {
    const c = await Chamber.open();
    const files = { en: { sha256: TEXT, size: 1, media: 'text/plain' } };
    const embargo = c.at(c.chronicle.now + 60_000);
    const kept = { document, titles: { en: 'Kept' }, source: 'secretariat' as const, files, embargo };
    c.enact('secretariat', 'documents.registered', kept);
    expect(c.ask('facilitator', 'negotiation.opened', opening)).toMatchObject({
      ...{ allowed: false, rule: 'documents.embargo-kept' },
    });
    c.chronicle.now += 60_000;
    expect(c.ask('facilitator', 'negotiation.opened', opening)).toMatchObject({ allowed: true });
  });

  test('what is taken back is open again, on the text before it', async () => {
    const c = negotiated(await Chamber.open());
    proposes(c);
    accepts(c);
    const fact = () => c.chronicle.ledger.negotiation(document)!;
    expect(textsOf(fact())).toEqual([TEXT, text(1)]);
    c.enact('facilitator', 'negotiation.settled', settling('taken-back', 1, text(1), TEXT));
    expect(fact()).toMatchObject({ text: TEXT, accepted: [] });
    expect(c.chronicle.ledger.proposal(prp(1))!.fate).toBe('pending');
  });

  test('a later position supersedes, and agreement is kept by layer', async () => {
    const c = negotiated(await Chamber.open());
    states(c, ALPHA!, 'instructions-pending', { paragraphs: [par(1)] });
    const act = states(c, ALPHA!, 'support', { paragraphs: [par(1)] });
    marks(c, AGREED);
    c.enact('chair', 'negotiation.text-issued', { document, text: TEXT, layer: 'committee' });
    const fact = c.chronicle.ledger.paragraph(document, par(1))!;
    expect(fact.positions[ALPHA!]).toMatchObject({ position: 'support', act });
    expect(Object.keys(fact.agreements)).toEqual(['informals']);
    expect(c.ask(ALPHA!, 'negotiation.proposed', proposal(1))).toMatchObject({ allowed: true });
  });
});
