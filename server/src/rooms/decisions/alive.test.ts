import { dataOf } from '@comity/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  convenes,
  type Deciders,
  does,
  findProcedure,
  mandateOf,
  opening,
  quickRules,
  refusedBy,
  STATES,
  type TestBody,
  testBody,
} from '../../testing/index.ts';
import { noteRunning } from './alive.ts';

let body: TestBody;
let who: Deciders;
beforeAll(async () => {
  body = await testBody({ rules: quickRules() });
  who = await convenes(body, STATES);
}, 60_000);
afterAll(() => body.stop());

const MINUTE = 60_000;
const HOUR = 3_600_000;
const stated = async () =>
  dataOf(await body.public.api.GET('/api/acts', { params: { query: { type: 'host.unavailable' } } })).entries;

test('a time in which no server ran is stated once where a silence was under way, and gives back that time', async () => {
  await noteRunning(body.record);
  // Nothing waits for anybody: who was away is nobody's business.
  await body.clock.later(20 * MINUTE, () => noteRunning(body.record));
  expect(await stated()).toEqual([]);
  const subject = await mandateOf(body, who.chair, 'A mandate');
  const deadline = body.clock.at(30 * HOUR);
  const { procedure, ...data } = opening({ subject, kind: 'silence', deadline });
  await does(body, who.chair, 'decisions.opened', { procedure, ...data });
  await body.clock.later(22 * MINUTE, () => noteRunning(body.record));
  expect(await stated()).toEqual([]);
  await body.clock.later(90 * MINUTE, async () => {
    await noteRunning(body.record);
    await noteRunning(body.record);
    const [fact, ...others] = await stated();
    expect(others).toEqual([]);
    const cause = { kind: 'unavailable' as const, act: fact!.act };
    const extend = (hours: number) =>
      does(body, who.chair, 'decisions.extended', {
        ...{ procedure, cause, deadline: new Date(Date.parse(deadline) + hours * HOUR).toISOString() },
      });
    // From the last note on, 68 minutes: two hours begun, and no more.
    await expect(extend(3)).rejects.toMatchObject(refusedBy('decisions.extension-measured'));
    await extend(2);
    await expect(extend(1)).rejects.toMatchObject(refusedBy('decisions.extension-measured'));
    expect((await findProcedure(body, procedure)).extensions).toMatchObject([{ hours: 2 }]);
  });
});
