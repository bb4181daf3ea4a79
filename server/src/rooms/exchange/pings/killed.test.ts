import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { testId } from '@comity/acts/testing';
import { connect, dataOf } from '@comity/client';
import { afterAll, expect, test } from 'vitest';
import {
  adds,
  enrols,
  type MailServer,
  makeClock,
  nominates,
  opens,
  rootOf,
  type Stage,
  startMailServer,
} from '../../../testing/index.ts';

/** A real host with its own PostgreSQL that is killed in the middle of a round, and a real mail server. */
const SCRIPT = fileURLToPath(new URL('../../../testing/serve.ts', import.meta.url));
const CONTACTS = 5;
/** As many as a contact may list. */
const ADDRESSES = 12;
const MAILS = CONTACTS * ADDRESSES;

let folder: string;
let host: ChildProcess;
let mail: MailServer;
let port = '0';

async function start(): Promise<{ url: string; body: string; key: string }> {
  const settings = { COMITY_DATA: folder, PORT: port, HOST: '127.0.0.1', DATABASE_URL: '' };
  const mails = { COMITY_SMTP: `smtp://127.0.0.1:${mail.port}`, COMITY_MAIL_FROM: 'notices@body.example' };
  const env = { ...process.env, ...settings, ...mails };
  host = spawn(process.execPath, [SCRIPT], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: host.stdout! });
  const [line] = await Promise.race([once(lines, 'line'), once(host, 'exit')]);
  if (typeof line !== 'string') throw new Error(`The host ended with ${line}.`);
  const said = JSON.parse(line);
  port = new URL(said.url).port;
  return said;
}

afterAll(async () => {
  if (host.exitCode === null && host.signalCode === null) {
    host.kill('SIGTERM');
    await once(host, 'exit');
  }
  await mail.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

test('a host that is killed in the middle of a round goes on with it: everybody once', async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-killed-'));
  mail = await startMailServer();
  const { url, body, key } = await start();
  const stage: Stage = {
    ...{ clock: makeClock(), trust: { body, key }, public: connect(url) },
    secretariat: await rootOf('secretariat'),
  };
  const root = await enrols(stage, 'alpha');
  const officer = await adds(stage, root, 'officer', { authorities: ['directory'] });
  for (let i = 0; i < CONTACTS; i++) {
    const emails = Array.from({ length: ADDRESSES }, (_, n) => `desk${i}-${n}@alpha.example`);
    await nominates(stage, officer, testId('con', `desk ${i}`), {
      fields: { emails: { value: emails, readers: 'participants' } },
    });
  }
  const { connection } = await opens(stage, stage.secretariat);
  const killed = new Promise<void>((resolve) =>
    mail.onMail((count) => {
      if (count === 8) host.kill('SIGKILL');
      if (count === 8) resolve();
    }),
  );
  const { round } = dataOf(
    await connection.api.POST('/api/pings/rounds', { body: { channels: ['emails'] } }),
  );
  await killed;
  if (host.signalCode === null) await once(host, 'exit');
  expect(mail.mails.length).toBeLessThan(MAILS);
  await start();

  const people = () => new Set(mail.mails.map(({ to }) => to));
  for (let i = 0; i < 300 && people().size < MAILS; i++) await sleep(100);
  const params = { path: { round } };
  const progress = async () =>
    dataOf(await connection.api.GET('/api/pings/rounds/{round}', { params })).progress;
  for (let i = 0; i < 100 && (await progress())![0]!.sent < MAILS; i++) await sleep(100);
  expect(await progress()).toMatchObject([{ all: MAILS, sent: MAILS, waiting: 0, left: 0, failed: 0 }]);
  expect(people().size).toBe(MAILS);
  // Where the mail server had taken one that could not be put away any more, it gets the same again.
  expect(new Set(mail.mails.map(({ messageId }) => messageId)).size).toBe(MAILS);
  expect(await readdir(join(folder, 'outbox', 'sent'))).toHaveLength(MAILS);
}, 90_000);
