import { type NamedMirror, parseLeaf, type Stamp, stampAct } from '@comity/acts';
import { seedOf, testId } from '@comity/acts/testing';
import { dataOf, type Prepared, type Receipt, submitAct } from '@comity/client';
import { canonicalBytes, ed25519Signer, fromUtf8, type Signer, toBase64url } from '@comity/log';
import { shippedRules } from '@comity/procedure';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  adds,
  bundleFor,
  opens,
  type Person,
  refusedBy,
  signs,
  type TestBody,
  testBody,
  verifies,
} from '../../testing/index.ts';
import { findEntry } from './store.ts';

const HOUR = 3_600_000;
const MIRRORS = ['far.example', 'near.example'] as const;
const signers = new Map<string, Signer>();
let body: TestBody;
let clerk: Person;

beforeAll(async () => {
  const mirrors: NamedMirror[] = [];
  for (const mirror of [...MIRRORS, 'stranger.example']) {
    const signer = await ed25519Signer(seedOf(`mirror ${mirror}`));
    signers.set(mirror, signer);
    const key = { alg: 'ed25519' as const, key: toBase64url(signer.publicKey) };
    if (mirror !== 'stranger.example') mirrors.push({ mirror, key });
  }
  body = await testBody({ rules: { ...shippedRules(['en', 'fr']), mirrors } });
  clerk = await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] });
});
afterAll(() => body.stop());

const stamp = (id: string, mirror: string, by = mirror, at = body.clock.at()) =>
  stampAct({ body: body.trust.body, act: id, mirror, at }, signers.get(by)!);
const stamped = (act: Prepared, stamps: readonly Stamp[]): Prepared => ({
  ...act,
  bytes: canonicalBytes({ ...(JSON.parse(fromUtf8(act.bytes)) as object), stamps }),
});
/** An act of a session, which has to come within minutes of being signed. */
const registered = async (name: string, hours = 8): Promise<Prepared> => {
  const session = await opens(body, clerk, name, hours);
  const data = { document: testId('doc', name), titles: { en: 'T' }, source: 'archive' as const, files: {} };
  return signs(body, session.hand, 'documents.registered', data);
};
const sends = (act: Prepared) => submitAct(body.public, act);
const leafOf = async ({ act }: Receipt) => parseLeaf((await findEntry(body.database.read, act))!.leaf);

test('a stamp that came too late itself makes nothing of it', async () => {
  const act = await registered('late');
  await body.clock.later(HOUR, async () => {
    const late = stamped(act, [await stamp(act.id, 'near.example')]);
    await expect(sends(late)).rejects.toMatchObject(refusedBy('record.clock'));
  });
});

test('stamps of mirrors that the rules do not name are left out', async () => {
  const act = await registered('unnamed');
  const unnamed = await stamp(act.id, 'stranger.example');
  await body.clock.later(HOUR, () =>
    expect(sends(stamped(act, [unnamed]))).rejects.toMatchObject(refusedBy('record.clock')),
  );
  const other = await registered('unnamed, in time');
  const receipt = await sends(stamped(other, [await stamp(other.id, 'stranger.example')]));
  expect(await leafOf(receipt)).not.toHaveProperty('stamps');
});

test.each<[string, (act: Prepared) => Promise<Stamp[]>]>([
  ['made by another key', async ({ id }) => [await stamp(id, 'near.example', 'stranger.example')]],
  [
    'made by another mirror that is named',
    async ({ id }) => [await stamp(id, 'near.example', 'far.example')],
  ],
  ['of another act', async () => [await stamp('a'.repeat(64), 'near.example')]],
  ['moved in time', async ({ id }) => [{ ...(await stamp(id, 'near.example')), at: body.clock.at(-60_000) }]],
  [
    'given twice by one mirror',
    async ({ id }) => [
      await stamp(id, 'near.example'),
      await stamp(id, 'near.example', 'near.example', body.clock.at(-1000)),
    ],
  ],
])('a stamp %s is refused with the act, and nothing is written', async (what, make) => {
  const act = await registered(what);
  await expect(sends(stamped(act, await make(act)))).rejects.toMatchObject({
    code: 'record.bad-stamp',
    status: 400,
  });
  expect(await findEntry(body.database.read, act.id)).toBeUndefined();
  expect((await sends(act)).act).toBe(act.id);
});

test('nine stamps, none, or one with more in it are no submission', async () => {
  const act = await registered('malformed');
  const good = await stamp(act.id, 'near.example');
  for (const stamps of [[], Array(9).fill(good), [{ ...good, more: 1 }]])
    await expect(sends(stamped(act, stamps))).rejects.toMatchObject({
      code: 'record.malformed',
      status: 400,
    });
});

test('the rules say which mirrors they name', async () => {
  const { mirrors } = dataOf(await body.public.api.GET('/api/rules'));
  expect(mirrors.map(({ mirror }) => mirror)).toEqual(MIRRORS);
});

// Last: what is placed here is an hour ahead of the other tests.
test('an act that the host held back is logged later with the stamp, which is its time of receipt', async () => {
  // The session is over as well by the time the host logs it.
  const act = await registered('held back', 0.5);
  const stamps = [await stamp(act.id, 'near.example'), await stamp(act.id, 'far.example')];
  const receipt = await body.clock.later(HOUR, async () => {
    await expect(sends(act)).rejects.toMatchObject(refusedBy('record.clock'));
    return sends(stamped(act, stamps));
  });
  const leaf = await leafOf(receipt);
  expect(leaf.stamps).toEqual([stamps[1], stamps[0]]);
  expect(Date.parse(leaf.received) - Date.parse(act.act.at)).toBeGreaterThanOrEqual(HOUR);
  await body.publish();
  const report = await verifies(body, await bundleFor(body, body.public));
  expect(report).toMatchObject({ verdict: 'verified', faults: [] });
  expect(report.notProvable.map(({ what }) => what)).not.toContain('stamps');
  // The same act again, with other stamps or none, has the same receipt.
  expect(await sends(act)).toEqual(receipt);
  expect(await sends(stamped(act, [await stamp(act.id, 'near.example')]))).toEqual(receipt);
});
