import { verifyDossier } from '@comity/dossier';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  announces,
  convenes,
  type Deciders,
  does,
  gavels,
  mandateOf,
  opening,
  quickRules,
  STATES,
  type TestBody,
  testBody,
} from '../../testing/index.ts';

let body: TestBody;
let who: Deciders;
beforeAll(async () => {
  body = await testBody({ rules: quickRules() });
  who = await convenes(body, STATES);
}, 60_000);
afterAll(() => body.stop());

const dossierOf = async (procedure: string) => {
  const answer = await body.app.inject({ url: `/api/dossiers/streams/procedure/${procedure}` });
  expect(answer.statusCode).toBe(200);
  return verifyDossier(new Uint8Array(answer.rawPayload), { trust: body.trust });
};

test('a decision of the chair is proven with the election of the chair', async () => {
  const subject = await mandateOf(body, who.chair, 'A mandate');
  const procedure = await announces(body, who.chair, opening({ subject }));
  await gavels(body, who.chair, procedure);
  await body.publish();
  const report = await dossierOf(procedure);
  expect(report.faults).toEqual([]);
  expect(report.verdict).toBe('verified');
});

test('so is a procedure that an objection, named to nobody, has broken', async () => {
  const subject = await mandateOf(body, who.chair, 'A mandate');
  const data = opening({
    ...{ subject, kind: 'silence', deadline: body.clock.at(3_600_000), disclosure: 'fact' },
  });
  await does(body, who.chair, 'decisions.opened', data);
  await does(body, who.states.alpha!, 'decisions.objected-unnamed', {
    ...{ procedure: data.procedure, reason: 'A red line' },
  });
  await gavels(body, who.chair, data.procedure, { outcome: 'broken' });
  await body.publish();
  const report = await dossierOf(data.procedure);
  expect(report.faults).toEqual([]);
  expect(report.verdict).toBe('verified');
});
