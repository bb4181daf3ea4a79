import { type Connection, dataOf } from '@comity/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seats, type TestBody, type TestState, testBody } from '../../testing/index.ts';
import { Viewed } from './viewed.ts';

const DAY = 86_400_000;
let body: TestBody;
let alpha: TestState;
let bravo: TestState;
let carla: TestState;

beforeAll(async () => {
  body = await testBody();
  [alpha, bravo, carla] = [
    await seats(body, 'alpha'),
    await seats(body, 'bravo'),
    await seats(body, 'carla'),
  ];
}, 60_000);
afterAll(() => body.stop());

const look = (reader: Connection, at: TestState) =>
  reader.api.GET('/api/directory/contacts/{contact}', { params: { path: { contact: at.contact } } });
const list = (reader: Connection, participant?: string) =>
  reader.api.GET('/api/directory/contacts', { params: { query: participant ? { participant } : {} } });
const viewsOf = async (reader: Connection) => {
  const { views } = dataOf(await reader.api.GET('/api/directory/views'));
  return views.map(({ reader: by, contact, fields }) => [by, contact, fields.join()]);
};

test('a State learns which participant read which restricted fields, once a day, and nobody else does', async () => {
  for (let i = 0; i < 3; i++) await look(bravo.reader, alpha);
  await look(alpha.reader, alpha);
  await look(body.public, alpha);
  expect(await viewsOf(alpha.reader)).toEqual([['bravo', alpha.contact, 'emails']]);
  expect([await viewsOf(bravo.reader), await viewsOf(carla.reader)]).toEqual([[], []]);
  expect((await body.public.api.GET('/api/directory/views')).response.status).toBe(401);
});

test('a list counts as one: of all, or of one State', async () => {
  for (const participant of [undefined, undefined, 'bravo', 'carla']) await list(carla.reader, participant);
  expect(await viewsOf(bravo.reader)).toEqual([
    ['carla', undefined, ''],
    ['carla', undefined, ''],
  ]);
  expect(await viewsOf(alpha.reader)).toHaveLength(2);
  expect(await viewsOf(carla.reader)).toEqual([]);
});

test('another server of the body, or a new day, begins a new line; after ninety days it is gone', async () => {
  const reader = { participant: 'bravo', key: 'k', until: Number.POSITIVE_INFINITY };
  const again = new Viewed(body.record);
  await again.list(reader, { participant: 'alpha' });
  await again.list(reader, { participant: 'alpha' });
  const before = (await viewsOf(alpha.reader)).length;
  await body.clock.later(DAY, () => again.list(reader, { participant: 'alpha' }));
  expect(await viewsOf(alpha.reader)).toHaveLength(before + 1);
  await body.clock.later(93 * DAY, () => again.list(reader, { participant: 'carla' }));
  expect(await viewsOf(alpha.reader)).toEqual([]);
});
