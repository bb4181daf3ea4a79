import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, dataOf, signIn } from '@comity/client';
import { ed25519Signer, fromHex } from '@comity/log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, type Bed, makeBed, seatState } from './testing/bed.ts';

/** Contacts are rung and tried by the real command; a service of somebody else's listens. Each test goes on. */
let bed: Bed;
let contact: string;
let url: string;
const heard: { what: string; to: string; text: string; code?: string }[] = [];
const service = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  heard.push(JSON.parse(Buffer.concat(chunks).toString()));
  response.writeHead(204).end();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  bed = await makeBed();
  const rung = `http://127.0.0.1:${(service.address() as AddressInfo).port}/`;
  const hook = { id: 'texts', way: 'sms', service: 'Texts of Alderia', url: rung, private: true };
  await bed.write('hooks.json', JSON.stringify([{ ...hook, secret: 'a secret of thirty-two characters' }]));
  await bed.value('init --from-example body.json');
  await bed.value('init body.json');
  await bed.write('push.json', JSON.stringify([{ host: 'push.example', service: 'Browsers of Brenmark' }]));
  const up = await bed.start('serve', 'Comity is up at', {
    env: { COMITY_HOOKS: bed.path('hooks.json'), COMITY_PUSH: bed.path('push.json') },
  });
  url = /up at (http\S+:\d+)/.exec(up.said())![1]!;
  await seatState(bed, 'alderia');
  const person = await addPerson(bed, 'alderia', 'ana', 'key make');
  await bed.value(`state authorities ${person} directory,exchange --as alderia-root`);
  const nominate = `directory nominate --as alderia-root --class technical --roster ${person}`;
  const fields = '--field emails=desk@alderia.example --field languages=fr --field telephones=+001234567';
  contact = (await bed.value<{ contact: string }>(`${nominate} ${fields}`)).contact;
}, 180_000);
afterAll(async () => {
  await bed.end();
  service.close();
});

const office = '--as secretariat-root';
const until = async (done: () => boolean) => {
  for (let i = 0; i < 200 && !done(); i++) await sleep(50);
  expect(done()).toBe(true);
};

test('a service says whose it is; a number rings once its code came back', async () => {
  const listed = await bed.run('exchange ring services --as ana');
  expect(listed.out).toContain('Texts of Alderia');
  const add = [
    'exchange',
    'ring',
    'add',
    contact,
    '--service',
    'texts',
    '--to',
    '+00 123 45 67',
    '--as',
    'ana',
  ];
  const { ring } = await bed.value<{ ring: string }>(add);
  await until(() => heard.length === 1);
  expect(heard[0]).toMatchObject({ what: 'code', to: '+001234567' });
  await bed.value(`exchange ring confirm ${contact} ${ring} ${heard[0]!.code} --as ana`);
  expect((await bed.run(`exchange ring list ${contact} --as ana`)).out).toContain('rings');
}, 60_000);

test('a round goes by text message and telephone; the code answers, at once or from a file made without a line', async () => {
  const refused = await bed.run('exchange ping start --channel sms --as ana --json');
  expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('exchange.not-the-manager')]);
  const begin = `exchange ping start --channel sms --channel telephones ${office}`;
  const { round } = await bed.value<{ round: string }>(begin);
  await until(() => heard.length === 2);
  const answered = await bed.run(`exchange ping answer ${heard[1]!.code!.toLowerCase()}`);
  expect([answered.code, answered.out]).toEqual([
    0,
    expect.stringContaining(`Confirmed: sms of ${contact}.`),
  ]);

  const { calls } = await bed.value<{
    calls: { ping: string; number: string; code: string; scripts: object[] }[];
  }>(`exchange ping calls ${round} --language es ${office}`);
  expect(calls).toMatchObject([{ number: '+001234567', scripts: [{ language: 'es' }, { language: 'fr' }] }]);
  const [call] = calls;
  await bed.value([
    'exchange',
    'ping',
    'called',
    round,
    call!.ping,
    '--reached',
    '--says',
    'Noon',
    '--as',
    'secretariat-root',
  ]);
  const file = bed.path('answer.json');
  await bed.value(['exchange', 'ping', 'answer', call!.code, '--offline', file]);
  const kept = JSON.parse(await readFile(file, 'utf8')) as { made: string };
  expect(Date.parse(kept.made)).toBeLessThanOrEqual(Date.now());
  expect((await bed.run(`exchange ping answer --from ${file}`)).code).toBe(0);
  await writeFile(file, 'x');
  expect((await bed.run(`exchange ping answer --from ${file} --json`)).out).toContain('comity.bad-answer');

  const own = await bed.run(`exchange ping show ${round} --as ana`);
  expect(own.out.match(/answered/g)).toHaveLength(2);
  const history = await bed.run(`channels ${contact} --as ana`);
  expect(history.out).toContain('only your State is shown it until');
  expect(await bed.value(`exchange ping end ${round} ${office}`)).toMatchObject({ state: 'over' });
}, 60_000);

/** What a browser of this person does. */
async function entersBrowser(name: string): Promise<void> {
  const { trust, participant, person, secret } = JSON.parse(
    await readFile(bed.path(`keys/${name}.json`), 'utf8'),
  );
  const signer = await ed25519Signer(fromHex(secret.seed));
  const key = await ed25519Signer(crypto.getRandomValues(new Uint8Array(32)));
  const { connection } = await signIn(connect(url), trust, { participant, person, signer }, key, 1);
  const body = { endpoint: 'https://push.example/secret', wish: 'always' as const };
  dataOf(await connection.api.POST('/api/exchange/push', { body }));
}

test('push services say whose they are; a browser of one’s own is seen and taken back', async () => {
  const before = await bed.run('exchange push list --as ana');
  expect(before.out).toContain('Browsers of Brenmark');
  expect(before.out).toContain('You are told in no browser.');
  await entersBrowser('ana');
  const { pushes } = await bed.value<{ pushes: { push: string }[] }>('exchange push list --as ana');
  const after = await bed.run('exchange push list --as ana');
  expect(after.out).toMatch(/psh_\S+ +push\.example +Browsers of Brenmark +every message/);
  expect(after.out).not.toContain('secret');
  await bed.value(`exchange push remove ${pushes[0]!.push} --as ana`);
  expect((await bed.run('exchange push list --as ana')).out).toContain('You are told in no browser.');
  const refused = await bed.run(`exchange push remove ${pushes[0]!.push} --as ana --json`);
  expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('exchange.no-such-push')]);
});
