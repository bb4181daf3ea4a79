import { draftAct, newId } from '@comity/acts';
import { EMPTY_ROOT, toHex } from '@comity/log';
import { expect, test } from 'vitest';
import { type Choice, commandFor, faultOf, MOST, offlineCommandsFor, queryFor, remarkOn } from './choice.ts';

const someone = (count: number) => Array.from({ length: count }, () => newId('per'));
const choice = (count: number, threshold: number): Choice => ({ people: someone(count), threshold });

test.each([
  [choice(1, 1), undefined],
  [choice(3, 2), undefined],
  [choice(MOST, MOST), undefined],
  [choice(0, 1), 'nobody'],
  [choice(MOST + 1, 1), 'too-many'],
  [choice(2, 3), 'threshold'],
  [choice(2, 0), 'threshold'],
  [choice(2, 1.5), 'threshold'],
  [choice(2, Number.NaN), 'threshold'],
])('takes what an act can say and names what is wrong with the rest', (given, fault) => {
  expect(faultOf(given)).toBe(fault);
  const { people: administrators, threshold } = given;
  const draft = () =>
    draftAct({
      body: 'b'.repeat(64),
      type: 'people.administrators-set',
      actor: { participant: 'alderia', key: 'a'.repeat(64) },
      at: '2026-01-01T00:00:00.000Z',
      seen: { size: 0, root: toHex(EMPTY_ROOT) },
      data: { administrators: [...administrators].sort(), threshold },
    });
  if (fault) expect(draft).toThrow();
  else expect(draft().act.data).toMatchObject({ threshold });
});

test('says what a choice brings with it', () => {
  expect(remarkOn(choice(1, 1))).toBe('alone');
  expect(remarkOn(choice(3, 3))).toBe('all-needed');
  expect(remarkOn(choice(3, 1))).toBe('one-suffices');
  expect(remarkOn(choice(3, 2))).toBeUndefined();
});

test('writes the command with persons in their one order, online and offline', () => {
  const given = { people: ['per_b', 'per_a'], threshold: 2 };
  const line = 'comity state administrators set per_a per_b --threshold 2 --as alderia-root';
  expect(commandFor('alderia', given)).toBe(line);
  expect(offlineCommandsFor('alderia', given)).toBe(
    `${line} --offline administrators.act\ncomity submit administrators.act`,
  );
  expect(Object.fromEntries(new URLSearchParams(queryFor('alderia', given)))).toEqual({
    participant: 'alderia',
    what: 'administrators',
    people: 'per_a per_b',
    threshold: '2',
  });
});
