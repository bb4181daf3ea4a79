import { createHash } from 'node:crypto';
import { serialize } from 'node:v8';
import { type BodyState, foldEntry, foundBody } from '@comity/acts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cast, type Move, moveAct } from './testing/play.ts';
import { Scene } from './testing/scene.ts';
import { administer, invite } from './testing/steps.ts';

const digest = (state: BodyState) => createHash('sha256').update(serialize(state)).digest('hex');
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

const tried = { allowed: new Map<string, number>(), refused: new Set<string>() };

test('whatever is tried: refusals change nothing, decisions repeat, and what is allowed can be folded', async () => {
  await fc.assert(
    fc.asyncProperty(moves, async (play) => {
      const s = await Scene.open();
      const hands = await cast(s);
      await administer(s, ['officer', 'duty'], 2);
      await invite(s);
      for (const move of play) {
        const signed = await moveAct(s, hands, move);
        const before = digest(s.state);
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
      }
      expect(digest(replay(s))).toBe(digest(s.state));
    }),
    { numRuns: 50, seed: 20_260_303 },
  );
  // A play in which nothing happens would prove nothing.
  expect(tried.allowed.get('people.act-challenged')).toBeGreaterThan(0);
  expect(tried.allowed.get('people.notice-given')).toBeGreaterThan(0);
  expect(tried.allowed.size).toBeGreaterThan(15);
  expect(tried.refused.size).toBeGreaterThan(15);
});
