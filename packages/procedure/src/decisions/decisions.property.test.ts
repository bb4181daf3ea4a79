import { disclosedOf, Ledger, standing } from '@comity/acts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Chamber } from '../testing/chamber.ts';
import { Oracle } from '../testing/oracle.ts';
import { brokenAs, phaseOf } from './outcome.ts';

const HOUR = 3_600_000;
const DEADLINE = Date.parse('2026-03-09T15:00:00.000Z');

interface Move {
  readonly what: number;
  readonly who: number;
  readonly which: number;
  readonly wait: number;
}
const moves = fc.array(
  fc.record<Move>({
    what: fc.noBias(fc.nat({ max: 999 })),
    who: fc.noBias(fc.nat({ max: 999 })),
    which: fc.nat({ max: 99 }),
    wait: fc.nat({ max: 9 }),
  }),
  { minLength: 8, maxLength: 30 },
);
const settings = fc.record({
  kind: fc.constantFrom<'room' | 'silence'>('room', 'silence'),
  disclosure: fc.constantFrom<'fact' | 'state'>('fact', 'state'),
  states: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 1, max: 6 }) },
    { weight: 1, arbitrary: fc.constant(193) },
  ),
});

/** One play of a procedure, each try of which is put to the rules and to the oracle. */
class Play {
  readonly c: Chamber;
  readonly oracle: Oracle;
  readonly procedure: string;
  readonly named: boolean;
  readonly tally: Map<string, number>;

  constructor(
    c: Chamber,
    kind: 'room' | 'silence',
    disclosure: 'fact' | 'state',
    tally: Map<string, number>,
  ) {
    this.c = c;
    this.tally = tally;
    this.named = disclosure === 'state';
    c.report();
    c.wait(24 * HOUR);
    const terms = { disclosure };
    this.procedure = c.opens(kind === 'silence' ? c.silence('play', terms) : c.room('play', terms));
    this.oracle = new Oracle({ kind, named: this.named, states: c.states.length, deadline: DEADLINE });
  }

  #try(
    type: Parameters<Chamber['attempt']>[1],
    who: string,
    data: object,
    expected: boolean | undefined,
  ): string | undefined {
    const { decision, key } = this.c.attempt(who, type, { procedure: this.procedure, ...data } as never);
    if (expected !== undefined)
      expect([type, who, decision]).toMatchObject([type, who, { allowed: expected }]);
    const name = `${type} ${decision.allowed}`;
    this.tally.set(name, (this.tally.get(name) ?? 0) + 1);
    return key;
  }

  step({ what, who, which, wait }: Move): void {
    const { c, oracle } = this;
    c.wait([0, 0, 0, 1000, 60_000, HOUR, HOUR, 20 * HOUR, 40 * HOUR, 60 * HOUR][wait]!);
    const state = c.states[who % Math.min(c.states.length, 4)]!;
    const said = [...oracle.objections, ...oracle.letters];
    const target = said[which % Math.max(1, said.length)]?.key ?? 'a'.repeat(64);
    const unnamed = this.named ? '' : '-unnamed';
    switch (what % 11) {
      case 0:
      case 1: {
        const confirms = which % 3 === 0 && oracle.letters.length > 0 ? target : undefined;
        const type = `decisions.objected${unnamed}` as const;
        const may = oracle.mayObject(state, c.now, confirms);
        const key = this.#try(type as 'decisions.objected', state, confirms ? { confirms } : {}, may);
        if (key) oracle.objected(state, key, confirms);
        return;
      }
      case 2:
      case 3: {
        const type = this.named ? 'decisions.objection-withdrawn' : 'decisions.withdrawn-unnamed';
        const key = this.#try(type, state, { objection: target }, oracle.mayWithdraw(state, target));
        if (key) oracle.withdrew(target, key);
        return;
      }
      case 4: {
        const arrived = c.now - [0, 1000, 40 * HOUR][which % 3]!;
        const type = this.named ? 'decisions.receipt-recorded' : 'decisions.receipt-unnamed';
        const data = { participant: state, by: 'letter', arrived: c.at(arrived) };
        const key = this.#try(type, 'secretariat', data, oracle.mayReceive(state, arrived));
        if (key) oracle.received(state, key);
        return;
      }
      case 5: {
        const commitment = oracle.asked[which % Math.max(1, oracle.asked.length)]?.key ?? target;
        if (this.#try('decisions.vouched', 'chair', { commitment }, undefined)) oracle.vouched(commitment);
        return;
      }
      case 6:
        if (this.#try('decisions.presence-stated', state, {}, undefined)) oracle.present.add(state);
        return;
      case 7:
        if (
          this.#try(
            'decisions.presence-attested',
            'secretary',
            { present: which % (c.states.length + 1) },
            undefined,
          )
        )
          oracle.counted = which % (c.states.length + 1);
        return;
      case 8: {
        const until = c.now + (which % 2 ? 60_000 : 3 * HOUR);
        if (this.#try('decisions.announced', 'chair', { until: c.at(until) }, oracle.mayAnnounce()))
          oracle.window = until;
        return;
      }
      default:
        this.#gavel(which);
    }
  }

  #gavel(which: number): void {
    const { c, oracle, procedure } = this;
    const outcome = which % 4 === 3 ? 'broken' : 'adopted';
    const may = outcome === 'adopted' ? oracle.mayAdopt(c.now) : oracle.mayBreak();
    const before = c.fact(procedure);
    // Whoever else tries is refused: a State, the secretariat, the facilitator.
    const others = ['secretariat', 'facilitator', c.states[0]!];
    for (const who of others)
      expect(c.ask(who, 'decisions.closed', c.gavel(procedure, outcome)).allowed).toBe(false);
    const key = this.#try('decisions.closed', 'chair', c.gavel(procedure, outcome), may);
    if (!key) return;
    oracle.closed = true;
    if (outcome !== 'adopted') return;
    expect(standing(before)).toEqual([]);
    expect(brokenAs(before)).toEqual([]);
    expect(['due']).toContain(phaseOf(before, c.now, before.kind === 'silence' ? 600 : 0));
  }
}

/** The fact as a reader has it who opens nothing. */
function publicFact({ c, procedure }: Play) {
  const ledger = new Ledger();
  for (const { prepared, leaf } of c.chronicle.written) {
    const { act, id } = prepared;
    const received = Date.parse(leaf.received);
    if (leaf.tier === 'public') ledger.fold({ act, id, received });
    else ledger.foldDisclosed(disclosedOf(act)!, leaf.commitment, received);
  }
  return ledger.procedure(procedure)!;
}

test('whatever is tried, by however many: the rules and a second opinion agree, and nothing is adopted over an objection', async () => {
  const tally = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(settings, moves, async ({ kind, disclosure, states }, all) => {
      const play = new Play(await Chamber.open({ states }), kind, disclosure, tally);
      for (const move of all) play.step(move);
      const fact = play.c.fact(play.procedure);
      if (fact.closed?.outcome === 'adopted') expect(standing(fact)).toEqual([]);
      // What is shown of an unnamed objection is enough to derive the same outcome from.
      const disclosed = publicFact(play);
      expect(phaseOf(disclosed, play.c.now)).toBe(phaseOf(fact, play.c.now));
      expect(brokenAs(disclosed)).toEqual(brokenAs(fact));
      if (disclosure === 'fact') expect(JSON.stringify(disclosed.objections)).not.toContain('state-');
    }),
    { numRuns: 2000, seed: 20_261_129 },
  );
  // A play in which nothing happens would prove nothing.
  for (const wanted of [
    'decisions.closed true',
    'decisions.objected true',
    'decisions.objected-unnamed true',
    'decisions.closed false',
  ])
    expect(tally.get(wanted) ?? 0, wanted).toBeGreaterThan(100);
}, 120_000);
