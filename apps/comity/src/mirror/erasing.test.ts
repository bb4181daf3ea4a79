import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Chronicle,
  fileHand,
  hostHand,
  messageData,
  personData,
  rootHand,
  seat,
  testCiphertext,
  testId,
  testPgpKey,
  testSalt,
} from '@comity/acts/testing';
import { canonicalBytes, fromBase64url, verifierKey } from '@comity/log';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Site, serveSite } from '../testing/site.ts';
import { Mirror } from './mirror.ts';

let chronicle: Chronicle;
let folder: string;
let site: Site;
let mirror: Mirror | undefined;
beforeEach(async () => {
  chronicle = await Chronicle.found();
  await seat(chronicle, 'alpha');
  folder = await mkdtemp(join(tmpdir(), 'comity-erasing-'));
});
afterEach(async () => {
  mirror?.close();
  await site.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A mirror over what stands on the record now, started anew. */
async function look(): Promise<Mirror> {
  mirror?.close();
  await site?.stop();
  site = await serveSite(chronicle);
  const { origin, host } = chronicle.state.founding;
  const trust = { body: chronicle.body, key: verifierKey(origin, fromBase64url(host.key)) };
  const clock = () => chronicle.now;
  mirror = await Mirror.open({ path: folder, from: site.url, trust, tell: () => {}, clock });
  expect(await mirror.step()).toBe(true);
  return mirror;
}
const keep = async (name: string, value: unknown) => {
  const path = join(folder, 'private', name);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, value instanceof Uint8Array ? value : canonicalBytes(value));
};
const files = async (kind: string) => (await readdir(join(folder, 'private', kind))).sort();

/** A person joins alpha, whose name the mirror keeps. */
async function joined(name: string): Promise<string> {
  const hand = await fileHand('alpha', name);
  const { data, fields } = await personData(chronicle, hand);
  chronicle.append(await chronicle.sign(await rootHand('alpha'), 'people.person-added', data));
  await keep(`fields/${name}.json`, fields[0]);
  return hand.actor.person;
}
const orders = async (subject: string, by = chronicle.host) => {
  const { origin } = chronicle.state.founding;
  const hand = by ?? (await hostHand(origin));
  return chronicle.append(await chronicle.sign(hand, 'host.erased', { subject, order: 'SEC/2026/17' }));
};

test('an order is obeyed with the next look, once, and the mirror says so', async () => {
  const [one] = [await joined('one'), await joined('two')];
  await look();
  expect(await files('fields')).toEqual(['one.json', 'two.json']);
  const { index, prepared } = await orders(one);
  const mirror = await look();
  expect(await files('fields')).toEqual(['two.json']);
  const obeyed = { act: prepared.id, index, subject: one, order: 'SEC/2026/17', files: 1 };
  expect(mirror.erasures.list()).toMatchObject([obeyed]);
  expect(JSON.parse(mirror.served(() => {}).erased())).toMatchObject({ v: 1, orders: [obeyed] });
  expect(mirror.status().erased).toBe(1);
  expect(mirror.alarms.list()).toEqual([]);
  expect((await look()).erasures.list()).toMatchObject([obeyed]);
  expect(JSON.parse(await readFile(join(folder, 'private/erased.json'), 'utf8'))).toEqual([one]);
});

test('a mirror that was away obeys late, in the order of the log', async () => {
  const people = [await joined('one'), await joined('two'), await joined('three')];
  await look();
  mirror!.close();
  mirror = undefined;
  await orders(people[0]!);
  await joined('four');
  await orders(people[1]!);
  chronicle.now += 90 * 86_400_000;
  const { erasures } = await look();
  expect(await files('fields')).toEqual(['four.json', 'three.json']);
  expect(erasures.list().map(({ subject }) => subject)).toEqual(people.slice(0, 2));
  expect(erasures.list().every(({ at }) => at > '2026-05')).toBe(true);
});

test('of a message, and of a thread, everything goes: acts, addressees, sealed files, what was handed in', async () => {
  const from = { participant: 'alpha', contact: testId('con', 'alpha') };
  const to = [{ ...from, key: testPgpKey('alpha').fingerprint }];
  for (const label of ['one', 'two']) {
    const { data, fields } = messageData(label, from, to);
    const signed = await chronicle.sign(await fileHand('alpha', 'duty'), 'exchange.sent', data);
    const opening = { salt: testSalt(label), act: signed.prepared.act, sig: signed.sig };
    await keep(`openings/${label}.json`, opening);
    await keep(`fields/${label}.json`, fields[0]);
    await keep(`blobs/${data.ciphertext.sha256}`, testCiphertext(label));
    await keep(`acts/${signed.prepared.id}.act`, { ...opening, openings: fields });
  }
  const handed = await files('acts');
  await orders(testId('msg', 'one'));
  await orders(testId('thr', 'two'));
  const { erasures } = await look();
  expect(await Promise.all(['openings', 'fields', 'blobs'].map(files))).toEqual([[], [], []]);
  // The acts stay, so that what was stamped can be shown; what opens them does not.
  expect(await files('acts')).toEqual(handed);
  for (const name of handed)
    expect(JSON.parse(await readFile(join(folder, 'private/acts', name), 'utf8'))).not.toHaveProperty(
      'openings',
    );
  expect(erasures.list().map((order) => order.files)).toEqual([4, 4]);
});

test('an order that is not the host’s is none, and is told as an act that fails', async () => {
  const one = await joined('one');
  await orders(one, (await rootHand('alpha')) as never);
  mirror?.close();
  site = await serveSite(chronicle);
  const { erasures, alarms } = await look();
  expect(await files('fields')).toEqual(['one.json']);
  expect(erasures.list()).toEqual([]);
  expect(alarms.active().map(({ code }) => code)).toContain('mirror.act-fails');
});
