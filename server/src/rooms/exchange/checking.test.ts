import { gunzipSync } from 'node:zlib';
import { type Connection, connect } from '@comity/client';
import { CANNOT_PROVE, checkParties, type SenderReport } from '@comity/client/checking';
import { type DirectoryContact, readDirectory } from '@comity/client/messages';
import { parsePolicy, sha256Hex, utf8, verifierKey } from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  certifies,
  contactKey,
  injectFetch,
  ORIGIN,
  seats,
  type TestBody,
  type TestState,
  testBody,
} from '../../testing/index.ts';
import { stateEpoch } from '../record/index.ts';

const HOUR = 3_600_000;
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
  await stateEpoch(body.record);
  await body.publish();
});
afterAll(() => body.stop());

/** The host, seen through whatever changes its answers on their way to one State. A line unpacks what is packed. */
function through(change: (path: string, text: string) => string | undefined): Connection {
  const honest = injectFetch(body.app);
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const answer = await honest(input, init);
    const path = new URL(input instanceof Request ? input.url : input).pathname;
    const sent = new Uint8Array(await answer.arrayBuffer());
    const bytes = answer.headers.get('content-encoding') === 'gzip' ? gunzipSync(sent) : sent;
    const changed = answer.ok ? change(path, new TextDecoder().decode(bytes)) : undefined;
    const headers = { 'content-type': answer.headers.get('content-type') ?? 'text/plain' };
    return new Response(changed ?? new Uint8Array(bytes), { status: answer.status, headers });
  };
  return connect(ORIGIN, { token: alpha.reader.token!, fetch });
}
const honest = () => through(() => undefined);
const contactsOf = async (reader: Connection, ...states: TestState[]): Promise<DirectoryContact[]> => {
  const directory = await readDirectory(reader);
  return directory.filter((c) => states.some((s) => s.contact === c.contact));
};
const check = async (reader: Connection, to: readonly DirectoryContact[], options = {}) =>
  checkParties(reader, body.trust, to, { now: body.clock.now(), ...options });
const failing = ({ checks }: SenderReport) =>
  checks.filter(({ ok }) => !ok).map(({ check, about }) => [check, ...(about ? [about] : [])].join(' '));

test('keys that stand in the lists of the newest epoch check out, each check in a line', async () => {
  const report = await check(honest(), await contactsOf(honest(), bravo, carla));
  expect(failing(report)).toEqual([]);
  expect(report.checks.map(({ check, about }) => [check, about])).toEqual([
    ['epoch', undefined],
    ['fresh', undefined],
    ['list', 'bravo'],
    ['key', bravo.contact],
    ['list', 'carla'],
    ['key', carla.contact],
  ]);
  expect(CANNOT_PROVE).toMatch(/\.$/);
});

test('a key that was certified since the epoch checks out by the act that certified it', async () => {
  const key = await contactKey('carla, another');
  const { act } = await certifies(body, carla.officer, carla.contact, key);
  await body.publish();
  const report = await check(honest(), await contactsOf(honest(), carla));
  expect([report.ok, act]).toEqual([true, expect.any(String)]);
  expect(report.checks.find(({ check }) => check === 'list')?.says).toContain('newer than the epoch');
});

describe('a host that shows one State another key', () => {
  const swapped = async () => {
    const mallory = await contactKey('mallory');
    const blob = sha256Hex(mallory.publicKey);
    const change = (text: string) =>
      text
        .replaceAll(bravo.key.fingerprint, mallory.fingerprint)
        .replaceAll(sha256Hex(bravo.key.publicKey), blob);
    return change;
  };

  test('in the directory alone is found by the list', async () => {
    const change = await swapped();
    const reader = through((path, text) => (path === '/api/directory/contacts' ? change(text) : undefined));
    expect(failing(await check(reader, await contactsOf(reader, bravo)))).toEqual([`key ${bravo.contact}`]);
  });

  test('by a recovery key that reads along, which the State never certified, is found by the list', async () => {
    const mallory = await contactKey('mallory');
    const recovery = {
      fingerprint: mallory.fingerprint,
      blob: sha256Hex(mallory.publicKey),
      since: 'a'.repeat(64),
    };
    const reader = through((path, text) => {
      if (path !== '/api/directory/contacts') return undefined;
      const { contacts, ...rest } = JSON.parse(text) as { contacts: object[] };
      return JSON.stringify({ ...rest, contacts: contacts.map((c) => ({ ...c, recovery })) });
    });
    const report = await check(reader, await contactsOf(reader, alpha, bravo));
    expect(failing(report)).toEqual([`recovery ${alpha.contact}`, `recovery ${bravo.contact}`]);
  });

  test('and in the list as well is found by the epoch', async () => {
    const change = await swapped();
    const reader = through((path, text) => (path.startsWith('/api/directory/') ? change(text) : undefined));
    const report = await check(reader, await contactsOf(reader, bravo));
    expect(failing(report)).toEqual(['list bravo']);
    expect(report.checks.some(({ check }) => check === 'key')).toBe(false);
  });

  test('and in the lists of the epoch as well is found by their hash', async () => {
    const change = await swapped();
    const reader = through((path, text) =>
      path.startsWith('/api/directory/') || path.startsWith('/api/blobs/') ? `${change(text)} ` : undefined,
    );
    expect(failing(await check(reader, await contactsOf(reader, bravo)))).toEqual(['epoch']);
  });
});

test('an epoch of another time is not fresh, and none at all is told', async () => {
  const to = await contactsOf(honest(), bravo);
  expect(failing(await check(honest(), to, { now: body.clock.now() + 3 * HOUR }))).toEqual(['fresh']);
  const none = through((path) => (path === '/api/acts' ? '{"entries":[]}' : undefined));
  expect(failing(await check(none, to))).toEqual(['epoch']);
});

test('a proof, an entry or a file that is malformed is a check that does not hold, never an error', async () => {
  const to = await contactsOf(honest(), bravo);
  for (const wanted of ['/proof', '/leaf', '/api/blobs/', '/api/acts', '/api/directory/lists/'])
    for (const garbage of ['', '{}', 'c2sp.org/tlog-proof@v1\nindex 1\n\n'])
      expect(
        failing(
          await check(
            through((path) => (path.includes(wanted) ? garbage : undefined)),
            to,
          ),
        ).length,
      ).toBeGreaterThan(0);
});

test('another log than the one that is trusted proves nothing', async () => {
  const to = await contactsOf(honest(), bravo);
  const key = verifierKey('body.example/log', alpha.root.signer.publicKey);
  const report = await checkParties(honest(), { ...body.trust, key }, to, { now: body.clock.now() });
  expect(failing(report)).toEqual(['epoch']);
});

test('a policy of the reader that is not met is told', async () => {
  const to = await contactsOf(honest(), bravo);
  const witness = verifierKey('witness.example/w', alpha.root.signer.publicKey, 4);
  const policy = (quorum: string) => parsePolicy(utf8(`witness W ${witness}\nquorum ${quorum}\n`));
  expect(failing(await check(honest(), to, { policy: policy('W') }))).toEqual(['cosigned']);
  expect(failing(await check(honest(), to, { policy: policy('none') }))).toEqual([]);
});
