import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, type Bed, makeServedBody, seatState } from './testing/bed.ts';

/** A State watches its own, and is told of a notice for its seat, by the real command. */
let bed: Bed;
let ana: string;
interface Alarm {
  readonly id: string;
  readonly code: string;
  readonly act?: string;
}

beforeAll(async () => {
  bed = await makeServedBody();
  await seatState(bed, 'alderia');
  ana = await addPerson(bed, 'alderia', 'ana', 'key make');
  await bed.value(`state administrators set ${ana} --as alderia-root`);
  await bed.write('letter', 'A letter from Alderia.');
  const { url } = await bed.value<{ url: string }>('info');
  once = `watch --own --as ana --once --data watched --from ${url} --json`;
}, 240_000);
afterAll(() => bed.end());

/** Where the server is: the folder of the watch is not the one of the server. */
let once: string;
const alarmsOf = async () =>
  (await bed.run('watch alarms --data watched --json')).json<{ alarms: Alarm[] }>().alarms;

test('the first look shows what stands, and raises nothing', async () => {
  const told = await bed.value<{
    watches: string;
    stands: { root: string; administrators: string[] };
    alarms: [];
  }>(once.replace(' --json', ''));
  expect(told).toMatchObject({ watches: 'alderia', restricted: true, alarms: [] });
  expect(told.stands.administrators).toEqual([ana]);
});

test('what keys at hand did is known; a notice for the root is told, and its State cancels it', async () => {
  await bed.value(`state authorities ${ana} directory --as ana`);
  expect((await bed.run(once)).code).toBe(0);
  const given = await bed.value<{ act: string; token: string; from: string }>(
    'state notice give alderia --channel note-verbale --note letter --as secretariat-root',
  );
  const looked = await bed.run(once);
  expect(looked.code).toBe(1);
  expect(await alarmsOf()).toMatchObject([{ code: 'watch.root-notice', act: given.act }]);
  const listed = await bed.run('state notice list alderia');
  expect([listed.code, listed.out]).toEqual([1, expect.stringContaining(given.from)]);
  await bed.value('key make --root --participant alderia --name alderia-root-2 --trust data/trust.json');
  const early = await bed.run(`state root enrol --token ${given.token} --as alderia-root-2 --json`);
  expect(early.code).toBe(1);
  expect(early.json()).toMatchObject({
    error: { rule: 'people.notice-served', allowedWhen: expect.stringContaining(given.from) },
  });
  await bed.value(`state notice cancel ${given.act} --as ana`);
  expect((await bed.run('state notice list alderia')).out).toContain('No notice stands');
});

test('an alarm is accepted, and stands no more', async () => {
  for (const { id } of await alarmsOf()) await bed.value(`watch accept ${id} --data watched`);
  expect((await bed.run(once)).code).toBe(0);
  const unknown = await bed.run('watch accept nothing-of-the-kind --data watched --json');
  expect([unknown.code, unknown.json()]).toMatchObject([1, { error: { code: 'comity.no-such-alarm' } }]);
});

test('while it runs it wakes somebody within a minute, by a command with the alarm as JSON', async () => {
  const watch = await bed.start(
    'watch --own --participant alderia --from URL --trust data/trust.json --data public --every 1 --exec CAT'
      .replace('URL', (await bed.value<{ url: string }>('info')).url)
      .replace('CAT', 'cat>woken.json'),
    'is watched, public acts only',
  );
  const began = Date.now();
  await bed.value('state notice give alderia --channel in-person --note letter --as secretariat-root');
  while (!watch.said().includes('watch.root-notice') && Date.now() - began < 60_000) await sleep(200);
  expect(watch.said()).toContain('watch.root-notice');
  await sleep(500);
  expect(JSON.parse(await readFile(bed.path('woken.json'), 'utf8'))).toMatchObject({
    code: 'watch.root-notice',
  });
  watch.signal('SIGINT');
  expect(await watch.ended).toBe(0);
}, 120_000);

test('a watch of nothing is told what it needs', async () => {
  const told = await bed.run('watch --own --json');
  expect([told.code, told.json()]).toMatchObject([2, { error: { code: 'comity.watch-what' } }]);
});
