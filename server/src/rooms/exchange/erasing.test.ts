import { sha256Hex } from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  acknowledges,
  adds,
  asBundle,
  bundleFor,
  does,
  nextHouse,
  refusedBy,
  type Sent,
  seats,
  sends,
  type TestBody,
  type TestState,
  testBody,
  verifies,
  wholeBundle,
} from '../../testing/index.ts';
import { stateFact } from '../record/index.ts';

let body: TestBody;
let alpha: TestState;
let bravo: TestState;
let kept: Sent;
let gone: Sent;
const ORDER = 'SEC/2026/17';

beforeAll(async () => {
  body = await testBody();
  [alpha, bravo] = [await seats(body, 'alpha'), await seats(body, 'bravo')];
  kept = await sends(body, alpha, [bravo]);
  gone = await sends(body, alpha, [bravo], { text: 'Names of people.' });
  await acknowledges(body, bravo, gone);
}, 60_000);
afterAll(() => body.stop());

const erases = (subject: string, order = ORDER) =>
  stateFact(body.record, 'host.erased', { subject, order }, `${subject} ${order}`);
const openingsOf = (subject: string) =>
  body.database.read.rows('test.openings', 'select path from opening where subject = $1', [subject]);
/** Everything that can be had of the exchange: ids, or bytes. */
const heldBy = async (reader: TestState['reader'], what: Uint8Array | string) =>
  Buffer.from(await bundleFor(body, reader)).includes(typeof what === 'string' ? what : Buffer.from(what));

describe('An order of erasure', () => {
  test('takes what opens a person, in the transaction that states it, and breaks nothing', async () => {
    const { person } = await adds(body, alpha.officer, 'leaving', { name: 'Somebody who leaves' });
    expect(await heldBy(alpha.reader, 'Somebody who leaves')).toBe(true);
    const receipt = await erases(person);
    expect(receipt?.index).toBeGreaterThan(0);
    expect(await openingsOf(person)).toEqual([]);
    expect(await heldBy(alpha.reader, 'Somebody who leaves')).toBe(false);
    expect(await heldBy(alpha.reader, 'Duty of alpha')).toBe(true);
    const report = await verifies(body, await bundleFor(body, alpha.reader));
    expect(report).toMatchObject({ verdict: 'verified', faults: [], counts: { 'host.erased': 1 } });
  });

  test('stands on the record for everybody, once, with its order', async () => {
    const { person } = await adds(body, alpha.officer, 'twice');
    const receipt = await erases(person);
    expect(await erases(person)).toBeUndefined();
    expect((await erases(person, 'SEC/2026/18'))?.index).toBe(receipt!.index + 1);
    const placed = await body.app.inject(`/api/acts/${receipt!.act}`);
    expect(placed.json().entry.content.data).toEqual({ subject: person, order: ORDER });
    expect((await body.app.inject('/checkpoint')).statusCode).toBe(200);
  });

  test('takes a message with its addressees, its acknowledgement and its sealed files, of all who had it', async () => {
    const sealed = gone.sealed.ciphertext;
    for (const { reader } of [alpha, bravo]) expect(await heldBy(reader, sealed)).toBe(true);
    await erases(gone.message);
    for (const { reader } of [alpha, bravo]) {
      expect(await heldBy(reader, sealed)).toBe(false);
      expect(await heldBy(reader, `"message":"${gone.message}"`)).toBe(false);
      expect(await heldBy(reader, kept.sealed.ciphertext)).toBe(true);
      const report = await verifies(body, await bundleFor(body, reader));
      expect([report.verdict, report.faults]).toEqual(['verified', []]);
      expect(report.notProvable).toContainEqual(
        expect.objectContaining({ what: 'restricted-entries', count: 2 }),
      );
    }
    const blob = await body.app.inject(`/api/blobs/${sha256Hex(sealed)}`);
    expect(blob.statusCode).toBe(404);
  });

  test('leaves a file that another message names as well', async () => {
    const thread = (await sends(body, bravo, [alpha])).thread;
    const shared = await sends(body, alpha, [bravo]);
    await erases(thread);
    expect(await heldBy(alpha.reader, shared.sealed.ciphertext)).toBe(true);
  });

  test('goes on at the next host, also where an older bundle opens what was erased', async () => {
    const { person } = await adds(body, alpha.officer, 'moved', { name: 'Somebody who moved' });
    const older = await wholeBundle(body.record, 'alpha');
    await erases(person);
    const late = await adds(body, alpha.officer, 'later', { name: 'Somebody who came later' });
    await body.publish();
    const next = await nextHouse(body);
    try {
      await next.moveIn({ bundle: asBundle(await wholeBundle(body.record)), beside: [asBundle(older)] });
      const { read } = next.database;
      const names = async (subject: string) =>
        (await read.rows('test.openings', 'select path from opening where subject = $1', [subject])).length;
      expect([await names(person), await names(late.person)]).toEqual([0, 1]);
    } finally {
      await next.database.stop();
    }
  });

  test('is the host’s alone to state, and nothing but a person, a contact, a message or a thread', async () => {
    const data = { subject: bravo.duty.person, order: ORDER };
    await expect(does(body, alpha.root, 'host.erased', data, { offline: true })).rejects.toMatchObject(
      refusedBy('body.host-states-facts'),
    );
    for (const subject of ['doc_AAAAAAAAAAAAAAAAAAAAAA', 'alpha', `${bravo.duty.person} `])
      await expect(erases(subject)).rejects.toMatchObject({ code: 'acts.malformed' });
    await expect(erases(bravo.duty.person, 'Zoë')).rejects.toMatchObject({ code: 'acts.malformed' });
  });

  test('is the only way in which a file is ever removed', async () => {
    const removal = body.database.transaction((tx) => tx.rows('test.delete', 'delete from blob', []));
    await expect(removal).rejects.toMatchObject({ code: '23000' });
    for (const table of ['entry', 'message'])
      await expect(
        body.database.transaction(async (tx) => {
          await tx.rows('test.allow', `select set_config('comity.erasing', 'blob', true)`, []);
          await tx.rows(`test.delete-${table}`, `delete from ${table}`, []);
        }),
      ).rejects.toMatchObject({ code: '23000' });
  });
});
