import { type DataOf, newId, newSalt } from '@comity/acts';
import { type Connection, connect, dataOf, getBlob, putBlob } from '@comity/client';
import { readProvenList } from '@comity/client/lists';
import { canonicalBytes, sha256Hex } from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  bundleFor,
  does,
  headersOf,
  refusedBy,
  seats,
  type TestBody,
  type TestState,
  testBody,
  verifies,
} from '../../../testing/index.ts';
import { eraseNow } from './erasing.ts';

type Import = DataOf<'directory.list-imported'>;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
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

const NUMBER = '+00 999 111';
const office = (state: string, telephone = NUMBER) => ({
  ...{ state, class: 'technical' as const },
  fields: { institution: 'Regional desk', telephones: [telephone] },
});
const bytesOf = (regional: string, contacts: readonly object[]) =>
  canonicalBytes({ v: 1, regional, salt: newSalt(), contacts } as never);

async function listed(
  more: Partial<Import> = {},
  contacts: readonly object[] = [office('bravo')],
): Promise<Import> {
  const regional = more.regional ?? newId('lst');
  const bytes = bytesOf(regional, contacts);
  const file = { sha256: sha256Hex(bytes), size: bytes.length };
  await putBlob(alpha.reader, file.sha256, bytes);
  return {
    ...{ regional, names: { en: 'Contacts of the region', fr: 'Contacts de la région' } },
    ...{ terms: { en: 'For urgent use.' }, readers: ['bravo'], file, contacts: contacts.length },
    ...{ asOf: body.clock.at().slice(0, 10), expires: body.clock.at(30 * DAY) },
    ...more,
  };
}
const imports = (data: Import, base?: string) =>
  does(body, alpha.officer, 'directory.list-imported', data, base ? { base } : {});
const withdraws = (regional: string, reason = 'Out of date.') =>
  does(body, alpha.officer, 'directory.list-withdrawn', { regional, reason });
const fileAt = async (reader: Connection, sha256: string) =>
  (await body.app.inject({ url: `/api/blobs/${sha256}`, headers: headersOf(reader) })).statusCode;
const detail = (reader: Connection, regional: string) =>
  reader.api.GET('/api/directory/regional/{regional}', { params: { path: { regional } } });
const codeOf = ({ error }: { error?: unknown }) => (error as { code?: string } | undefined)?.code;
const mine = async (reader: Connection) =>
  dataOf(await reader.api.GET('/api/directory/regional')).lists.map(({ regional, state }) => [
    regional,
    state,
  ]);
const holds = async (sha256: string) =>
  (await body.record.database.pool.query('select from blob where sha256 = $1', [Buffer.from(sha256, 'hex')]))
    .rowCount === 1;

describe('a regional list', () => {
  let data: Import;
  let act: string;
  beforeAll(async () => {
    data = await listed();
    ({ act } = await imports(data));
  });

  test('is shown to its importer and its readers, with its terms, days and state', async () => {
    for (const reader of [alpha.reader, bravo.reader]) {
      const { list, imports: all } = dataOf(await detail(reader, data.regional));
      const { file, ...told } = data;
      expect(list).toMatchObject({ ...told, file, act, participant: 'alpha', state: 'holds' });
      expect(all.map((one) => one.act)).toEqual([act]);
      expect(await mine(reader)).toContainEqual([data.regional, 'holds']);
      expect(sha256Hex(await getBlob(reader, data.file.sha256))).toBe(data.file.sha256);
    }
  });

  test('is not there for anybody else, like one that nobody imported', async () => {
    expect(codeOf(await detail(carla.reader, data.regional))).toBe('directory.regional-not-found');
    expect(codeOf(await detail(carla.reader, newId('lst')))).toBe('directory.regional-not-found');
    expect(await mine(carla.reader)).toEqual([]);
    expect([
      await fileAt(carla.reader, data.file.sha256),
      await fileAt(body.public, data.file.sha256),
    ]).toEqual([404, 404]);
    expect(codeOf(await detail(body.public, data.regional))).toBe('people.sign-in-required');
  });

  test('is opened to nobody by a reader who names its file in an act of its own', async () => {
    const named = { ...data, regional: newId('lst'), readers: 'participants' as const };
    for (const { officer } of [bravo, carla])
      await expect(does(body, officer, 'directory.list-imported', named)).rejects.toMatchObject({
        code: 'record.blob-missing',
      });
    expect(await fileAt(carla.reader, data.file.sha256)).toBe(404);
  });

  test('goes with the record to its readers, and verifies there; others miss nothing', async () => {
    await body.publish();
    const exported = async (reader: Connection) => {
      const bundle = await bundleFor(body, reader);
      const { verdict, faults } = await verifies(body, bundle);
      const text = new TextDecoder('latin1').decode(bundle);
      return [verdict, faults, text.includes(`blobs/${data.file.sha256}`), text.includes(NUMBER)];
    };
    expect(await exported(bravo.reader)).toEqual(['verified', [], true, true]);
    for (const other of [carla.reader, body.public])
      expect(await exported(other)).toEqual(['verified', [], false, false]);
  });
});

test('a client shows nothing of a file that the host changed, nor of another list in its place', async () => {
  const data = await listed({ readers: 'participants' });
  const other = await listed({ readers: 'participants' });
  const { act } = await imports(data);
  await imports(other);
  await body.publish();
  const proven = (reader: Connection) => readProvenList(reader, body.trust, data.regional);
  expect(await proven(bravo.reader)).toMatchObject({ act, contacts: [office('bravo')] });
  const sent = async (path: string) => {
    const { rawPayload } = await body.app.inject({ url: path, headers: headersOf(bravo.reader) });
    return new Uint8Array(rawPayload);
  };
  const file = await sent(`/api/blobs/${data.file.sha256}`);
  const changed = file.map((byte, i) => (i === file.length - 20 ? byte ^ 1 : byte));
  for (const bytes of [changed, await sent(`/api/blobs/${other.file.sha256}`), file.subarray(1)]) {
    const fetch: typeof globalThis.fetch = async (input, init) =>
      String(input instanceof Request ? input.url : input).includes('/api/blobs/')
        ? new Response(bytes as Uint8Array<ArrayBuffer>)
        : bravo.reader.fetch(input, init);
    const { url, token } = bravo.reader;
    await expect(proven(connect(url, { fetch, ...(token ? { token } : {}) }))).rejects.toMatchObject({
      code: 'client.list-differs',
    });
  }
});

test('a list for all participants is read by each of them, and by nobody who is none', async () => {
  const data = await listed({ readers: 'participants' });
  await imports(data);
  expect([await fileAt(carla.reader, data.file.sha256), await fileAt(body.public, data.file.sha256)]).toEqual(
    [200, 404],
  );
});

test('a newer state takes the place of the one before, whose file is erased at once', async () => {
  const first = await listed();
  const { act } = await imports(first);
  const second = await listed({ regional: first.regional }, [office('bravo'), office('carla')]);
  await expect(imports(second)).rejects.toMatchObject(refusedBy('directory.base-current'));
  const { act: newer } = await imports(second, act);
  expect([await holds(first.file.sha256), await holds(second.file.sha256)]).toEqual([false, true]);
  const { list, imports: all } = dataOf(await detail(bravo.reader, first.regional));
  expect([list.act, list.contacts, all.map((one) => [one.act, one.ended !== undefined])]).toEqual([
    newer,
    2,
    [
      [newer, false],
      [act, true],
    ],
  ]);
});

test('the same file may be imported again for longer: it stays', async () => {
  const data = await listed();
  const { act } = await imports(data);
  await imports({ ...data, expires: body.clock.at(60 * DAY) }, act);
  expect([await holds(data.file.sha256), await fileAt(bravo.reader, data.file.sha256)]).toEqual([true, 200]);
});

test('a withdrawn list is said to be, with its reason; its file is gone, and cannot come back under its id', async () => {
  const data = await listed();
  await imports(data);
  const { act } = await withdraws(data.regional);
  expect(await holds(data.file.sha256)).toBe(false);
  const { list } = dataOf(await detail(bravo.reader, data.regional));
  expect([list.state, list.reason]).toEqual(['withdrawn', 'Out of date.']);
  await expect(imports(await listed({ regional: data.regional }), act)).rejects.toMatchObject(
    refusedBy('directory.regional-own'),
  );
});

test('with its end nobody is given the file any more, and it is erased; the readers are told that it has expired', async () => {
  const data = await listed({ expires: body.clock.at(HOUR) });
  await imports(data);
  expect(await eraseNow(body.record)).toBe(0);
  await body.clock.later(HOUR, async () => {
    expect(await fileAt(bravo.reader, data.file.sha256)).toBe(404);
    expect(await mine(bravo.reader)).toContainEqual([data.regional, 'expired']);
    await eraseNow(body.record);
    expect(await holds(data.file.sha256)).toBe(false);
  });
  await body.publish();
  expect((await verifies(body, await bundleFor(body, bravo.reader))).verdict).toBe('verified');
});

test.each([
  ['has another number of contacts', { contacts: 2 }, [office('bravo')]],
  ['is of a State that is none', {}, [office('nowhere')]],
  ['has a field that no contact has', {}, [{ ...office('bravo'), fields: { fax: '1' } }]],
  ['has an address that is none', {}, [{ ...office('bravo'), fields: { emails: ['Ω@x.example'] } }]],
])('a file that %s is refused, and nothing is written', async (_what, more, contacts) => {
  const data = await listed(more, contacts);
  await expect(imports({ ...data, ...more })).rejects.toMatchObject({
    code: 'directory.regional-file',
  });
  expect(codeOf(await detail(alpha.reader, data.regional))).toBe('directory.regional-not-found');
});

test('a file of another size, of another list, or that was never uploaded is refused', async () => {
  const data = await listed();
  const refused = (more: Partial<Import>, code: string) =>
    expect(imports({ ...data, ...more })).rejects.toMatchObject({ code });
  await refused({ file: { ...data.file, size: data.file.size + 1 } }, 'directory.regional-file');
  await refused({ regional: newId('lst') }, 'directory.regional-file');
  await refused({ file: { sha256: 'ab'.repeat(32), size: 3 } }, 'record.blob-missing');
});
