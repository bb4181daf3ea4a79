import { draftAct, newId, signPreimage } from '@comity/acts';
import type { Prepared } from '@comity/client';
import { canonicalBytes } from '@comity/log';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  adds,
  bundleFor,
  does,
  newPerson,
  posts,
  secondServer,
  signs,
  standing,
  type TestBody,
  testBody,
  verifies,
} from '../../testing/index.ts';
import { type Receipt, type Record, submit } from './index.ts';

let body: TestBody;
let other: Awaited<ReturnType<typeof secondServer>>;

beforeAll(async () => {
  body = await testBody();
  other = await secondServer(body);
});
afterAll(async () => {
  await other.stop();
  await body.stop();
});

const listed = async () => {
  const { rows } = await body.database.pool.query(
    `select index::int, encode(act, 'hex') as act from entry order by index`,
  );
  return rows as { index: number; act: string }[];
};
const registration = () => ({
  document: newId('doc'),
  titles: { en: 'A document' },
  source: 'archive' as const,
  files: {},
});

describe('200 people who are removed while they act', () => {
  const PAIRS = 200;
  /** The act and the removal of one person, each at one of the two servers, in the order given. */
  interface Race {
    readonly act: Prepared;
    readonly removal: Prepared;
    readonly placed: [PromiseSettledResult<Receipt>, PromiseSettledResult<Receipt>];
  }
  let races: Race[];

  beforeAll(async () => {
    const signed: { act: Prepared; removal: Prepared }[] = [];
    for (let i = 0; i < PAIRS; i++) {
      const clerk = await adds(body, body.secretariat, `clerk ${i}`, { authorities: ['documents'] });
      signed.push({
        act: await signs(body, clerk, 'documents.registered', registration()),
        removal: await signs(body, body.secretariat, 'people.person-removed', { person: clerk.person }),
      });
    }
    await other.record.held.level(other.database.read);
    races = await Promise.all(
      signed.map(async ({ act, removal }, i) => {
        const servers = [body.record, other.record] as [Record, Record];
        const send = (prepared: Prepared, at: number) => submit(servers[at % 2]!, prepared.bytes);
        const both = i % 2 ? [send(act, i >> 1), send(removal, i)] : [send(removal, i >> 1), send(act, i)];
        const [first, second] = (await Promise.allSettled(both)) as Race['placed'];
        return { act, removal, placed: i % 2 ? [first, second] : [second, first] };
      }),
    );
  }, 120_000);

  test('are all removed, and no act of theirs stands behind its removal', async () => {
    const at = new Map((await listed()).map((e) => [e.act, e.index]));
    let accepted = 0;
    for (const { act, removal, placed } of races) {
      expect(placed[1].status).toBe('fulfilled');
      const ended = at.get(removal.id)!;
      const [acted] = placed;
      expect(at.has(act.id)).toBe(acted.status === 'fulfilled');
      if (acted.status === 'fulfilled') {
        accepted++;
        expect(at.get(act.id)).toBeLessThan(ended);
        expect(acted.value.index).toBe(at.get(act.id));
      } else
        expect(acted.reason).toMatchObject({ code: 'record.refused-by-rule', rule: 'people.current-key' });
    }
    // A race that one side always wins is none.
    expect(accepted).toBeGreaterThan(0);
    expect(accepted).toBeLessThan(PAIRS);
  });

  test('leave a record without gaps, the same on both servers', async () => {
    const entries = await listed();
    expect(entries.map((e) => e.index)).toEqual(entries.map((_, i) => i));
    await other.record.held.level(other.database.read);
    await body.record.held.level(body.database.read);
    expect(await standing({ ...body, record: other.record })).toEqual(await standing(body));
    expect(body.record.held.now.size).toBe(entries.length);
  });

  test('replay: the export verifies, rules and all', async () => {
    const report = await verifies(body, await bundleFor(body, body.public));
    expect(report.faults).toEqual([]);
    expect(report.verdict).toBe('verified');
    expect(report.counts['people.person-removed']).toBe(PAIRS);
  });
});

describe('the same act', () => {
  test('sent twice has one receipt, promise included, and one place', async () => {
    const { hand, data, openings } = await newPerson(body, 'secretariat', 'once');
    const signed = await signs(body, body.secretariat, 'people.person-added', data, { openings });
    const first = await posts(body, signed.bytes);
    const before = await standing(body);
    const second = await posts(body, signed.bytes);
    expect(first.status).toBe(200);
    expect(second).toEqual(first);
    expect(await standing(body)).toEqual(before);
    await does(body, body.secretariat, 'people.person-removed', { person: hand.person });
  });

  test('sent forty times at once to two servers has one receipt and one place', async () => {
    const clerk = await adds(body, body.secretariat, 'often', { authorities: ['documents'] });
    const signed = await signs(body, clerk, 'documents.registered', registration());
    const sent = Array.from({ length: 40 }, (_, i) => submit([body, other][i % 2]!.record, signed.bytes));
    const receipts = await Promise.all(sent);
    expect(new Set(receipts.map((r) => JSON.stringify(r))).size).toBe(1);
    expect((await listed()).filter((e) => e.act === signed.id)).toHaveLength(1);
  });

  test('has its receipt still when whoever signed it is gone', async () => {
    const clerk = await adds(body, body.secretariat, 'gone', { authorities: ['documents'] });
    const signed = await signs(body, clerk, 'documents.registered', registration());
    const first = await posts(body, signed.bytes);
    await does(body, body.secretariat, 'people.person-removed', { person: clerk.person });
    expect(await posts(body, signed.bytes)).toEqual(first);
  });

  test('with another salt or without its openings is the same act', async () => {
    const { data, openings } = await newPerson(body, 'secretariat', 'bare');
    const signed = await signs(body, body.secretariat, 'people.person-added', data, { openings });
    const first = await posts(body, signed.bytes);
    const text = new TextDecoder().decode(signed.bytes);
    const bare = text.replace(/,"openings":\[\{[^\]]*\}\]/, '');
    expect(bare.length).toBeLessThan(text.length);
    const before = await standing(body);
    expect(await posts(body, bare)).toEqual(first);
    expect(await standing(body)).toEqual(before);
  });
});

describe('a nonce', () => {
  test('used again for other bytes is refused, and is free for another actor', async () => {
    const one = await signs(body, body.secretariat, 'people.person-removed', { person: newId('per') });
    const clerk = await adds(body, body.secretariat, 'careful', { authorities: ['documents'] });
    const { act } = await signs(body, clerk, 'documents.registered', registration());
    const withNonce = async (nonce: string) => {
      const prepared = draftAct({ ...act, body: act.body!, nonce, data: registration() } as never);
      const sig = await signPreimage(prepared.preimage, clerk.signer);
      return posts(body, canonicalBytes({ act: prepared.act, sig }));
    };
    expect(await withNonce(one.act.nonce)).toMatchObject({ status: 200 });
    const before = await standing(body);
    expect(await withNonce(one.act.nonce)).toMatchObject({ status: 409, code: 'record.nonce-reused' });
    expect(await standing(body)).toEqual(before);
  });
});
