import type { DataOf } from '@comity/acts';
import { testId } from '@comity/acts/testing';
import { actOnDirectory, type Connection, dataOf, type Hand } from '@comity/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bundleFor,
  fieldsOf,
  nominates,
  opens,
  seats,
  type TestBody,
  type TestState,
  testBody,
  verifies,
} from '../../testing/index.ts';

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
});
afterAll(() => body.stop());

type Filter = { participant?: string; class?: 'diplomatic' | 'technical'; language?: string; q?: string };
const list = async (query: Filter & { signed?: 'true' | 'false' } = {}, reader: Connection = body.public) =>
  dataOf(await reader.api.GET('/api/directory/contacts', { params: { query } })).contacts;
const one = async (contact: string, reader: Connection = body.public) =>
  dataOf(await reader.api.GET('/api/directory/contacts/{contact}', { params: { path: { contact } } }));

describe('what is said of a contact', () => {
  const contact = testId('con', 'fields');
  beforeAll(() =>
    nominates(body, alpha.officer, contact, {
      fields: {
        institution: { value: 'In the open' },
        emails: { value: ['duty@cert.example'], readers: 'participants' },
        telephones: { value: ['+1 555 0100'], readers: ['bravo'] },
        name: { value: 'Only ours', readers: 'own' },
      },
    }),
  );
  const seenBy = async (reader: Connection) => {
    const { fields, closed } = await one(contact, reader);
    return { open: Object.keys(fields).sort(), closed: [...closed].sort() };
  };

  test('is seen by each reader as the State said', async () => {
    const root = await opens(body, body.secretariat);
    const all = ['emails', 'institution', 'name', 'telephones'];
    expect(await seenBy(body.public)).toEqual({
      open: ['institution'],
      closed: ['emails', 'name', 'telephones'],
    });
    expect(await seenBy(alpha.reader)).toEqual({ open: all, closed: [] });
    expect(await seenBy(bravo.reader)).toEqual({
      open: ['emails', 'institution', 'telephones'],
      closed: ['name'],
    });
    for (const reader of [carla.reader, root.connection])
      expect(await seenBy(reader)).toEqual({
        open: ['emails', 'institution'],
        closed: ['name', 'telephones'],
      });
  });

  test('stands nowhere on the record but what is in the open', async () => {
    const { rows } = await body.database.pool.query(
      `select string_agg(encode(leaf, 'escape'), '') as all from entry`,
    );
    expect(rows[0].all).toContain('In the open');
    for (const word of ['duty@cert', '555 0100', 'Only ours']) expect(rows[0].all).not.toContain(word);
  });

  test('is found by words that the reader may read, and by no others', async () => {
    const found = async (q: string, reader: Connection) => (await list({ q }, reader)).map((c) => c.contact);
    expect(await found('in the OPEN', body.public)).toEqual([contact]);
    expect(await found('duty@cert', body.public)).toEqual([]);
    expect(await found('duty@cert', carla.reader)).toEqual([contact]);
    expect(await found('only ours', bravo.reader)).toEqual([]);
    expect(await found('only ours', alpha.reader)).toEqual([contact]);
  });

  test('goes into the bundles of those who may read it', async () => {
    const words = ['duty@cert.example', '+1 555 0100', 'Only ours'];
    const holds = async (reader: Connection) => {
      const bundle = await bundleFor(body, reader);
      expect((await verifies(body, bundle)).faults).toEqual([]);
      const text = Buffer.from(bundle).toString('latin1');
      return words.filter((word) => text.includes(word));
    };
    expect(await holds(body.public)).toEqual([]);
    expect(await holds(carla.reader)).toEqual(['duty@cert.example']);
    expect(await holds(bravo.reader)).toEqual(words.slice(0, 2));
    expect(await holds(alpha.reader)).toEqual(words);
  });
});

describe('a field that keeps its commitment while its readers change', () => {
  const contact = testId('con', 'regraded');
  const words = ['first@cert.example', 'second@cert.example'];

  test('is in the bundles of its readers as they are now', async () => {
    const { fields, openings } = fieldsOf(contact, {
      emails: { value: [words[0]!], readers: 'participants' },
      telephones: { value: [words[1]!], readers: 'own' },
    });
    const act = async (type: 'directory.contact-nominated' | 'directory.contact-amended', given: object) => {
      const data = { contact, class: 'technical', roster: [], fields } as unknown as DataOf<typeof type>;
      const options = { at: body.clock.at(), ...given };
      return actOnDirectory(body.public, body.trust, alpha.officer, type, data, options);
    };
    await act('directory.contact-nominated', { openings });
    const holds = async (reader: Connection) => {
      const text = Buffer.from(await bundleFor(body, reader)).toString('latin1');
      return words.filter((word) => text.includes(word));
    };
    expect(await holds(bravo.reader)).toEqual([words[0]]);
    Object.assign(fields.emails!, { readers: 'own' });
    Object.assign(fields.telephones!, { readers: 'participants' });
    await act('directory.contact-amended', { base: (await one(contact)).version });
    expect(await holds(bravo.reader)).toEqual([words[1]]);
    expect(await holds(alpha.reader)).toEqual(words);
    expect((await one(contact, bravo.reader)).fields).toEqual({ telephones: [words[1]] });
  });
});

test('a commitment copied from another State opens nothing of it', async () => {
  const theirs = testId('con', 'copied from');
  const { fields, openings } = fieldsOf(theirs, { name: { value: 'Secret of alpha', readers: 'own' } });
  const nominate = (by: Hand, contact: string, given: typeof openings) => {
    const data = { contact, class: 'technical' as const, roster: [], fields };
    return actOnDirectory(body.public, body.trust, by, 'directory.contact-nominated', data, {
      openings: given,
    });
  };
  await nominate(alpha.officer, theirs, openings);
  const copy = testId('con', 'copied to');
  await nominate(bravo.officer, copy, []);
  expect((await one(theirs, alpha.reader)).fields).toEqual({ name: 'Secret of alpha' });
  expect((await one(copy, bravo.reader)).fields).toEqual({});
  for (const reader of [bravo.reader, carla.reader, body.public])
    expect(Buffer.from(await bundleFor(body, reader)).toString('latin1')).not.toContain('Secret of alpha');
});
