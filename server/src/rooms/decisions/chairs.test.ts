import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  announces,
  convenes,
  type Deciders,
  does,
  findProcedure,
  gavelOf,
  gavels,
  mandateOf,
  opening,
  quickRules,
  refusedBy,
  STATES,
  signs,
  type TestBody,
  testBody,
} from '../../testing/index.ts';
import { submit } from '../record/index.ts';

let body: TestBody;
let who: Deciders;
beforeAll(async () => {
  body = await testBody({ rules: quickRules() });
  who = await convenes(body, STATES);
}, 60_000);
afterAll(() => body.stop());

const alpha = () => who.states.alpha!;
const bravo = () => who.states.bravo!;

/** The body elects a delegate of alpha to preside, in the place of the chair. */
async function elects(): Promise<void> {
  const { participant, person } = alpha();
  const subject = { kind: 'office' as const, office: 'chair' as const, participant, person };
  const procedure = await announces(body, who.chair, opening({ subject }));
  await gavels(body, who.chair, procedure, { effect: subject });
}

test('of two gavels at once one falls; of two chairs the one who was elected last presides', async () => {
  const subject = await mandateOf(body, who.chair, 'A mandate');
  const procedure = await announces(body, who.chair, opening({ subject }));
  const gavel = await gavelOf(body, procedure);
  const both = await Promise.all([1, 2].map(() => signs(body, who.chair, 'decisions.closed', gavel)));
  const placed = await Promise.allSettled(both.map(({ bytes }) => submit(body.record, bytes)));
  expect(placed.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(placed.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { rule: 'decisions.procedure-open' },
  });
  const next = await announces(body, who.chair, opening({ subject: await mandateOf(body, who.chair, 'B') }));
  await elects();
  await expect(gavels(body, who.chair, next)).rejects.toMatchObject({ rule: 'decisions.chair-presides' });
  await gavels(body, alpha(), next);
  expect(await findProcedure(body, next)).toMatchObject({ closed: { participant: 'alpha' } });
});

test('a clock that is set back takes no objection that came late, and opens nothing again', async () => {
  const subject = await mandateOf(body, alpha(), 'A mandate');
  const data = opening({ subject, kind: 'silence', deadline: body.clock.at(3_600_000) });
  const { procedure } = data;
  await does(body, alpha(), 'decisions.opened', data);
  await body.clock.later(2 * 3_600_000, () => does(body, bravo(), 'decisions.opened', opening({})));
  // The record goes by its last entry, which came after the deadline.
  expect(await findProcedure(body, procedure)).toMatchObject({ phase: 'due', deadlineReached: true });
  const late = does(body, bravo(), 'decisions.objected', { procedure });
  await expect(late).rejects.toMatchObject(refusedBy('decisions.objection-in-time'));
  await body.clock.later(2 * 3_600_000, () => gavels(body, alpha(), procedure));
  expect(await findProcedure(body, procedure)).toMatchObject({ phase: 'adopted' });
});
