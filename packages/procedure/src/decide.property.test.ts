import { createHash } from 'node:crypto';
import { type BodyState, foldEntry, foundBody } from '@comity/acts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cast, type Move, moveAct } from './testing/play.ts';
import { Scene } from './testing/scene.ts';
import { administer, invite } from './testing/steps.ts';

/**
 * The value of a state, every member in its order. `v8.serialize` would not do: its bytes also say how the engine holds
 * an array just then (packed or with room for holes), which may change while the same value is only read.
 */
const digest = ({ rules, ...rest }: BodyState) =>
  // Rules are JSON by their schema, and most of a young state.
  createHash('sha256').update(JSON.stringify(rules)).update(written(rest)).digest('hex');

function written(value: unknown): string {
  if (value instanceof Map) return `map${written([...value])}`;
  if (value instanceof Set) return `set${written([...value])}`;
  if (Array.isArray(value)) return `[${value.map(written)}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'absent';
  return `{${Object.entries(value).map(([name, held]) => `${JSON.stringify(name)}:${written(held)}`)}}`;
}
// Without the usual bias to small numbers: it would let the same root try the same act.
const any = fc.noBias(fc.nat({ max: 9239 }));
const moves = fc.array(
  fc.record<Move>({
    who: any,
    what: any,
    a: fc.nat({ max: 9 }),
    b: fc.nat({ max: 9 }),
    wait: fc.nat({ max: 4 }),
  }),
  {
    minLength: 40,
    maxLength: 80,
  },
);

/** Folds a whole record again, from its founding on. */
function replay(s: Scene): BodyState {
  const [founding] = s.chronicle.written;
  const { act, id } = founding!.prepared;
  const state = foundBody(act as never, id, (sha256) => s.chronicle.blobs.get(sha256));
  for (const { leaf, hash, prepared } of s.chronicle.written)
    foldEntry(state, leaf, hash, prepared.act, prepared.id);
  return state;
}

test('a state is told from another by its value, however the engine holds it', async () => {
  const { state } = await Scene.open();
  const copy = structuredClone(state);
  const list = copy.founding.rpIds as string[];
  list.length = 5000;
  list.length = state.founding.rpIds.length;
  expect(digest(copy)).toBe(digest(state));
  copy.seats.get('alpha')!.threshold++;
  expect(digest(copy)).not.toBe(digest(state));
});

const tried = { allowed: new Map<string, number>(), refused: new Set<string>() };

test('whatever is tried: refusals change nothing, decisions repeat, and what is allowed can be folded', async () => {
  await fc.assert(
    fc.asyncProperty(moves, async (play) => {
      const s = await Scene.open();
      const hands = await cast(s);
      await administer(s, ['officer', 'duty'], 2);
      await invite(s);
      let before = digest(s.state);
      for (const move of play) {
        const signed = await moveAct(s, hands, move);
        const decision = s.judge(signed);
        expect(digest(s.state)).toBe(before);
        expect(s.judge(signed, { state: structuredClone(s.state) })).toEqual(decision);
        if (!decision.allowed) {
          tried.refused.add(decision.rule);
          expect([decision.why, decision.allowedWhen].every((text) => text.length > 0)).toBe(true);
          continue;
        }
        const { type } = signed.prepared.act;
        tried.allowed.set(type, (tried.allowed.get(type) ?? 0) + 1);
        s.chronicle.append(signed);
        const after = digest(s.state);
        expect(after).not.toBe(before);
        before = after;
      }
      expect(digest(replay(s))).toBe(before);
    }),
    { numRuns: 50, seed: 20_260_303 },
  );
  // A play in which nothing happens would prove nothing.
  expect(tried.allowed.get('people.act-challenged')).toBeGreaterThan(0);
  expect(tried.allowed.get('people.notice-given')).toBeGreaterThan(0);
  expect(tried.allowed.size).toBeGreaterThan(15);
  expect(tried.refused.size).toBeGreaterThan(15);
});
