import { newId } from '@comity/acts';
import type { Prepared } from '@comity/client';
import { putBlob } from '@comity/client';
import { sha256Hex, utf8 } from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  adds,
  type Break,
  type Breakable,
  breakable,
  bundleFor,
  drafts,
  newPerson,
  opens,
  type Person,
  seats,
  secondServer,
  signs,
  standing,
  type TestBody,
  type TestState,
  testBody,
  verifies,
} from '../../testing/index.ts';
import { type Receipt, stateFact, submit } from './index.ts';

let body: TestBody;
let database: Breakable;
let server: Awaited<ReturnType<typeof secondServer>>;
let alpha: TestState;
let bravo: TestState;
let clerk: Person;

beforeAll(async () => {
  body = await testBody();
  alpha = await seats(body, 'alpha');
  bravo = await seats(body, 'bravo');
  clerk = await adds(body, body.secretariat, 'clerk', { authorities: ['documents'] });
  server = await secondServer(body, (given) => {
    database = breakable(given);
    return database;
  });
});
afterAll(async () => {
  await server.stop();
  await body.stop();
});

/** One act of each kind of writing: rows of its room, openings, audience, blobs, jobs. */
const KINDS: Record<string, () => Promise<Prepared>> = {
  'a message with a deadline': async () => {
    const { data, openings } = await drafts(alpha, [bravo], newId('msg'));
    const header = { ...data.header, deadline: body.clock.at(3_600_000) };
    return signs(body, alpha.session, 'exchange.sent', { ...data, header }, { openings });
  },
  'a document with two files': async () => {
    const { connection } = await opens(body, clerk);
    const file = async (text: string) => {
      const bytes = utf8(`${text} ${newId('doc')}`);
      await putBlob(connection, sha256Hex(bytes), bytes);
      return { sha256: sha256Hex(bytes), size: bytes.length, media: 'text/plain' };
    };
    const files = { en: await file('one'), fr: await file('deux') };
    const data = { document: newId('doc'), titles: { en: 'A' }, source: 'archive' as const, files };
    return signs(body, clerk, 'documents.registered', data);
  },
  'a person with a name': async () => {
    const { data, openings } = await newPerson(body, 'alpha', newId('per'));
    return signs(body, alpha.root, 'people.person-added', data, { openings });
  },
};

/** Levels the body's own record with whatever stands, so that `leavesNothing` compares like with like. */
const level = () => body.record.held.level(body.database.read);

/** Tries to place an act while something breaks. Answers its receipt, or undefined if it broke. */
async function tries(signed: Prepared, plan: Break): Promise<Receipt | undefined> {
  const before = await level().then(() => standing(body));
  const hits = database.hits;
  database.next = plan;
  const placed = await submit(server.record, signed.bytes).catch(() => undefined);
  database.next = undefined;
  if (database.hits === hits) return placed;
  await level();
  expect(await standing(body)).toEqual(before);
  expect(server.record.held.now.size).toBeLessThanOrEqual(body.record.held.now.size);
  expect(placed).toBeUndefined();
  return undefined;
}

describe.each(Object.keys(KINDS))('%s', (kind) => {
  test.each(['before', 'after', 'killed'] as const)(
    'that breaks %s any of its statements leaves nothing, and takes the next place later',
    async (how) => {
      const signed = await KINDS[kind]!();
      let placed: Receipt | undefined;
      let at = 0;
      while (!placed) {
        // The other server goes on meanwhile, so that catching up is among the statements that break.
        await stateFact(body.record, 'host.time-reached', { instant: body.clock.at() }, newId('msg'));
        placed = await tries(signed, { at: ++at, how });
      }
      expect(placed.index).toBe((await level()).size - 1);
      expect(server.record.held.now.size).toBe(body.record.held.now.size);
      // Catching up and the entry itself are two at least.
      expect(at).toBeGreaterThan(2);
    },
  );

  test('that breaks at its commit leaves nothing', async () => {
    const signed = await KINDS[kind]!();
    expect(await tries(signed, { at: 0, how: 'before' })).toBeUndefined();
    expect(await tries(signed, { at: 0, how: 'killed' })).toBeUndefined();
    const { size } = await level();
    expect((await submit(server.record, signed.bytes)).index).toBe(size);
  });

  test('whose commit was done but never heard of has its receipt all the same', async () => {
    const signed = await KINDS[kind]!();
    const { size } = await level();
    database.next = { at: 0, how: 'after' };
    const receipt = await submit(server.record, signed.bytes);
    database.next = undefined;
    expect(receipt.index).toBe(size);
    const next = await KINDS[kind]!();
    expect((await submit(server.record, next.bytes)).index).toBe(size + 1);
    expect(await submit(server.record, signed.bytes)).toEqual(receipt);
  });
});

test('after all of this the record verifies for both States', async () => {
  for (const { reader } of [alpha, bravo]) {
    const report = await verifies(body, await bundleFor(body, reader));
    expect(report.faults).toEqual([]);
    expect(report.counts['exchange.sent']).toBeGreaterThan(4);
  }
});
