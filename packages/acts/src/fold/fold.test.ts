import { canonicalText, fromUtf8, sha256Hex, toHex, utf8 } from '@comity/log';
import { describe, expect, test } from 'vitest';
import type { Act } from '../envelope.ts';
import { epochManifests, epochOpenings } from '../epoch.ts';
import { ACT_TYPES, isFieldValue, kindOf } from '../index.ts';
import { manifestBytes, manifestHash, readManifest } from '../manifest.ts';
import { deliveriesHash, stampStatement, voucherStatement } from '../statements.ts';
import {
  admit,
  Chronicle,
  fileHand,
  messageData,
  p256Hand,
  rootHand,
  seat,
  testField,
  testId,
  testPgpKey,
  testSalt,
  withList,
} from '../testing/index.ts';
import { challengeableFact, findContact, foundBody, hasCurrentKey, onDuty } from './index.ts';

async function staffed() {
  const chronicle = await Chronicle.found();
  const root = await seat(chronicle, 'alpha');
  const ada = await p256Hand('alpha', 'ada');
  const bo = await fileHand('alpha', 'bo');
  await admit(chronicle, ada, ['directory', 'exchange']);
  await admit(chronicle, bo, ['exchange']);
  return { chronicle, root, ada, bo };
}

const contact = testId('con', 'alpha cert');
const described = (roster: string[]) => ({
  contact,
  class: 'technical' as const,
  fields: {
    unit: { value: 'CERT' },
    name: { commitment: testField(contact, 'name', 'N').commitment, readers: ['beta', 'gamma'] },
  },
  roster,
});

describe('The founding', () => {
  const founding = async () => {
    const chronicle = await Chronicle.found();
    const { act, id } = chronicle.written[0]!.prepared;
    return { chronicle, act: act as Act<'body.founded'>, id };
  };

  test('seats the secretariat with its root and reads its blobs', async () => {
    const { chronicle, id } = await founding();
    const { state } = chronicle;
    expect(state.id).toBe(id);
    expect([...state.participants.keys()]).toEqual(['alpha', 'beta', 'gamma', 'observer', 'secretariat']);
    expect([...state.seats.keys()]).toEqual(['secretariat']);
    expect(state.size).toBe(1);
    expect(state.streams.get('body')).toEqual({ next: 1, prev: toHex(chronicle.written[0]!.hash) });
  });

  test('needs its blobs', async () => {
    const { chronicle, act, id } = await founding();
    for (const name of ['rules', 'mandate', 'participants'] as const) {
      const without = (sha256: string) =>
        sha256 === act.data[name] ? undefined : chronicle.blobs.get(sha256);
      expect(() => foundBody(act, id, without)).toThrow(
        expect.objectContaining({ code: 'acts.missing-blob' }),
      );
    }
  });

  test('is made by the host it names, with its key', async () => {
    const { chronicle, act, id } = await founding();
    const root = await rootHand('secretariat');
    const actors = [
      root.actor,
      { ...act.actor, host: 'other.example/log' },
      { ...act.actor, key: root.actor.key },
    ];
    for (const actor of actors)
      expect(() => foundBody({ ...act, actor } as never, id, (s) => chronicle.blobs.get(s))).toThrow(
        expect.objectContaining({ code: 'acts.malformed' }),
      );
  });

  test('names a secretariat, and every participant once', async () => {
    const { chronicle, act, id } = await founding();
    const participants = (list: object[]) => {
      const sha256 = chronicle.keep(utf8(canonicalText({ v: 1, participants: list })));
      const other = { ...act, data: { ...act.data, participants: sha256 } };
      return () => foundBody(other as never, id, (s) => chronicle.blobs.get(s));
    };
    const secretariat = { id: 'secretariat', kind: 'secretariat', names: { en: 'S' } };
    const alpha = { id: 'alpha', kind: 'state', names: { en: 'A' } };
    expect(participants([alpha, secretariat])).not.toThrow();
    for (const list of [
      [alpha],
      [alpha, alpha, secretariat],
      [alpha, { ...secretariat, kind: 'state' }],
      [{}],
    ])
      expect(participants(list)).toThrow(expect.objectContaining({ code: 'acts.malformed' }));
  });
});

test('the manifest is a blob whose hash is its id as a statement', async () => {
  const { chronicle, ada, bo } = await staffed();
  const nominated = withList(chronicle, ada, 'directory.contact-nominated', described([bo.actor.person]));
  expect(nominated.list).toEqual({ seq: 1, manifest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  chronicle.append(await chronicle.sign(ada, 'directory.contact-nominated', nominated));
  const list = chronicle.state.directory.get('alpha')!;
  const bytes = manifestBytes(chronicle.body, 'alpha', list);
  expect(fromUtf8(bytes)).toBe(
    `comity/manifest/v1\n${canonicalText({
      v: 1,
      body: chronicle.body,
      participant: 'alpha',
      seq: 1,
      contacts: [{ ...described([bo.actor.person]), signed: true }],
    })}`,
  );
  expect(nominated.list.manifest).toBe(sha256Hex(bytes));
  expect(manifestHash(chronicle.body, 'alpha', list)).toBe(list.manifest);
});

test('a manifest that was read back continues as the list it was made from', async () => {
  const { chronicle, ada, bo } = await staffed();
  const nominated = withList(chronicle, ada, 'directory.contact-nominated', described([bo.actor.person]));
  chronicle.append(await chronicle.sign(ada, 'directory.contact-nominated', nominated));
  const key = testPgpKey('alpha');
  const certified = withList(chronicle, ada, 'directory.key-certified', { contact, key });
  chronicle.append(await chronicle.sign(ada, 'directory.key-certified', certified));
  const bytes = chronicle.blobs.get(certified.list.manifest)!;
  const { body, participant, list } = readManifest(bytes);
  expect([body, participant]).toEqual([chronicle.body, 'alpha']);
  expect(list.manifest).toBe(certified.list.manifest);
  expect(manifestBytes(body, participant, list)).toEqual(bytes);
  for (const bad of [bytes.slice(1), bytes.slice(0, -1), new Uint8Array(0)])
    expect(() => readManifest(bad)).toThrow(
      expect.objectContaining({ name: expect.stringMatching(/Error$/) }),
    );
});

test('each change continues the list, and a removed contact leaves no trace in the next manifest', async () => {
  const { chronicle, ada, bo } = await staffed();
  const nominated = withList(chronicle, ada, 'directory.contact-nominated', described([bo.actor.person]));
  chronicle.append(await chronicle.sign(ada, 'directory.contact-nominated', nominated));
  const key = testPgpKey('alpha');
  const certified = withList(chronicle, ada, 'directory.key-certified', {
    contact,
    key,
    expires: '2026-04-01T00:00:00.000Z',
  });
  expect(certified.list).toMatchObject({ seq: 2, previous: nominated.list.manifest });
  chronicle.append(await chronicle.sign(ada, 'directory.key-certified', certified));
  const found = findContact(chronicle.state, contact)!.contact;
  expect(hasCurrentKey(found, Date.parse('2026-03-31T23:59:59.999Z'))).toBe(true);
  expect(hasCurrentKey(found, Date.parse('2026-04-01T00:00:00.000Z'))).toBe(false);
  const removed = withList(chronicle, ada, 'directory.contact-removed', { contact });
  chronicle.append(await chronicle.sign(ada, 'directory.contact-removed', removed));
  expect(findContact(chronicle.state, contact)).toBeUndefined();
  expect(fromUtf8(chronicle.blobs.get(removed.list.manifest)!)).toContain('"contacts":[]');
  expect(chronicle.state.contacts.get(contact)).toBe('alpha');
});

test('a removed person leaves keys, authorities, administration and every roster at once', async () => {
  const { chronicle, root, ada, bo } = await staffed();
  const { person } = bo.actor;
  const set = { administrators: [ada.actor.person, person].sort(), threshold: 1 };
  chronicle.append(await chronicle.sign(root, 'people.administrators-set', set));
  const nominated = withList(chronicle, ada, 'directory.contact-nominated', described([person]));
  chronicle.append(await chronicle.sign(ada, 'directory.contact-nominated', nominated));
  const on = () => onDuty(chronicle.state, 'alpha', findContact(chronicle.state, contact)!.contact);
  expect(on()).toEqual([person]);
  chronicle.append(await chronicle.sign(root, 'people.person-removed', { person }));
  expect(on()).toEqual([]);
  const house = chronicle.state.seats.get('alpha')!;
  expect(house.administrators).toEqual([ada.actor.person]);
  expect(house.people.get(person)).toMatchObject({ removed: true, authorities: new Set() });
  expect(chronicle.state.keys.get(bo.actor.key)).toMatchObject({ ended: true });
});

test('a restricted entry that cannot be opened moves size, time and stream only', async () => {
  const { chronicle, bo } = await staffed();
  const before = structuredClone(chronicle.state);
  const { data, fields } = messageData('m', { participant: 'alpha', contact }, [
    { participant: 'beta', contact: testId('con', 'beta'), key: testPgpKey('b').fingerprint },
  ]);
  chronicle.append(await chronicle.sign(bo, 'exchange.sent', data, { fields }));
  const { size, received, streams, ...rest } = chronicle.state;
  const { size: _, received: __, streams: ___, ...same } = before;
  expect(rest).toEqual(same);
  expect(size).toBe(before.size + 1);
  expect(received).toBeGreaterThan(before.received);
  expect(streams.get('exchange')?.next).toBe(1);
  expect(chronicle.ledger.message(data.header.message)).toMatchObject({ from: contact });
  expect(chronicle.ledger.thread(data.header.thread)?.contacts).toEqual(
    new Set([contact, testId('con', 'beta')]),
  );
});

test('a ledger keeps the binding acts of people: neither those of roots nor ordinary ones', async () => {
  const { chronicle, ada, bo } = await staffed();
  const nominated = withList(chronicle, ada, 'directory.contact-nominated', described([bo.actor.person]));
  const { prepared, leaf } = chronicle.append(
    await chronicle.sign(ada, 'directory.contact-nominated', nominated),
  );
  const { participant, person } = ada.actor;
  expect(chronicle.ledger.challengeable(prepared.id)).toEqual({
    ...{ participant, person },
    received: Date.parse(leaf.received),
  });
  const others = chronicle.written.filter((w) => chronicle.ledger.challengeable(w.prepared.id));
  expect(others.map((w) => w.prepared.id)).toEqual([prepared.id]);
});

test('every binding act is public, or hides its State: what may be challenged, every reader can read', () => {
  const hidden = ACT_TYPES.filter((type) => kindOf(type).binding && kindOf(type).tier !== 'public');
  expect(hidden).toEqual(ACT_TYPES.filter((type) => type.endsWith('-unnamed')));
  const actor = { participant: 'alpha', person: testId('per', 'one'), key: 'a'.repeat(64) };
  for (const type of hidden) expect(challengeableFact({ type, actor }, 0)).toBeUndefined();
  expect(challengeableFact({ type: 'decisions.objected', actor }, 0)).toMatchObject({ participant: 'alpha' });
});

test('personal names are never public, and addresses are ASCII', () => {
  expect(isFieldValue('unit', 'CERT')).toBe(true);
  expect(isFieldValue('languages', ['ar', 'fr'])).toBe(true);
  expect(isFieldValue('emails', ['cert@alpha.example', 'a.b+c@xn--fsq.example'])).toBe(true);
  for (const bad of [['cеrt@alpha.example'], ['no address'], 'cert@alpha.example', ['a@b@c'], [], [''], 7])
    expect(isFieldValue('emails', bad)).toBe(false);
});

test('a name in the open makes an act malformed', async () => {
  const { chronicle, ada } = await staffed();
  const open = { ...described([]), fields: { name: { value: 'N' } } };
  expect(() => withList(chronicle, ada, 'directory.contact-nominated', open)).not.toThrow();
  const data = withList(chronicle, ada, 'directory.contact-nominated', open);
  expect(() => chronicle.draft(ada, 'directory.contact-nominated', data)).toThrow(
    expect.objectContaining({ code: 'acts.malformed' }),
  );
});

describe('What stands beside acts', () => {
  test('an epoch fixes every list and one count for each participant, in order of participants', async () => {
    const { chronicle, ada } = await staffed();
    const nominated = withList(chronicle, ada, 'directory.contact-nominated', described([]));
    chronicle.append(await chronicle.sign(ada, 'directory.contact-nominated', nominated));
    expect(fromUtf8(epochManifests(chronicle.state))).toBe(
      canonicalText({
        v: 1,
        manifests: [{ participant: 'alpha', seq: 1, manifest: nominated.list.manifest }],
      }),
    );
    const count = (participant: string, n: number) => ({
      participant,
      salt: testSalt(participant),
      count: n,
    });
    const bytes = epochOpenings([count('beta', 2), count('alpha', 0)]);
    expect(bytes).toEqual(epochOpenings([count('alpha', 0), count('beta', 2)]));
    expect(bytes).not.toEqual(epochOpenings([count('alpha', 0), count('beta', 3)]));
  });

  test('deliveries are committed to whatever their order', () => {
    const one = { message: 'msg_1', contact: 'con_1', at: 't1', salt: testSalt('1') };
    const two = { message: 'msg_2', contact: 'con_2', at: 't2', salt: testSalt('2') };
    expect(deliveriesHash([one, two])).toBe(deliveriesHash([two, one]));
    expect(deliveriesHash([one, two])).not.toBe(deliveriesHash([one]));
  });

  test('a stamp and a voucher name the body', () => {
    expect(stampStatement('b', 'a', 'm', 't')).toEqual({ v: 1, body: 'b', act: 'a', mirror: 'm', at: 't' });
    expect(voucherStatement('b', 'c', { type: 'x.y' })).toEqual({
      v: 1,
      body: 'b',
      commitment: 'c',
      type: 'x.y',
    });
  });
});
