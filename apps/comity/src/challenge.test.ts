import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, type Bed, makeServedBody, seatState } from './testing/bed.ts';

/** A State challenges what was signed in its name, by the real command. */
let bed: Bed;
let ana: string;
let duty: string;

beforeAll(async () => {
  bed = await makeServedBody();
  await seatState(bed, 'alderia');
  ana = await addPerson(bed, 'alderia', 'ana', 'key make');
  duty = await addPerson(bed, 'alderia', 'duty', 'key make');
  await bed.value(`state administrators set ${ana} --as alderia-root`);
}, 120_000);
afterAll(() => bed.end());

const byAna = async () =>
  (await bed.value<{ act: string }>(`state authorities ${duty} exchange --as ana`)).act;

test('an administrator challenges an act, and the act shows it', async () => {
  const act = await byAna();
  const made = await bed.run(`state challenge ${act} --reason not-as-shown --as ana`);
  expect([made.code, made.out]).toEqual([0, expect.stringContaining(`Challenged: ${act}.`)]);
  const again = await bed.run(`state challenge ${act} --reason not-ours --as alderia-root --json`);
  expect(again.code).toBe(1);
  expect(again.json()).toMatchObject({
    error: { code: 'record.refused-by-rule', rule: 'people.challenge-in-time', changed: false },
  });
});

test('the root signs a challenge without network, which is sent later', async () => {
  const act = await byAna();
  await bed.value(`state challenge ${act} --reason not-ours --offline challenge.act --as alderia-root`, {
    env: { HTTP_PROXY: 'http://127.0.0.1:9' },
  });
  const sent = await bed.value<{ act: string }>('submit challenge.act');
  const { url } = await bed.value<{ url: string }>('info');
  const { challenged } = (await (await fetch(`${url}/api/acts/${act}`)).json()) as {
    challenged: { act: string; reason: string };
  };
  expect(challenged).toMatchObject({ act: sent.act, reason: 'not-ours' });
});

test('another reason than those there are is told before anything is sent', async () => {
  const told = await bed.run(`state challenge ${'a'.repeat(64)} --reason because --as ana --json`);
  expect(told.code).toBe(2);
  expect(told.json()).toMatchObject({ error: { code: 'comity.unknown-reason' } });
});

test('a record with challenges verifies', async () => {
  await bed.value('export --out body.tar --public');
  const report = await bed.run('verify body.tar --trust data/trust.json');
  expect([report.code, report.err]).toEqual([0, '']);
});
