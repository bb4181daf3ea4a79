import { leafCommitment, prepareAct } from '@comity/acts';
import { canonicalBytes } from '@comity/log';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actWithin, commitmentWithin, preparedFrom } from './prepared.ts';
import { buildHistory } from './testing/index.ts';

test('cuts out of entries and openings what was signed', async () => {
  const { chronicle } = await buildHistory({ participants: 3, acts: 40 });
  for (const { index, bytes, leaf, opening, prepared } of chronicle.written) {
    const { act } = prepared;
    const within = leaf.tier === 'public' ? bytes : canonicalBytes({ index, ...opening });
    expect(preparedFrom(actWithin(within), act)).toEqual(prepareAct(act));
    if (opening)
      expect(commitmentWithin({ index, opening, bytes: within }, actWithin(within))).toBe(
        leafCommitment(opening),
      );
  }
});

test('finds the end of an act whatever its words are', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (one, other) => {
      fc.pre(!`${one}${other}`.includes('\u0000') && one.isWellFormed());
      const act = { data: { [`k${other}`]: one, z: { '"}': '\\' } }, type: other } as never;
      expect(preparedFrom(actWithin(canonicalBytes({ act, v: '}' })), act)).toEqual(prepareAct(act));
    }),
  );
});
