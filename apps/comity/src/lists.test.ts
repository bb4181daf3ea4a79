import { afterAll, beforeAll, expect, test } from 'vitest';
import { awaitPublished, type Bed, makeServedBody, seatState } from './testing/bed.ts';

/** A State imports the list of a region from a file of an office, by the real command. */
let bed: Bed;
let url: string;
const NAMED = ['--name', 'en=Contacts of the region', '--terms', 'en=Urgent use only.'];
const RULES = ['--column', 'Country=state', '--column', 'Phone=telephones', '--column', 'Office=institution'];
const MEANS = ['--column', 'Type=class', '--means', 'CERT=technical'];
const AS = ['--as', 'alderia-root'];
const importing = (file: string, ...more: string[]) => [
  'directory',
  'lists',
  'import',
  file,
  ...RULES,
  ...MEANS,
  ...AS,
  ...more,
];

beforeAll(async () => {
  bed = await makeServedBody();
  url = (await bed.value<{ url: string }>('info')).url;
  for (const state of ['alderia', 'brenmark', 'corvania']) await seatState(bed, state);
  await bed.write(
    'list.csv',
    'Country,Type,Office,Phone\nCorvanie,CERT,Desk,+00 1 234\nNowhere,CERT,Desk,\n',
  );
  await bed.write('newer.csv', 'Country,Type,Office,Phone\nCorvanie,CERT,Desk,+00 1 999\n');
}, 180_000);
afterAll(() => bed.end());

test('a list is looked at before, imported without what is damaged, renewed with what differs, read, and withdrawn', async () => {
  const looked = await bed.run([...importing('list.csv', ...NAMED, '--dry-run'), '--json']);
  expect(looked.code).toBe(1);
  expect(looked.json<object>()).toMatchObject({ contacts: 1, damaged: [{ line: 3 }], same: 0 });
  const stopped = await bed.run(importing('list.csv', ...NAMED));
  expect([stopped.code, stopped.out]).toEqual([1, expect.stringContaining('Nothing was imported')]);
  const reader = ['--reader', 'brenmark'];
  const { regional } = await bed.value<{ regional: string }>(
    importing('list.csv', ...NAMED, ...reader, '--leave-out'),
  );
  await awaitPublished(url);
  const shown = await bed.run(['directory', 'lists', 'show', regional, '--csv', '--as', 'brenmark-root']);
  expect(shown.out).toContain('corvania,technical,Desk,+00 1 234');
  const hidden = await bed.run(['directory', 'lists', 'show', regional, '--as', 'corvania-root']);
  expect([hidden.code === 0, hidden.out + hidden.err]).toEqual([
    false,
    expect.stringContaining('no such regional list'),
  ]);
  const renewed = await bed.value(importing('newer.csv', '--list', regional));
  expect(renewed).toMatchObject({ regional, same: 0, added: [{}], removed: [{}] });
  await bed.value(['directory', 'lists', 'withdraw', regional, '--reason', 'Replaced.', ...AS]);
  const over = await bed.run(['directory', 'lists', 'show', regional, '--as', 'brenmark-root']);
  expect([over.code === 0, over.err]).toEqual([false, expect.stringContaining('was withdrawn')]);
  const { contacts } = (await (await fetch(`${url}/api/directory/contacts`)).json()) as { contacts: [] };
  expect(contacts).toEqual([]);
}, 120_000);
