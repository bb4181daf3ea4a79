import { describeKey, draftAct, newSalt, proveKey, type RootKey } from '@comity/acts';
import { p256Authenticator, passkeyHand, seedOf, testField } from '@comity/acts/testing';
import { dataOf, type Hand, resume } from '@comity/client';
import { canonicalBytes, ed25519Signer, fromBase64url, sha256Hex } from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  adds,
  does,
  enrols,
  leavesNothing,
  newPerson,
  opens,
  type Person,
  posts,
  refusedBy,
  rootOf,
  seats,
  signs,
  type TestBody,
  type TestState,
  testBody,
} from '../../testing/index.ts';

let body: TestBody;
let alpha: TestState;

beforeAll(async () => {
  body = await testBody();
  alpha = await seats(body, 'alpha');
});
afterAll(() => body.stop());

const house = async (participant: string, connection = body.public) =>
  dataOf(await connection.api.GET('/api/participants/{participant}', { params: { path: { participant } } }));
const me = async (connection = body.public) => (await connection.api.GET('/api/me')).response.status;

describe('a State enters', () => {
  test('by an invitation whose token its root shows, once', async () => {
    const before = await house('bravo');
    expect([before.seated, before.root]).toEqual([false, undefined]);
    const root = await enrols(body, 'bravo');
    const after = await house('bravo');
    expect([after.seated, after.administrators, after.invitation]).toEqual([true, 0, undefined]);
    const again = {
      participant: 'bravo',
      token: sha256Hex(seedOf('t')),
      channel: 'telephone' as const,
      expires: body.clock.at(1000_000),
    };
    const invite = does(body, body.secretariat, 'people.participant-invited', again);
    await expect(invite).rejects.toMatchObject(refusedBy('people.seated-once'));
    await does(body, root, 'body.confirmed', {}, { offline: true });
    expect((await house('bravo')).confirmed).toBe(true);
  });

  test('not with another token, nor with the token of another State, nor too late', async () => {
    const token = newSalt();
    await does(body, body.secretariat, 'people.participant-invited', {
      participant: 'carla',
      token: sha256Hex(fromBase64url(token)),
      channel: 'note-verbale',
      expires: body.clock.at(60_000),
    });
    const enrol = async (participant: string, shown: string) => {
      const root = await rootOf(participant);
      const key = describeKey('ed25519', root.signer.publicKey) as RootKey;
      return does(body, root, 'people.root-enrolled', { key, token: shown }, { offline: true });
    };
    const unproven = refusedBy('people.invitation-proves');
    await expect(enrol('carla', newSalt())).rejects.toMatchObject(unproven);
    await expect(enrol('delta', token)).rejects.toMatchObject(unproven);
    const late = body.clock.later(61_000, () => enrol('carla', token));
    await expect(late).rejects.toMatchObject(unproven);
    expect((await house('carla')).seated).toBe(false);
    expect((await house('carla')).invitation).toBeDefined();
  });

  test('by the secretariat only', async () => {
    const data = {
      participant: 'delta',
      token: sha256Hex(seedOf('d')),
      channel: 'telephone' as const,
      expires: body.clock.at(60_000),
    };
    const invite = does(body, alpha.root, 'people.participant-invited', data);
    await expect(invite).rejects.toMatchObject(refusedBy('people.secretariat-invites'));
  });
});

describe('a house with two of three administrators', () => {
  let root: Hand;
  let three: Person[];

  beforeAll(async () => {
    root = await enrols(body, 'delta');
    three = [await adds(body, root, 'one'), await adds(body, root, 'two'), await adds(body, root, 'three')];
    const administrators = three.map((p) => p.person).sort();
    await does(body, root, 'people.administrators-set', { administrators, threshold: 2 });
  });

  test('waits for the second before a person is added', async () => {
    const { hand, data, openings } = await newPerson(body, 'delta', 'fourth');
    const { act } = await does(body, three[0]!, 'people.person-added', data, { openings });
    const waiting = await house('delta');
    expect(waiting.people.map((p) => p.person)).not.toContain(hand.person);
    expect(waiting.pending).toMatchObject([
      { act, type: 'people.person-added', confirmedBy: [three[0]!.person] },
    ]);
    const twice = does(body, three[0]!, 'people.act-confirmed', { act });
    await expect(twice).rejects.toMatchObject(refusedBy('people.confirm-once'));
    await does(body, three[1]!, 'people.act-confirmed', { act });
    const done = await house('delta');
    expect(done.people.map((p) => p.person)).toContain(hand.person);
    expect(done.pending).toEqual([]);
    const late = does(body, three[2]!, 'people.act-confirmed', { act });
    await expect(late).rejects.toMatchObject(refusedBy('people.confirm-once'));
  });

  test('forgets an act that nobody confirmed in thirty days', async () => {
    const { data, openings } = await newPerson(body, 'delta', 'forgotten');
    const { act } = await does(body, three[0]!, 'people.person-added', data, { openings });
    const month = 31 * 86_400_000;
    const late = body.clock.later(month, () => does(body, three[1]!, 'people.act-confirmed', { act }));
    await expect(late).rejects.toMatchObject(refusedBy('people.confirm-once'));
    expect((await house('delta')).people.map((p) => p.person)).not.toContain(data.person);
  });

  test('needs nobody beside its root, and keeps as many administrators as must act', async () => {
    await does(body, root, 'people.person-removed', { person: three[2]!.person });
    expect((await house('delta')).administrators).toBe(2);
    const last = does(body, root, 'people.person-removed', { person: three[1]!.person });
    await expect(last).rejects.toMatchObject(refusedBy('people.last-administrator'));
    await does(body, root, 'people.administrators-set', {
      administrators: [three[0]!.person],
      threshold: 1,
    });
    await adds(body, three[0]!, 'fifth');
  });
});

describe('a key', () => {
  test('replaces another with no moment between, and ends the sessions of the old one', async () => {
    const clerk = await adds(body, alpha.officer, 'clerk');
    const { connection } = await opens(body, clerk);
    expect(await me(connection)).toBe(200);
    const signer = await ed25519Signer(seedOf('second key of the clerk'));
    const key = describeKey('ed25519', signer.publicKey);
    const who = { body: body.trust.body, participant: 'alpha', person: clerk.person };
    const old = (await house('alpha')).people.find((p) => p.person === clerk.person)!.keys[0]!.key;
    const proof = await proveKey(who, key, signer);
    await does(body, alpha.officer, 'people.key-replaced', { person: clerk.person, old, key, proof });
    expect(await me(connection)).toBe(401);
    await expect(opens(body, clerk)).rejects.toMatchObject({ code: 'people.session-refused', status: 403 });
    const renewed = await opens(body, { ...clerk, signer });
    expect(await me(renewed.connection)).toBe(200);
    const again = does(body, alpha.officer, 'people.key-added', { person: clerk.person, key, proof });
    await expect(again).rejects.toMatchObject(refusedBy('people.key-once'));
  });

  test('needs a proof that somebody holds it', async () => {
    const { data, openings } = await newPerson(body, 'alpha', 'unproven');
    const { data: other } = await newPerson(body, 'alpha', 'somebody else');
    const add = () =>
      does(body, alpha.root, 'people.person-added', { ...data, proof: other.proof }, { openings });
    await leavesNothing(body, () =>
      expect(add()).rejects.toMatchObject({ code: 'record.bad-proof', status: 403 }),
    );
  });

  test('may be a passkey: an act signed by a tap stands', async () => {
    const authenticator = p256Authenticator(seedOf('tapper'));
    const hand = passkeyHand('alpha', 'tapper', authenticator);
    const { participant, person } = hand.actor;
    const statement = { v: 1, body: body.trust.body, participant, person, key: hand.actor.key };
    const proof = await hand.sign('enrol', statement);
    const name = testField(person, 'name', 'Tapper');
    const data = { person, key: hand.key, proof, name: name.commitment };
    await does(body, alpha.root, 'people.person-added', data, { openings: [name.opening] });
    await does(body, alpha.root, 'people.authorities-set', { person, authorities: ['decisions'] });
    const prepared = draftAct({
      body: body.trust.body,
      type: 'body.confirmed',
      actor: hand.actor,
      at: body.clock.at(),
      seen: { size: 1, root: (await firstRoot())! },
      data: {},
    });
    const send = async (ceremony: object) => {
      const sig = await hand.sign('act', prepared.act, ceremony);
      return posts(body, canonicalBytes({ act: prepared.act, sig }));
    };
    expect(await send({ origin: 'https://elsewhere.example' })).toMatchObject({
      code: 'record.bad-signature',
    });
    expect(await send({ flags: 0x01 })).toMatchObject({ code: 'record.bad-signature' });
    expect(await send({})).toMatchObject({ status: 200 });
    expect((await house('alpha')).confirmed).toBe(true);
  });

  const firstRoot = async () => {
    const { rows } = await body.database.pool.query(
      `select encode(root, 'hex') as root from checkpoint where size = 1`,
    );
    return rows[0]?.root as string | undefined;
  };
});

describe('a person who is removed', () => {
  test('reads, signs and stands on rosters no more, from that entry on', async () => {
    const leaver = await adds(body, alpha.officer, 'leaver', { authorities: ['exchange', 'directory'] });
    const { connection, certificate } = await opens(body, leaver);
    const signed = await signs(body, leaver, 'people.authorities-set', {
      person: leaver.person,
      authorities: [],
    });
    expect(await me(connection)).toBe(200);
    await does(body, alpha.officer, 'people.person-removed', { person: leaver.person });
    expect(await me(connection)).toBe(401);
    await leavesNothing(body, async () => {
      expect(await posts(body, signed.bytes)).toMatchObject({
        status: 409,
        problem: { rule: 'people.current-key' },
      });
      await expect(opens(body, leaver)).rejects.toMatchObject({ code: 'people.session-refused' });
      const session = await ed25519Signer(seedOf('nobody holds this one'));
      const replayed = resume(body.public, certificate, session);
      await expect(replayed).rejects.toMatchObject({ code: 'people.session-refused' });
    });
    const gone = (await house('alpha')).people.find((p) => p.person === leaver.person);
    expect(gone).toMatchObject({ removed: true, keys: [], authorities: [], administrator: false });
  });
});

describe('a name', () => {
  test('is shown to the own State and to nobody else', async () => {
    const nameIn = async (connection = body.public) =>
      (await house('alpha', connection)).people.find((p) => p.person === alpha.duty.person)!.name;
    const stranger = await opens(body, body.secretariat);
    expect(await nameIn(alpha.reader)).toBe('Duty of alpha');
    expect(await nameIn()).toBeUndefined();
    expect(await nameIn(stranger.connection)).toBeUndefined();
    const { rows } = await body.database.pool.query(
      `select string_agg(encode(leaf, 'escape'), '') as all from entry`,
    );
    expect(rows[0].all).not.toContain('Duty of alpha');
  });
});

describe('what anybody may ask', () => {
  test('is who takes part, and by which rules', async () => {
    const { participants } = dataOf(await body.public.api.GET('/api/participants'));
    expect(participants.map((p) => p.id)).toEqual(['alpha', 'bravo', 'carla', 'delta', 'secretariat']);
    const { rules, numbers } = dataOf(await body.public.api.GET('/api/rules'));
    expect(rules.map((r) => r.rule)).toContain('people.last-administrator');
    expect(numbers.clockTolerance).toBe(300);
  });

  test('is not who does not take part', async () => {
    const reply = await body.app.inject({ url: '/api/participants/atlantis' });
    expect(reply.json()).toMatchObject({ status: 404, code: 'people.participant-not-found' });
  });

  test('is who they are, once they have signed in', async () => {
    const known = dataOf(await alpha.reader.api.GET('/api/me'));
    expect(known).toEqual({
      participant: 'alpha',
      person: alpha.duty.person,
      administrator: false,
      authorities: ['exchange'],
      contacts: [alpha.contact],
    });
    expect(await me()).toBe(401);
  });
});
