import {
  type AnySigner,
  certifySession,
  describeKey,
  idOfKey,
  newId,
  newNonce,
  signStatement,
} from '@comity/acts';
import { seedOf } from '@comity/acts/testing';
import { dataOf, type Hand, type Prepared, signIn } from '@comity/client';
import { canonicalBytes, canonicalText, ed25519Signer, sha256Hex, utf8 } from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  adds,
  does,
  drafts,
  keyOf,
  leavesNothing,
  membersOf,
  opens,
  type Person,
  posts,
  refused,
  refusedBy,
  seats,
  signs,
  type TestBody,
  type TestState,
  testBody,
} from '../../testing/index.ts';

let body: TestBody;
let alpha: TestState;
let bravo: TestState;
let signed: Prepared;

beforeAll(async () => {
  body = await testBody();
  alpha = await seats(body, 'alpha');
  bravo = await seats(body, 'bravo');
  signed = await allowedAct();
});
afterAll(() => body.stop());

/** An act that would be allowed: every refusal below is for the one thing that is wrong with it. */
const allowedAct = (hand: Hand = alpha.officer) =>
  signs(body, hand, 'people.authorities-set', { person: alpha.duty.person, authorities: [] });

const me = async (connection = body.public) => (await connection.api.GET('/api/me')).response.status;

describe('refuses a session', () => {
  test('statement passed off as an act, and an act passed off as a session', async () => {
    const session = await ed25519Signer(seedOf('passed off'));
    const key = describeKey('ed25519', session.publicKey) as never;
    const statement = {
      ...{ v: 1 as const, body: body.trust.body, participant: 'alpha', person: alpha.officer.person },
      ...{ by: idOfKey(keyOf(alpha.officer)), key, at: body.clock.at(), expires: body.clock.at(3_600_000) },
    };
    const { sig } = await certifySession(statement, alpha.officer.signer);
    await refused(body, canonicalBytes({ act: signed.act, sig }), 'record.bad-signature', 403);
    await refused(body, canonicalBytes({ act: statement, sig }), 'record.unknown-type', 400);
    const actSig = membersOf(signed).sig as never;
    const certificate = { statement, sig: actSig };
    const hash = sha256Hex(canonicalBytes(certificate));
    const request = { v: 1, certificate: hash, at: body.clock.at(), nonce: newNonce() };
    const asSession = { certificate, request, sig: await signStatement('session', request, session) };
    const answer = await leavesNothing(body, () => posts(body, canonicalText(asSession), '/api/sessions'));
    expect(answer).toMatchObject({ status: 403, code: 'people.session-refused' });
  });

  test('certificate shown again without the session key, or with a request that was used', async () => {
    const session = await ed25519Signer(seedOf('watched'));
    const { certificate } = await opens(body, alpha.duty);
    const hash = sha256Hex(canonicalBytes(certificate));
    const request = { v: 1, certificate: hash, at: body.clock.at(), nonce: newNonce() };
    const ask = async (by: AnySigner, change: object = {}) => {
      const said = { ...request, ...change };
      const sig = await signStatement('session', said, by);
      return leavesNothing(body, () =>
        posts(body, canonicalText({ certificate, request: said, sig }), '/api/sessions'),
      );
    };
    const no = { status: 403, code: 'people.session-refused' };
    expect(await ask(session)).toMatchObject(no);
    expect(await ask(alpha.duty.signer)).toMatchObject(no);
    const own = await ed25519Signer(seedOf('own session'));
    const key = describeKey('ed25519', own.publicKey) as never;
    const statement = { ...certificate.statement, key };
    const mine = await certifySession(statement, alpha.duty.signer);
    const good = {
      v: 1,
      certificate: sha256Hex(canonicalBytes(mine)),
      at: body.clock.at(),
      nonce: newNonce(),
    };
    const posted = canonicalText({
      certificate: mine,
      request: good,
      sig: await signStatement('session', good, own),
    });
    expect(await posts(body, posted, '/api/sessions')).toMatchObject({ status: 201 });
    const again = await leavesNothing(body, () => posts(body, posted, '/api/sessions'));
    expect(again).toMatchObject(no);
    const stale = { ...good, at: body.clock.at(-600_000), nonce: newNonce() };
    const sig = await signStatement('session', stale, own);
    const late = canonicalText({ certificate: mine, request: stale, sig });
    expect(await posts(body, late, '/api/sessions')).toMatchObject(no);
  });

  test('that is unknown, over, or of somebody who was removed', async () => {
    const { hand } = await opens(body, alpha.duty, 'brief', 1);
    const { data, openings } = await drafts(alpha, [bravo], newId('msg'));
    const send = (by: Hand) => signs(body, by, 'exchange.sent', data, { openings });
    const unknown = await send({ ...hand, session: sha256Hex(utf8('unknown')) });
    await refused(body, unknown.bytes, 'record.bad-certificate', 403);
    const answer = await body.clock.later(3_600_001, async () => {
      const over = await send(hand);
      return leavesNothing(body, () => posts(body, over.bytes));
    });
    expect(answer).toMatchObject({ status: 409, problem: { rule: 'people.session-current' } });
    const leaver = await adds(body, alpha.officer, 'leaver', { authorities: ['exchange'] });
    const left = await opens(body, leaver);
    await does(body, alpha.officer, 'people.person-removed', { person: leaver.person });
    await refused(
      body,
      (await send(left.hand)).bytes,
      'record.refused-by-rule',
      409,
      'people.session-current',
    );
  });

  test('of one person for another', async () => {
    const { hand } = await opens(body, alpha.duty);
    const { data, openings } = await drafts(alpha, [bravo], newId('msg'));
    const as = { ...hand, person: alpha.officer.person };
    const act = await signs(body, as, 'exchange.sent', data, { openings });
    await refused(body, act.bytes, 'record.refused-by-rule', 409, 'people.session-current');
  });
});

describe('a session in a browser', () => {
  let cookie: string;
  beforeAll(async () => {
    const session = await ed25519Signer(seedOf('browser'));
    const { certificate } = await signIn(body.public, body.trust, alpha.duty, session);
    const request = {
      v: 1,
      certificate: sha256Hex(canonicalBytes(certificate)),
      at: body.clock.at(),
      nonce: newNonce(),
    };
    const sig = await signStatement('session', request, session);
    const reply = await body.app.inject({
      method: 'POST',
      url: '/api/sessions',
      payload: { certificate, request, sig, cookie: true },
    });
    expect(reply.statusCode).toBe(201);
    const given = String(reply.headers['set-cookie']);
    expect(given).toMatch(/; HttpOnly; SameSite=Strict; /);
    cookie = given.split(';')[0]!;
  });
  const put = (headers: object) =>
    body.app.inject({
      method: 'PUT',
      url: `/api/blobs/${sha256Hex(utf8('by cookie'))}`,
      payload: Buffer.from('by cookie'),
      headers: { 'content-type': 'application/octet-stream', ...headers },
    });

  test('reads by its cookie', async () => {
    const reply = await body.app.inject({ url: '/api/me', headers: { cookie } });
    expect(reply.json()).toMatchObject({ participant: 'alpha', person: alpha.duty.person });
  });

  test('changes something by its cookie only from our own pages', async () => {
    const host = 'body.example';
    const from = async (origin?: string) =>
      (await put({ cookie, host, ...(origin === undefined ? {} : { origin }) })).statusCode;
    for (const origin of [
      undefined,
      'https://elsewhere.example',
      'null',
      `https://${host}.elsewhere.example`,
    ])
      expect(await from(origin)).toBe(401);
    expect(await from(`https://${host}`)).toBe(204);
  });

  test('ends when its holder ends it', async () => {
    const headers = { cookie, host: 'body.example', origin: 'https://body.example' };
    const reply = await body.app.inject({ method: 'DELETE', url: '/api/sessions', headers });
    expect(reply.headers['set-cookie']).toMatch(/^comity_session=; .*1970/);
    expect((await body.app.inject({ url: '/api/me', headers: { cookie } })).statusCode).toBe(401);
  });
});

describe('a session', () => {
  test('ends when its holder ends it, and at its hour', async () => {
    const { connection } = await opens(body, alpha.officer);
    expect(await me(connection)).toBe(200);
    await connection.api.DELETE('/api/sessions');
    expect(await me(connection)).toBe(401);
    const { connection: next } = await opens(body, alpha.officer, 'short', 1);
    expect(await me(next)).toBe(200);
    expect(await body.clock.later(3_600_001, () => me(next))).toBe(401);
  });

  test('lasts at most twelve hours', async () => {
    const long = opens(body, alpha.officer, 'long', 13);
    await expect(long).rejects.toMatchObject({ code: 'people.session-refused' });
  });

  test('of a root reads, and never signs an act', async () => {
    const { connection, hand } = await opens(body, alpha.root);
    expect(dataOf(await connection.api.GET('/api/me'))).toMatchObject({
      participant: 'alpha',
      administrator: true,
    });
    const act = does(body, hand, 'people.authorities-set', { person: alpha.duty.person, authorities: [] });
    await expect(act).rejects.toMatchObject({ code: 'record.bad-certificate', status: 403 });
  });

  test('signs no binding act', async () => {
    const { hand } = await opens(body, alpha.officer);
    const act = does(body, hand, 'people.authorities-set', { person: alpha.duty.person, authorities: [] });
    await expect(act).rejects.toMatchObject(refusedBy('people.binding-key'));
  });

  test('of somebody unknown is refused', async () => {
    const nobody: Person = {
      participant: 'alpha',
      person: newId('per'),
      signer: await ed25519Signer(seedOf('nobody')),
    };
    await leavesNothing(body, () => expect(opens(body, nobody)).rejects.toMatchObject({ status: 403 }));
  });
});
