import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@comity/acts';
import { testId } from '@comity/acts/testing';
import type { Connection } from '@comity/client';
import { fromBase64, toBase64 } from '@comity/log';
import { type ContactKey, open, seal } from '@comity/seal';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readNoticeText } from '../../../platform/index.ts';
import {
  adds,
  certifies,
  contactKey,
  nominates,
  opens,
  type Person,
  seats,
  type TestBody,
  type TestState,
  testBody,
} from '../../../testing/index.ts';
import { alarmNow } from './index.ts';

let body: TestBody;
let alpha: TestState;
let bravo: TestState;
let outbox: string;
/** A contact of alpha with two people on its roster, each signed in. */
const office = testId('con', 'alpha office');
let ana: Person;
let ben: Person;
let key: ContactKey;
let asAna: Connection;
let asBen: Connection;
let asOfficer: Connection;
const HOUR = 3_600_000;

beforeAll(async () => {
  outbox = await mkdtemp(join(tmpdir(), 'comity-duty-'));
  body = await testBody();
  [alpha, bravo] = [await seats(body, 'alpha'), await seats(body, 'bravo')];
  ana = await adds(body, alpha.officer, 'ana', { authorities: ['exchange'] });
  ben = await adds(body, alpha.officer, 'ben', { authorities: ['exchange'] });
  await nominates(body, alpha.officer, office, { roster: [ana.person, ben.person] });
  key = await contactKey('alpha office');
  await certifies(body, alpha.officer, office, key);
  [asAna, asBen, asOfficer] = [
    (await opens(body, ana)).connection,
    (await opens(body, ben)).connection,
    (await opens(body, alpha.officer)).connection,
  ];
});
afterAll(async () => {
  await body.stop();
  await rm(outbox, { recursive: true, force: true });
});

const DUTY = '/api/directory/contacts/{contact}/duty';
const ofOffice = { path: { contact: office } };
async function read(by: Connection, contact = office) {
  const { data, error } = await by.api.GET(DUTY, { params: { path: { contact } } });
  return { duty: data!, code: (error as { code?: string } | undefined)?.code };
}
type Slot = { person: string; days: number[]; from: string; to: string };
const setPlan = async (by: Connection, slots: Slot[], zone = 'UTC') =>
  answer(await by.api.PUT(`${DUTY}/plan`, { params: ofOffice, body: { zone, slots } }));
const handOver = async (by: Connection, to: string, more: object = {}) => {
  const handover = newId('hdo');
  const given = { params: ofOffice, body: { handover, to, ...more } };
  return { handover, code: answer(await by.api.POST(`${DUTY}/handovers`, given as never)) };
};
const confirm = async (by: Connection, handover: string) =>
  answer(
    await by.api.PUT(`${DUTY}/handovers/{handover}/confirmed`, {
      params: { path: { contact: office, handover } },
    }),
  );
const withdraw = async (by: Connection, handover: string) =>
  answer(
    await by.api.DELETE(`${DUTY}/handovers/{handover}`, { params: { path: { contact: office, handover } } }),
  );
const answer = ({ response, error }: { response: Response; error?: unknown }): string =>
  response.status === 204 ? 'done' : (error as { code: string }).code;

const EVERY = [1, 2, 3, 4, 5, 6, 7];
/** Ana until some hours from now, then nobody. */
const untilIn = (hours: number): Slot[] => {
  const clock = (ms: number) => new Date(body.clock.now() + ms).toISOString().slice(11, 16);
  return [{ person: ana.person, days: EVERY, from: clock(-4 * HOUR), to: clock(hours * HOUR) }];
};

/** A note that the office seals to itself. */
async function noteOf(text: string, from = office) {
  const sealed = await seal({
    ...{ body: body.trust.body, message: newId('msg'), thread: newId('thr'), type: 'notification' },
    ...{ exercise: false, language: 'en', subject: 'Hand-over', text, at: body.clock.at() },
    from: { participant: 'alpha', contact: from },
    recipients: [{ participant: 'alpha', contact: from, publicKey: key.publicKey }],
    signer: { privateKey: key.privateKey },
  });
  return { note: { header: sealed.header, ciphertext: toBase64(sealed.ciphertext) } };
}

describe('the duty of a contact', () => {
  test('is nobody’s in particular while nothing was said, and nothing is missing', async () => {
    const { duty } = await read(asAna);
    expect(duty).toEqual({
      ...{ contact: office, roster: [ana.person, ben.person].sort(), gaps: [], handovers: [] },
      ...{ mayPlan: true, me: ana.person },
    });
  });

  test('is shown to the own State alone: to others it is not there', async () => {
    expect((await read(bravo.reader)).code).toBe('directory.contact-not-found');
    expect((await read(bravo.reader, newId('con'))).code).toBe('directory.contact-not-found');
    expect((await read(body.public)).code).toBe('people.sign-in-required');
  });
});

describe('a hand-over', () => {
  test('counts once the next person confirmed it; whoever takes over has confirmed', async () => {
    expect((await handOver(asAna, ana.person)).code).toBe('done');
    expect((await read(asBen)).duty.now).toEqual({ person: ana.person, how: 'handed-over' });
    const { handover } = await handOver(asAna, ben.person);
    expect((await read(asBen)).duty.now?.person).toBe(ana.person);
    expect(await confirm(asAna, handover)).toBe('directory.handover-not-open');
    expect(await confirm(asBen, handover)).toBe('done');
    expect(await confirm(asBen, handover)).toBe('done');
    const { duty } = await read(asAna);
    expect(duty.now?.person).toBe(ben.person);
    expect(duty.handovers[0]).toMatchObject({ handover, from: ana.person, to: ben.person });
    expect(await withdraw(asBen, handover)).toBe('directory.handover-not-open');
  });

  test('can be taken back before that, and another takes its place', async () => {
    const first = await handOver(asBen, ana.person);
    const second = await handOver(asBen, ana.person);
    expect(await confirm(asAna, first.handover)).toBe('directory.handover-not-open');
    expect(await withdraw(asBen, second.handover)).toBe('done');
    expect(await confirm(asAna, second.handover)).toBe('directory.handover-not-open');
    expect((await read(asBen)).duty.now?.person).toBe(ben.person);
  });

  test('that is sent twice happens once', async () => {
    const { handover } = await handOver(asBen, ana.person);
    const before = (await read(asBen)).duty.handovers.length;
    expect((await handOver(asBen, ana.person, { handover })).code).toBe('done');
    expect((await read(asBen)).duty.handovers).toHaveLength(before);
    await withdraw(asBen, handover);
  });

  test('carries a note that only the office opens: the host keeps no word of it', async () => {
    const { handover, code } = await handOver(
      asBen,
      ana.person,
      await noteOf('The third server is watched.'),
    );
    expect(code).toBe('done');
    const { rows } = await body.database.pool.query('select note::text from duty_handover where id = $1', [
      handover,
    ]);
    expect(rows[0].note).not.toContain('server');
    const { note } = (await read(asAna)).duty.handovers.find((h) => h.handover === handover)!;
    const opened = await open({
      ...{ ciphertext: fromBase64(note!.ciphertext), header: note!.header, attachments: [] },
      ...{ now: body.clock.at(), me: { participant: 'alpha', keys: [key] } },
      findSigner: () => ({ participant: 'alpha', contact: office, publicKey: key.publicKey }),
    });
    expect(opened.kind === 'bound' && opened.payload.text).toBe('The third server is watched.');
  });

  test('to or by somebody who is not on the roster, or with the note of another contact, is refused', async () => {
    expect((await handOver(asAna, alpha.officer.person)).code).toBe('directory.not-on-roster');
    expect((await handOver(asOfficer, ana.person)).code).toBe('directory.not-on-roster');
    expect((await handOver(asAna, ben.person, await noteOf('x', alpha.contact))).code).toBe(
      'directory.bad-handover-note',
    );
    expect((await handOver(bravo.reader, ana.person)).code).toBe('directory.contact-not-found');
    expect((await handOver(asAna, ben.person, { extra: 1 })).code).toBe('platform.bad-request');
    const large = { ...(await noteOf('x')).note, ciphertext: 'AAAA'.repeat(15_300) };
    expect((await handOver(asAna, ben.person, { note: large })).code).toBe('platform.bad-request');
  });
});

describe('a schedule', () => {
  test('is set by those on the roster and those who keep the directory, and says until when', async () => {
    await handOver(asAna, ana.person);
    const slots = untilIn(2);
    expect(await setPlan(asOfficer, slots)).toBe('done');
    const { duty } = await read(asBen);
    expect(duty.plan).toEqual({ zone: 'UTC', slots });
    expect(duty.now).toMatchObject({ person: ana.person });
    expect(duty.now?.until?.slice(11, 16)).toBe(slots[0]!.to);
    expect(duty.gaps[0]?.from).toBe(duty.now?.until);
    expect(duty.gaps).toHaveLength(3);
  });

  test('with a stranger, in no zone, by a stranger or not well written is refused and changes nothing', async () => {
    const [slot] = untilIn(2) as [Slot];
    const one = (change: Partial<Slot>, zone?: string) => setPlan(asAna, [{ ...slot, ...change }], zone);
    expect(await one({ person: alpha.officer.person })).toBe('directory.bad-duty-plan');
    expect(await one({}, 'Nowhere/Land')).toBe('directory.bad-duty-plan');
    expect(await one({ days: [0] })).toBe('platform.bad-request');
    expect(await one({ from: '24:00' })).toBe('platform.bad-request');
    expect(await setPlan(asAna, [])).toBe('platform.bad-request');
    expect(await setPlan(bravo.reader, [slot])).toBe('directory.contact-not-found');
    expect(await setPlan(alpha.reader, [slot])).toBe('directory.not-on-roster');
    expect((await read(asBen)).duty.plan?.slots).toHaveLength(1);
  });

  test('has its gaps told ahead, once each, and a hand-over that waits too; no person is named', async () => {
    const post = { outbox, from: 'notices@body.example', origin: 'https://body.example' };
    await alarmNow(body.record, post);
    await alarmNow(body.record, post);
    const texts = async () =>
      (await Promise.all((await readdir(outbox)).map((f) => readFile(join(outbox, f), 'utf8')))).map(
        readNoticeText,
      );
    expect(await texts()).toHaveLength(1);
    expect((await texts())[0]).toContain(`Nobody is on duty for the point of contact ${office} from`);
    await handOver(asAna, ben.person);
    await alarmNow(body.record, post);
    expect(await texts()).toHaveLength(1);
    await body.clock.later(31 * 60_000, async () => {
      await alarmNow(body.record, post);
      await alarmNow(body.record, post);
    });
    const all = await texts();
    expect(all).toHaveLength(2);
    expect(all.some((text) => text.includes('is not confirmed yet'))).toBe(true);
    for (const text of all) expect(text).not.toContain('per_');
  });

  test('ends when it is taken away: on duty is who took over last', async () => {
    const gone = await asAna.api.DELETE(`${DUTY}/plan`, { params: ofOffice });
    expect(gone.response.status).toBe(204);
    const { duty } = await read(asBen);
    expect(duty.plan).toBeUndefined();
    expect(duty.now).toEqual({ person: ana.person, how: 'handed-over' });
  });
});
