import { FOR_A_HOST, newId } from '@comity/acts';
import { putBlob, seenCheckpoint, signAct } from '@comity/client';
import { canonicalBytes, EMPTY_ROOT, sha256Hex, toHex, utf8 } from '@comity/log';
import { openpgpVerifier } from '@comity/seal';
import { outcomeOf, verifyBundle } from '@comity/verify';
import { buildHistory, bundleOf } from '@comity/verify/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../../platform/index.ts';
import {
  acknowledges,
  adds,
  asBundle,
  does,
  nextHouse,
  opens,
  posts,
  seats,
  sends,
  signs,
  type TestBody,
  type TestState,
  testBody,
  wholeBundle,
} from '../../testing/index.ts';
import { handOver, sequence, submit } from './index.ts';

let body: TestBody;
let alpha: TestState;
let bravo: TestState;
/** A message that nobody acknowledged. */
let open: string;

beforeAll(async () => {
  body = await testBody();
  [alpha, bravo] = [await seats(body, 'alpha'), await seats(body, 'bravo')];
  const clerk = await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] });
  const registrar = await opens(body, clerk);
  const text = utf8('A public document');
  await putBlob(registrar.connection, sha256Hex(text), text);
  const file = { sha256: sha256Hex(text), size: text.length, media: 'text/plain' };
  const document = newId('doc');
  const registered = {
    document,
    titles: { en: 'A document' },
    source: 'archive' as const,
    files: { en: file },
  };
  await does(body, registrar.hand, 'documents.registered', registered);
  await does(body, registrar.hand, 'documents.withdrawn', { document, reason: 'Twice.' });
  const attachments = [{ name: 'scan.log', mediaType: 'text/plain', bytes: utf8('03:00 scan') }];
  const sent = await sends(body, alpha, [bravo], { attachments, deadline: body.clock.at(3_600_000) });
  await acknowledges(body, bravo, sent);
  open = (await sends(body, bravo, [alpha], { thread: sent.thread })).message;
  await does(body, alpha.root, 'body.confirmed', {});
  await body.publish();
}, 60_000);
afterAll(() => body.stop());

const TABLES = {
  entry: 'index',
  opening: 'commitment',
  audience: 'index, participant',
  blob_use: 'index, sha256',
  tile: 'level, index',
  message: 'index',
  delivery: 'message, contact',
  acknowledgement: 'message, contact',
  document: 'id',
  document_version: 'document, language, index',
  document_withdrawal: 'document',
} as const;

const rowsOf = async ({ pool }: Database, table: keyof typeof TABLES) =>
  (await pool.query(`select * from ${table} order by ${TABLES[table]}`)).rows;

const verified = async (bytes: Uint8Array) =>
  verifyBundle(asBundle(bytes)(), { trust: body.trust, verifiers: { openpgp: openpgpVerifier } });

/** A root signs, without network, that this house is to be the host. */
const wishes = (state: TestState, change: Awaited<ReturnType<typeof nextHouse>>['change']) =>
  signAct(state.root, body.trust.body, { size: 0, root: toHex(EMPTY_ROOT) }, 'body.host-changed', change, {
    base: body.record.held.now.host.act,
    at: body.clock.at(),
  });

describe('A body that moves by the roots of its States', () => {
  test('has every row that it had, awaits its roots, and goes on', async () => {
    const bundle = await wholeBundle(body.record);
    expect(await verified(bundle)).toMatchObject({ faults: [], audience: '*', verdict: 'verified' });
    const house = await nextHouse(body);
    const seen: number[] = [];
    const moved = await house.moveIn({ bundle: asBundle(bundle), onProgress: ({ done }) => seen.push(done) });
    const { size } = body.record.held.now;
    expect(moved).toEqual({ body: body.trust.body, size, closed: 0, closedFields: 0, missingBlobs: 0 });
    expect(seen.at(-1)).toBe(size);
    for (const table of Object.keys(TABLES) as (keyof typeof TABLES)[])
      expect(await rowsOf(house.database, table), table).toEqual(await rowsOf(body.database, table));
    const { rows: noticed } = await house.database.pool.query('select below from noticed');
    expect(noticed).toEqual([{ below: size }]);
    // Of the other message there is nobody left to wake.
    const { rows: looks } = await house.database.pool.query(
      `select key from graphile_worker.jobs where task_identifier = 'exchange.ladder'`,
    );
    expect(looks).toEqual([{ key: `exchange.ladder ${open}` }]);

    const there = await house.open();
    const late = await signs({ ...there, trust: body.trust }, alpha.session, 'exchange.acknowledged', {
      ...{ message: newId('msg'), thread: newId('thr'), contact: alpha.contact },
    });
    expect(await posts(there, late.bytes)).toMatchObject({ status: 503, code: 'record.host-not-recognised' });
    const rival = await nextHouse(body, 'rival');
    const foreign = await wishes(alpha, rival.change);
    expect(await posts(there, foreign.bytes)).toMatchObject({ code: 'record.host-not-recognised' });
    await expect(wholeBundle(house.record)).rejects.toMatchObject({ code: 'record.host-not-recognised' });
    expect((await sequence(house.record))?.size).toBe(size);

    expect(await posts(there, (await wishes(alpha, house.change)).bytes)).toMatchObject({ status: 200 });
    expect((await sequence(house.record))?.size).toBe(size);
    expect(await posts(there, (await wishes(alpha, house.change)).bytes)).toMatchObject({ status: 409 });
    expect(await posts(there, (await wishes(bravo, house.change)).bytes)).toMatchObject({ status: 200 });
    await there.publish();
    expect((await seenCheckpoint(there.public, there.trust)).size).toBe(size + 2);
    expect(house.record.held.now.host.by).toEqual(['alpha', 'bravo']);

    const officer = await opens(there, alpha.officer);
    expect(officer.connection.url).toBe('https://next.example');
    await adds(there, alpha.root, 'reseated', { authorities: ['exchange'] });
    const sent = await sends(there, { ...alpha, ...(await onDuty(there, alpha)) }, [bravo]);
    await there.publish();
    const after = await wholeBundle(house.record);
    const report = await verified(after);
    expect(report).toMatchObject({ faults: [], verdict: 'verified', size: sent.receipt.index + 1 });
    expect(report.hosts.map(({ by }) => by)).toEqual(['founding', ['alpha', 'bravo']]);
    await rival.database.stop();
    await there.stop();
  }, 60_000);

  test('adds up to the same, act by act, whatever it lived through', async () => {
    const history = await buildHistory({ participants: 6, acts: 400, hub: true, seed: 'moving' });
    const bundle = await bundleOf(history, FOR_A_HOST);
    const house = await nextHouse(body, 'history');
    const { chronicle, delegations } = history;
    const moved = await house.moveIn({ bundle: asBundle(bundle) });
    expect(moved).toMatchObject({ size: chronicle.size, closed: 0, closedFields: 0 });
    expect(outcomeOf(house.record.held.now)).toBe(outcomeOf(chronicle.state));
    const { base, seen } = { base: chronicle.state.host.act, seen: { size: 0, root: toHex(EMPTY_ROOT) } };
    for (const { root } of delegations.slice(0, 2)) {
      const { prepared, sig } = await chronicle.sign(root, 'body.host-changed', house.change, { base, seen });
      await submit(house.record, canonicalBytes({ act: prepared.act, sig }));
    }
    await sequence(house.record);
    const after = await wholeBundle(house.record);
    const report = await verifyBundle(asBundle(after)(), { trust: history.trust });
    expect(report).toMatchObject({ faults: [], verdict: 'verified', size: chronicle.size + 2 });
    for (const audience of ['public', 'state-001'] as const) {
      const part = await verifyBundle(asBundle(await wholeBundle(house.record, audience))(), {
        trust: history.trust,
      });
      expect(part).toMatchObject({ faults: [], verdict: 'verified', outcome: report.outcome });
    }
    await house.database.stop();
  }, 60_000);

  test('is not there at all where the import breaks, and is where it begins again', async () => {
    const bundle = await wholeBundle(body.record);
    const house = await nextHouse(body);
    const broken = async function* () {
      yield bundle.subarray(0, Math.floor(bundle.length / 2));
      throw new Error('The disk is gone.');
    };
    await expect(house.moveIn({ bundle: broken })).rejects.toThrow('The disk is gone.');
    expect((await house.database.pool.query('select count(*)::int as n from entry')).rows).toEqual([
      { n: 0 },
    ]);
    expect((await house.database.pool.query('select count(*)::int as n from blob')).rows).toEqual([{ n: 0 }]);
    expect(house.record.held.founded).toBe(false);
    const moved = await house.moveIn({ bundle: asBundle(bundle) });
    expect(moved.size).toBe(body.record.held.now.size);
    expect(await house.record.head.read()).toContain(`\n${moved.size}\n`);
    await expect(house.moveIn({ bundle: asBundle(bundle) })).rejects.toThrow('a body already');
    await house.database.stop();
  });

  test('is not taken up again from an older bundle, where the folder knows a longer log', async () => {
    const older = await wholeBundle(body.record);
    await does(body, alpha.root, 'people.authorities-set', {
      person: alpha.officer.person,
      authorities: ['directory'],
    });
    await body.publish();
    const house = await nextHouse(body);
    await house.moveIn({ bundle: asBundle(await wholeBundle(body.record)) });
    const restored = await nextHouse(body, 'next', house.folder);
    await expect(restored.moveIn({ bundle: asBundle(older) })).rejects.toMatchObject({
      code: 'record.log-went-back',
    });
    expect(restored.record.held.founded).toBe(false);
    await restored.database.stop();
    await house.database.stop();
  });

  test('takes no entries but those that the checkpoint signs', async () => {
    const bundle = (await wholeBundle(body.record)).slice();
    const at = Buffer.from(bundle).indexOf('"channel":"in-person"');
    bundle.set(utf8('"channel":"telephone"'), at);
    const house = await nextHouse(body);
    await expect(house.moveIn({ bundle: asBundle(bundle) })).rejects.toThrow('signed root');
    expect((await house.database.pool.query('select count(*)::int as n from entry')).rows).toEqual([
      { n: 0 },
    ]);
    await house.database.stop();
  });

  test('has of closed acts their place, and of what its States bring all they may open', async () => {
    const open = await wholeBundle(body.record, 'public');
    const house = await nextHouse(body);
    const moved = await house.moveIn({ bundle: asBundle(open) });
    expect(moved).toMatchObject({ closed: 3, missingBlobs: 0 });
    expect(await rowsOf(house.database, 'message')).toEqual([]);
    const another = await nextHouse(body);
    const beside = [asBundle(await wholeBundle(body.record, 'alpha'))];
    const merged = await another.moveIn({ bundle: asBundle(open), beside });
    expect(merged).toMatchObject({ closed: 0, missingBlobs: 0 });
    expect(merged.closedFields).toBeLessThan(moved.closedFields + 3);
    for (const table of ['message', 'delivery', 'audience', 'entry'] as const)
      expect(await rowsOf(another.database, table), table).toEqual(await rowsOf(body.database, table));
    const third = await nextHouse(body);
    const stranger = await testBody({ origin: 'stranger.example/log' });
    const foreign = [asBundle(await wholeBundle(stranger.record))];
    await expect(third.moveIn({ bundle: asBundle(open), beside: foreign })).rejects.toMatchObject({
      code: 'record.log-differs',
    });
    expect((await third.database.pool.query('select count(*)::int as n from entry')).rows).toEqual([
      { n: 0 },
    ]);
    await stranger.stop();
    await third.database.stop();
    await house.database.stop();
    await another.database.stop();
  });
});

/** A session that the duty officer certifies at the new house. */
async function onDuty(there: TestBody, state: TestState) {
  const { hand, connection } = await opens(there, state.duty, 'again');
  return { session: hand, reader: connection };
}

describe('A body that its host hands over', () => {
  test('is written on by the next host alone', async () => {
    const house = await nextHouse(body, 'handed');
    const receipt = await handOver(body.record, house.change);
    const last = await seenCheckpoint(body.public, body.trust);
    expect(last.size).toBe(receipt.index + 1);
    const confirm = await signs(body, bravo.root, 'body.confirmed', {});
    expect(await posts(body, confirm.bytes)).toMatchObject({
      ...{ status: 409, code: 'record.host-moved' },
      problem: { origins: ['https://next.example'] },
    });
    const bundle = await wholeBundle(body.record);
    expect(await verified(bundle)).toMatchObject({ faults: [], verdict: 'verified' });
    await house.moveIn({ bundle: asBundle(bundle) });
    const there = await house.open();
    expect(await posts(there, confirm.bytes)).toMatchObject({ status: 200 });
    await there.publish();
    const report = await verified(await wholeBundle(house.record));
    expect(report).toMatchObject({ faults: [], verdict: 'verified' });
    expect(report.hosts.map(({ by }) => by)).toEqual(['founding', 'host']);
    await there.stop();
  });
});
