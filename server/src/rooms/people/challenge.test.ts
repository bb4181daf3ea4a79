import type { Authority } from '@comity/acts';
import { dataOf, type Hand } from '@comity/client';
import { shippedRules } from '@comity/procedure';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  adds,
  does,
  leavesNothing,
  opens,
  posts,
  refusedBy,
  seats,
  signs,
  type TestBody,
  type TestState,
  testBody,
} from '../../testing/index.ts';

let body: TestBody;
let alpha: TestState;
let bravo: TestState;

beforeAll(async () => {
  body = await testBody();
  alpha = await seats(body, 'alpha');
  bravo = await seats(body, 'bravo');
});
afterAll(() => body.stop());

const TYPE = 'people.act-challenged';
const IN_TIME = refusedBy('people.challenge-in-time');
const THREE_DAYS = 259_200_000;
/** An act of alpha's officer, as a page of a hostile host might have had it signed. */
const signed = async (authorities: readonly Authority[] = ['exchange']) =>
  (
    await does(body, alpha.officer, 'people.authorities-set', {
      person: alpha.duty.person,
      authorities: [...authorities],
    })
  ).act;
const read = async (act: string) =>
  dataOf(await body.public.api.GET('/api/acts/{act}', { params: { path: { act } } }));

test('a challenge by an administrator marks the act for everybody, and the act keeps its effect', async () => {
  const act = await signed(['exchange', 'treaty']);
  expect(await read(act)).not.toHaveProperty('challenged');
  const made = await does(body, alpha.officer, TYPE, { act, reason: 'not-as-shown' });
  expect((await read(act)).challenged).toEqual({
    act: made.act,
    reason: 'not-as-shown',
    received: made.received,
  });
  expect(await read(made.act)).toMatchObject({ entry: { stream: 'participant/alpha', tier: 'public' } });
  const people = dataOf(
    await body.public.api.GET('/api/participants/{participant}', {
      params: { path: { participant: 'alpha' } },
    }),
  ).people;
  expect(people.find((p) => p.person === alpha.duty.person)?.authorities).toContain('treaty');
});

test('an act is challenged once, also where the root challenges it at the same time', async () => {
  const act = await signed();
  const both = await Promise.allSettled([
    does(body, alpha.officer, TYPE, { act, reason: 'not-ours' }),
    does(body, alpha.root, TYPE, { act, reason: 'not-as-shown' }),
  ]);
  expect(both.map((b) => b.status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = both.find((b) => b.status === 'rejected')!;
  expect(refused.reason).toMatchObject(IN_TIME);
});

test('who has no part in it challenges nothing', async () => {
  const act = await signed();
  const { hand: session } = await opens(body, alpha.officer);
  const attempts: [Hand, string, object][] = [
    [bravo.officer, act, IN_TIME],
    [body.secretariat, act, IN_TIME],
    [alpha.officer, 'a'.repeat(64), IN_TIME],
    [alpha.officer, body.trust.body, IN_TIME],
    [alpha.duty, act, refusedBy('people.administrators-act')],
    [session, act, refusedBy('people.binding-key')],
  ];
  await leavesNothing(body, async () => {
    for (const [hand, challenged, refusal] of attempts) {
      const attempt = does(body, hand, TYPE, { act: challenged, reason: 'not-ours' });
      await expect(attempt).rejects.toMatchObject(refusal);
    }
  });
});

test('what the root signed is not challenged', async () => {
  const clerk = await adds(body, alpha.root, 'clerk');
  const { act } = await does(body, alpha.root, 'people.person-removed', { person: clerk.person });
  const attempt = does(body, alpha.officer, TYPE, { act, reason: 'not-ours' });
  await expect(attempt).rejects.toMatchObject(IN_TIME);
});

test('the time ends three days after the act was received, and the refusal says so', async () => {
  const act = await signed();
  const challenge = await signs(body, alpha.officer, TYPE, { act, reason: 'not-ours' });
  await leavesNothing(body, async () => {
    const late = await body.clock.later(THREE_DAYS + 60_000, () => posts(body, challenge.bytes));
    expect(late).toMatchObject({
      status: 409,
      problem: {
        rule: 'people.challenge-in-time',
        allowedWhen: expect.stringContaining('at most 259200 seconds after'),
      },
    });
  });
  const kept = await body.clock.later(THREE_DAYS - 60_000, () => posts(body, challenge.bytes));
  expect(kept.status).toBe(200);
});

test('the rules name the time, also where those of the founding do not', async () => {
  const { numbers, ...shipped } = shippedRules(['en']);
  const { challengeLife: _, ...without } = numbers;
  const older = await testBody({ rules: { ...shipped, numbers: without } });
  for (const { api } of [body.public, older.public])
    expect(dataOf(await api.GET('/api/rules')).numbers.challengeLife).toBe(259_200);
  await older.stop();
});
