import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSubmitted, type Stamp, verifyStamp } from '@comity/acts';
import {
  admit,
  Chronicle,
  fileHand,
  type Hand,
  messageData,
  type PersonHand,
  type Signed,
  seat,
  sessionHand,
  testId,
  testPgpKey,
  testSalt,
  withList,
} from '@comity/acts/testing';
import { canonicalBytes, fromBase64url, fromUtf8, utf8, verifierKey } from '@comity/log';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Site, serveSite } from '../testing/site.ts';
import { Mirror, type MirrorOptions } from './mirror.ts';
import { serveMirror } from './serving.ts';

const CONTACTS = { alpha: testId('con', 'alpha'), beta: testId('con', 'beta') };
let chronicle: Chronicle;
let root: Hand;
let officer: PersonHand;
let duty: PersonHand;
let folder: string;
let site: Site;
let mirror: Mirror;
let server: Server;
let url: string;

beforeEach(async () => {
  chronicle = await Chronicle.found();
  root = await seat(chronicle, 'alpha');
  await seat(chronicle, 'beta');
  officer = await fileHand('alpha', 'officer');
  duty = await fileHand('alpha', 'duty');
  await admit(chronicle, officer, ['decisions', 'directory']);
  await admit(chronicle, duty, ['exchange']);
  await nominate('alpha', officer, [duty.actor.person]);
  folder = await mkdtemp(join(tmpdir(), 'comity-submissions-'));
  site = await serveSite(chronicle);
  await open();
});
afterEach(async () => {
  await close();
  await site.stop();
  await rm(folder, { recursive: true, force: true });
});

async function nominate(participant: 'alpha', by: PersonHand, roster: string[]): Promise<void> {
  const contact = CONTACTS[participant];
  const type = 'directory.contact-nominated';
  const nominated = { contact, class: 'technical' as const, fields: {}, roster };
  chronicle.append(await chronicle.sign(by, type, withList(chronicle, by, type, nominated)));
  const certified = { contact, key: testPgpKey(participant) };
  const data = withList(chronicle, by, 'directory.key-certified', certified);
  chronicle.append(await chronicle.sign(by, 'directory.key-certified', data));
}

async function open(options: Partial<MirrorOptions> = {}): Promise<void> {
  const { founding } = chronicle.state;
  const trust = { body: chronicle.body, key: verifierKey(founding.origin, fromBase64url(founding.host.key)) };
  mirror = await Mirror.open({
    ...{ path: folder, from: site.url, trust, name: 'mirror.example', tell: () => {} },
    ...{ clock: () => chronicle.now, ...options },
  });
  await mirror.step();
  server = await serveMirror(
    mirror.served(() => {}),
    0,
    '127.0.0.1',
  );
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
async function close(): Promise<void> {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  mirror.close();
}
/** What the host shows now is copied. */
async function follow(): Promise<void> {
  site.entries = chronicle.written.map(({ bytes }) => bytes);
  site.size = site.entries.length;
  await mirror.step();
}

interface Answer {
  status: number;
  value: { code?: string; rule?: string; act?: string; stamp?: Stamp; key?: string; logged?: number };
}
async function post(bytes: Uint8Array, path = 'submitted', method = 'POST'): Promise<Answer> {
  const reply = await fetch(`${url}/${path}`, { method, body: bytes as Uint8Array<ArrayBuffer> });
  return { status: reply.status, value: (await reply.json()) as Answer['value'] };
}
const bytesOf = ({ prepared, sig, fields }: Signed, more: object = {}) =>
  canonicalBytes({ act: prepared.act, sig, ...(fields.length > 0 ? { openings: fields } : {}), ...more });
const handIn = (signed: Signed, more: object = {}) => post(bytesOf(signed, more));
const confirmed = (by: Hand = officer, how = {}) => chronicle.sign(by, 'body.confirmed', {}, how);
const list = async () => fromUtf8(new Uint8Array(await (await fetch(`${url}/submitted`)).arrayBuffer()));
const certify = ({ certificate, sig }: Signed) =>
  post(canonicalBytes(certificate), `certificates/${sig.session}`, 'PUT');

/** Alpha's person on duty acknowledges a message that is closed to this mirror, by a session. */
async function acknowledged(seconds = 3600): Promise<Signed> {
  const now = (ms: number) => new Date(chronicle.now + ms).toISOString();
  const session = await sessionHand(duty, chronicle.body, now(0), now(seconds * 1000));
  const { data, fields } = messageData('m', { participant: 'alpha', contact: CONTACTS.alpha }, [
    { participant: 'alpha', contact: CONTACTS.alpha, key: testPgpKey('alpha').fingerprint },
  ]);
  return chronicle.sign(session, 'exchange.sent', data, { fields });
}

test('an act that the host swallowed is checked and stamped; in public stand its id, stream and time', async () => {
  const signed = await confirmed();
  const { status, value } = await handIn(signed);
  const { id } = signed.prepared;
  expect([status, value.act]).toEqual([200, id]);
  expect(await verifyStamp(chronicle.body, id, value.stamp!, value.key!)).toBe(true);
  const text = await list();
  expect(parseSubmitted(utf8(text)).submitted).toEqual([
    { act: id, at: chronicle.at, stream: 'body', stamp: value.stamp },
  ]);
  // Nothing of who acts, and how, is told: not there, nor on any other page.
  const shown = [
    text,
    ...(await Promise.all(['', 'mirror.json'].map(async (path) => (await fetch(`${url}/${path}`)).text()))),
  ];
  const { actor, nonce } = signed.prepared.act;
  for (const secret of [officer.actor.person, actor.key, nonce, signed.sig.value, 'alpha', 'confirmed'])
    expect(shown.join('\n')).not.toContain(secret);
  for (const path of [
    `private/acts/${id}.act`,
    `acts/${id}.act`,
    `submitted/${id}`,
    `../private/acts/${id}.act`,
  ])
    expect([path, (await fetch(`${url}/${path}`)).status]).toEqual([path, 404]);
});

test('handed in again it has the same stamp, from anybody and after a start anew', async () => {
  const signed = await confirmed();
  const first = await handIn(signed);
  chronicle.now += 60_000;
  expect(await handIn(signed)).toEqual(first);
  await close();
  await open();
  expect(await handIn(signed)).toEqual(first);
  expect(parseSubmitted(utf8(await list())).submitted).toHaveLength(1);
});

test('when the log has it after all, the list still says that it was handed in, and the answer where it stands', async () => {
  const signed = await confirmed();
  await handIn(signed);
  expect(mirror.status().submitted).toEqual({ stamped: 1, logged: 0 });
  const { index } = chronicle.append(signed);
  await follow();
  expect((await handIn(signed)).value.logged).toBe(index);
  expect(mirror.status().submitted).toEqual({ stamped: 1, logged: 1 });
});

test('an act that stands in the log already is no business of a mirror: it says where', async () => {
  const signed = await confirmed();
  const { index } = chronicle.append(signed);
  await follow();
  expect(await handIn(signed)).toEqual({
    status: 200,
    value: { act: signed.prepared.id, stream: 'body', logged: index },
  });
  expect(parseSubmitted(utf8(await list())).submitted).toEqual([]);
});

test('a session act is taken with its certificate, and its openings are told to nobody', async () => {
  const signed = await acknowledged();
  const salt = testSalt('leaf');
  expect((await handIn(signed, { salt })).value.code).toBe('mirror.bad-certificate');
  expect((await certify(signed)).status).toBe(200);
  expect((await handIn(signed, { salt })).status).toBe(200);
  const text = await list();
  expect(JSON.parse(text).submitted[0]).toMatchObject({ stream: 'exchange' });
  expect(text).not.toContain(CONTACTS.alpha);
  expect((await fetch(`${url}/certificates/${signed.sig.session}`)).status).toBe(404);
  expect(await readFile(join(folder, 'submitted'), 'utf8')).toBe(text);
});

const forged = async () => {
  const signed = await confirmed();
  return { ...signed, sig: (await confirmed(duty)).sig };
};
const foreign = async () => {
  const other = await Chronicle.found({ origin: 'other.example/log' });
  return other.sign(officer, 'body.confirmed', {});
};

test.each<[string, () => Promise<Signed>, number, string, string?]>([
  ['a forged signature', forged, 403, 'mirror.bad-signature'],
  ['an act of another body', foreign, 403, 'mirror.other-body'],
  ['a stranger', async () => confirmed(await fileHand('alpha', 'stranger')), 403, 'mirror.unknown-key'],
  ['no authority', () => confirmed(duty), 409, 'mirror.refused-by-rule', 'people.authority-held'],
  [
    'an act of yesterday',
    // Of a type that does not wait offline.
    async () => {
      const type = 'directory.contact-removed';
      const data = withList(chronicle, officer, type, { contact: CONTACTS.alpha });
      return chronicle.sign(officer, type, data, { at: new Date(chronicle.now - 86_400_000).toISOString() });
    },
    409,
    'mirror.refused-by-rule',
    'record.clock',
  ],
  [
    'a checkpoint that never was',
    () => confirmed(officer, { seen: { size: 3, root: 'a'.repeat(64) } }),
    409,
    'mirror.unknown-checkpoint',
  ],
  [
    'a nonce that was used in another act',
    () => confirmed(officer, { nonce: chronicle.written.at(-1)!.prepared.act.nonce }),
    409,
    'mirror.nonce-reused',
  ],
])('refuses %s, and keeps nothing', async (_, make, status, code, rule) => {
  expect(await handIn(await make())).toMatchObject({ status, value: { code, ...(rule ? { rule } : {}) } });
  expect(parseSubmitted(utf8(await list())).submitted).toEqual([]);
});

test('refuses a session that has expired, at the certificate and, once that is there, at the act', async () => {
  const signed = await acknowledged(60);
  expect((await certify(signed)).status).toBe(200);
  chronicle.now += 61_000;
  expect(await handIn(signed, { salt: testSalt('leaf') })).toMatchObject({
    status: 409,
    value: { code: 'mirror.refused-by-rule', rule: 'people.session-current' },
  });
  const late = await acknowledged(60);
  chronicle.now += 61_000;
  expect((await certify(late)).value.code).toBe('mirror.bad-certificate');
});

test('refuses openings that open nothing, and certificates that nobody here signed', async () => {
  const signed = await acknowledged();
  await certify(signed);
  const opening = { subject: 'x'.repeat(26), path: 'recipients', salt: testSalt('x'), value: [] };
  const wrong = bytesOf({ ...signed, fields: [opening] }, { salt: testSalt('leaf') });
  expect((await post(wrong)).value.code).toBe('mirror.bad-opening');
  const stranger = await fileHand('alpha', 'stranger');
  const at = chronicle.at;
  const session = await sessionHand(
    stranger,
    chronicle.body,
    at,
    new Date(chronicle.now + 1000).toISOString(),
  );
  const foreignSession = await chronicle.sign(session, 'body.confirmed', {});
  expect((await certify(foreignSession)).value.code).toBe('mirror.bad-certificate');
  expect(
    (await post(canonicalBytes(signed.certificate), `certificates/${'a'.repeat(64)}`, 'PUT')).status,
  ).toBe(403);
});

test.each<[string, () => Uint8Array, number, string]>([
  ['no JSON', () => utf8('{'), 400, 'mirror.not-canonical'],
  ['JSON with spaces', () => utf8('{ "act": 1 }'), 400, 'mirror.not-canonical'],
  ['an unknown member', () => utf8('{"act":{},"more":1}'), 400, 'mirror.malformed'],
  ['nothing', () => new Uint8Array(0), 400, 'mirror.not-canonical'],
  ['far too much', () => new Uint8Array(65_537), 413, 'mirror.too-large'],
])('refuses %s', async (_, bytes, status, code) => {
  expect(await post(bytes())).toMatchObject({ status, value: { code } });
});

test('takes nothing while it is not level with the log it shows', async () => {
  const signed = await confirmed();
  // The checkpoint comes, the entries do not.
  chronicle.append(await chronicle.sign(root, 'body.confirmed', {}));
  const before = mirror.replay.size;
  site.trick = (path, response) => {
    if (!path.startsWith('tile/')) return false;
    response.writeHead(503).end();
    return true;
  };
  await close();
  await rm(folder, { recursive: true, force: true });
  await open();
  expect(before).toBeGreaterThan(0);
  expect(await handIn(signed)).toMatchObject({ status: 503, value: { code: 'mirror.not-level' } });
  expect((await certify(await acknowledged())).value.code).toBe('mirror.not-level');
  site.trick = undefined;
  await follow();
  expect((await handIn(await confirmed(root))).value.code).toBe('mirror.refused-by-rule');
});

test('is full for one who hands in without end, and takes acts of others', async () => {
  await close();
  await open({ most: { acts: 2, certificates: 1 } });
  const signed = await acknowledged();
  expect((await certify(signed)).status).toBe(200);
  const another = await acknowledged(1800);
  expect(await certify(another)).toMatchObject({ status: 429, value: { code: 'mirror.full' } });
  expect((await certify(signed)).status).toBe(200);
  const nonce = (n: number) => `${'A'.repeat(20)}${n}A`;
  const acts = await Promise.all([0, 1, 2].map((n) => confirmed(officer, { nonce: nonce(n) })));
  const statuses = [];
  for (const act of acts) statuses.push((await handIn(act)).status);
  expect(statuses).toEqual([200, 200, 429]);
  expect((await handIn(acts[0]!)).status).toBe(200);
  expect((await handIn(await confirmed(root))).status).toBe(200);
});
