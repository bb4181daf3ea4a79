import { expect, test } from 'vitest';
import { type ContactStep, type Leaving, leavingSteps } from './leaving.ts';

const CON = 'con_a';
const [A, B] = ['per_a', 'per_b'];
const person = (id: string, more: object = {}) => ({
  ...{ person: id, administrator: false, authorities: [], keys: [], removed: false, ...more },
});
const leaving = (steps: readonly ContactStep[], more: Partial<Leaving> = {}): Leaving => ({
  person: A,
  house: { people: [person(B)] } as never,
  contacts: [{ contact: CON, steps }],
  custody: { keys: [], notes: [] },
  ...more,
});
const standing = (of: Leaving) => Object.fromEntries(leavingSteps(of).map(({ step, is }) => [step, is]));
const NOMINATED: ContactStep = { index: 1, roster: [A, B] };
const FIRST: ContactStep = { index: 2, key: 'first' };
const LEFT: ContactStep = { index: 5, roster: [B] };
const SECOND: ContactStep = { index: 6, key: 'second' };

test('who still acts, stands on the roster or holds the key in force can open something new', () => {
  const still = { house: { people: [person(A, { administrator: true }), person(B)] } as never };
  expect(standing(leaving([NOMINATED, FIRST], still))).toEqual({
    ...{ removed: 'open', administrator: 'open', roster: 'open', successor: 'done', key: 'open' },
    ...{ wraps: 'needless', destroyed: 'needless', closed: 'open' },
  });
  expect(standing(leaving([NOMINATED, FIRST, LEFT]))).toMatchObject({
    roster: 'done',
    key: 'open',
    closed: 'open',
  });
});

test('a key that was certified before they left does not count as new', () => {
  expect(standing(leaving([NOMINATED, FIRST, { index: 4, key: 'early' }, LEFT])).key).toBe('open');
  expect(standing(leaving([NOMINATED, FIRST, LEFT, SECOND]))).toMatchObject({ key: 'done', closed: 'done' });
});

test('whoever comes back on the roster holds everything again', () => {
  const back = [NOMINATED, FIRST, LEFT, SECOND, { index: 9, roster: [A, B] }];
  expect(standing(leaving(back))).toMatchObject({ roster: 'open', key: 'open', closed: 'open' });
});

test('old messages and the former key are a care of their own, which closes nothing new', () => {
  const steps = [NOMINATED, FIRST, LEFT, SECOND];
  expect(standing(leaving(steps))).toMatchObject({ wraps: 'open', destroyed: 'open', closed: 'done' });
  const key = { contact: CON, fingerprint: 'second', certified: '2026-01-02', wraps: '2026-01-03' };
  const note = { kind: 'destroyed', subject: 'first' };
  const custody = { keys: [key], notes: [note] } as unknown as Leaving['custody'];
  expect(standing(leaving(steps, { custody }))).toMatchObject({ wraps: 'done', destroyed: 'done' });
});

test('who served no contact leaves with being removed', () => {
  expect(leavingSteps(leaving([{ index: 1, roster: [B] }, FIRST])).map(({ step, is }) => [step, is])).toEqual(
    [
      ['removed', 'done'],
      ['administrator', 'done'],
      ['closed', 'done'],
    ],
  );
});
