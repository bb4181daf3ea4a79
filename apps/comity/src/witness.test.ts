import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseVerifierKey, sha256Hex, toHex, utf8 } from '@comity/log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bed, makeBed } from './testing/bed.ts';
import { type TestLog, testLog } from './testing/log.ts';

let bed: Bed;
let log: TestLog;
beforeAll(async () => {
  bed = await makeBed();
  log = await testLog('log.example/one', 3, 4096);
});
afterAll(() => bed.end());

const START = 'witness --data w --name witness.example/w --port 0';
const urlIn = (said: string) => /is up at (\S+)\. Ctrl-C/.exec(said)![1]!;
const post = (url: string, body: string) => fetch(`${url}/add-checkpoint`, { method: 'POST', body });

test('comity witness makes its key, tells the line for policies, and takes logs while it runs', async () => {
  const witness = await bed.start(START, 'For policies of others');
  const url = urlIn(witness.said());
  const line = / {2}(witness \S+ \S+ \S+)\n/.exec(witness.said())![1]!;
  const [, name, key] = line.split(' ');
  expect(name).toBe('witness.example/w');
  expect(parseVerifierKey(key!, 4).name).toBe('witness.example/w');
  const body = await log.ask(0, 3);
  expect((await post(url, body)).status).toBe(404);
  expect(await bed.value(`witness --data w --add-log ${log.key}`)).toMatchObject({ added: [log.origin] });
  await expect.poll(async () => (await post(url, body)).status).toBe(200);
  const second = await bed.run(`${START} --json`);
  expect(second.code).toBe(2);
  expect(second.json()).toMatchObject({ error: { code: 'comity.witness-folder-in-use' } });
  witness.signal('SIGTERM');
  expect(await witness.ended).toBe(0);
  const seed = (await readFile(bed.path('w/witness.key'), 'utf8')).split('\n')[1]!;
  expect(witness.said()).not.toContain(seed);
}, 60_000);

test('comity witness takes its logs from options and policies, and refuses what is wrong', async () => {
  await bed.write('good.policy', `log ${log.key}\nquorum none\n`);
  await bed.write('bad.policy', 'log nothing\n');
  const witness = await bed.start(
    'witness --data p --name p.example --port 0 --policy good.policy --json',
    '"url"',
  );
  expect(JSON.parse(witness.said().split('\n')[0]!)).toMatchObject({ name: 'p.example', logs: [log.origin] });
  const cases: [string, string][] = [
    ['witness --data new', 'comity.witness-name'],
    ['witness --data new --name a+b', 'comity.witness-name'],
    ['witness --data new --name a --policy bad.policy', 'comity.bad-policy'],
    ['witness --data new --name a --log nothing', 'comity.witness-logs'],
    ['witness --data new --add-log nothing', 'comity.witness-logs'],
    [
      `witness --data new --name a --port ${new URL(JSON.parse(witness.said().split('\n')[0]!).url).port}`,
      'comity.port-in-use',
    ],
    ['witness --data new --name b --port 0', 'comity.witness-name'],
  ];
  for (const [line, code] of cases) {
    const ended = await bed.run(`${line} --json`);
    expect([line, ended.code, ended.json<{ error: { code: string } }>().error.code]).toEqual([line, 2, code]);
  }
}, 60_000);

test('a witness that is killed again and again never signs two roots for a size, and never goes back', async () => {
  const signed = new Map<number, string>();
  let newest = 0;
  for (let round = 0; round < 8; round++) {
    const witness = await bed.start(`${START} --log ${log.key}`, 'For policies of others');
    const url = urlIn(witness.said());
    const killed = sleep(40 + 37 * round).then(() => witness.signal('SIGKILL'));
    // Both histories try to go on from whatever it says that it has seen.
    const teller = async (history: string) => {
      for (let old = newest; ; ) {
        const size = Math.min(4096, old + 1 + (round % 3));
        const answer = await post(url, await log.ask(old, size, history)).catch(() => undefined);
        const text = await answer?.text().catch(() => undefined);
        if (!answer || text === undefined) return;
        if (answer.status === 409) old = Number(text);
        if (answer.status !== 200) continue;
        const root = sha256Hex(utf8((await log.checkpoint(size, history)).text));
        expect(signed.get(size) ?? root).toBe(root);
        signed.set(size, root);
        newest = Math.max(newest, size);
        old = size;
      }
    };
    await Promise.all([teller(''), teller('other'), killed]);
    await witness.ended;
    const shown = await bed.start(START, 'For policies of others');
    const hash = sha256Hex(utf8(log.origin));
    const answer = await fetch(`${urlIn(shown.said())}/${hash}/checkpoint`);
    expect(Number((await answer.text()).split('\n')[1])).toBeGreaterThanOrEqual(newest);
    shown.signal('SIGKILL');
    await shown.ended;
  }
  expect(signed.size).toBeGreaterThan(8);
  expect(toHex(parseVerifierKey(log.key).publicKey)).toBe(toHex(log.signer.publicKey));
}, 120_000);
