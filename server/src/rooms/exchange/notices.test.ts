import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readNoticeText } from '../../platform/index.ts';
import {
  acknowledges,
  type Sent,
  seats,
  sends,
  type TestBody,
  type TestState,
  testBody,
} from '../../testing/index.ts';
import { exchangeJobs, keepNotices } from './index.ts';

let body: TestBody;
let outbox: string;
let alpha: TestState;
let bravo: TestState;
let carla: TestState;
const post = () => ({ outbox, from: 'notices@body.example', origin: 'https://body.example' });

beforeAll(async () => {
  outbox = await mkdtemp(join(tmpdir(), 'comity-outbox-'));
  body = await testBody();
  [alpha, bravo, carla] = [
    await seats(body, 'alpha'),
    await seats(body, 'bravo'),
    await seats(body, 'carla'),
  ];
});
afterAll(async () => {
  await body.stop();
  await rm(outbox, { recursive: true, force: true });
});

const notices = async () => {
  // Others are being written.
  const names = (await readdir(outbox)).filter((name) => name.endsWith('.eml')).sort();
  return Promise.all(names.map((name) => readFile(join(outbox, name), 'utf8')));
};
const facts = async () => {
  const { rows } = await body.database.pool.query(
    `select convert_from(leaf, 'UTF8')::json -> 'act' -> 'data' ->> 'instant' as instant
     from entry where type = 'host.time-reached' order by index`,
  );
  return rows.map((r) => r.instant as string);
};
async function until(done: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 100 && !(await done()); i++) await sleep(100);
  expect(await done()).toBe(true);
}

describe('the notices of the exchange', () => {
  let sent: Sent;
  const deadline = () => sent.sealed.header.deadline!;

  test('tell every recipient that something waits, as soon as it stands on the record', async () => {
    sent = await sends(body, alpha, [bravo, carla], {
      subject: 'Top secret subject',
      text: 'Words of the message',
      deadline: body.clock.at(3_600_000),
    });
    const keeper = keepNotices(body.record, post());
    await until(async () => (await notices()).length === 2);
    await keeper.stop();
    const to = (await notices()).map((n) => /^To: (.*)\r$/m.exec(n)![1]).sort();
    expect(to).toEqual([bravo, carla].map((s) => `${s.contact.slice(4, 12)}@cert.example`).sort());
  });

  test('say nothing of sender, subject, thread or content', async () => {
    for (const notice of await notices()) {
      const all = `${notice}\n${readNoticeText(notice)}`;
      expect(readNoticeText(notice)).toMatch(/A sealed message is waiting for the point of contact con_/);
      for (const word of ['alpha', alpha.contact, 'secret', 'Words', sent.thread, sent.message, 'scan'])
        expect(all.includes(word), word).toBe(false);
    }
  });

  test('of an exercise begin with that word, in the list of mails already', async () => {
    const before = new Set(await notices());
    await sends(body, alpha, [bravo], { exercise: true });
    const keeper = keepNotices(body.record, post());
    const fresh = async () => (await notices()).filter((n) => !before.has(n));
    await until(async () => (await fresh()).length === 1);
    await keeper.stop();
    const [notice] = await fresh();
    expect(notice).toMatch(/^Subject: EXERCISE: A sealed message is waiting\r$/m);
    expect(readNoticeText(notice!)).toMatch(/^EXERCISE/);
  });

  test('wait for the deadline, then state that it was reached, once, and remind who has not answered', async () => {
    expect(await facts()).toEqual([]);
    await acknowledges(body, carla, sent);
    const handle = exchangeJobs(body.record, post())['exchange.deadline']!;
    await body.clock.later(3_600_001, async () => {
      await handle({ message: sent.message });
      // A job may run twice: after a crash between its work and its mark.
      await handle({ message: sent.message });
    });
    expect(await facts()).toEqual([deadline()]);
    const overdue = (await notices()).filter((n) => n.includes('passed its deadline'));
    expect(overdue).toHaveLength(1);
    expect(overdue[0]).toContain(`To: ${bravo.contact.slice(4, 12)}@cert.example`);
    expect(readNoticeText(overdue[0]!)).not.toContain('alpha');
  });

  test('are set for the deadline and for no sooner', async () => {
    const { rows } = await body.database.pool.query(
      `select run_at from graphile_worker.jobs where task_identifier = 'exchange.deadline'`,
    );
    expect(rows.map((r) => r.run_at.toISOString())).toEqual([deadline()]);
  });

  test('do nothing for a message that is not there', async () => {
    const before = (await notices()).length;
    const jobs = exchangeJobs(body.record, post());
    await jobs['exchange.deadline']!({ message: 'msg_none' });
    expect((await notices()).length).toBe(before);
  });
});
