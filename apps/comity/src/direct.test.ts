import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  addPerson,
  awaitPublished,
  type Bed,
  makeServedBody,
  type Staying,
  seatState,
} from './testing/bed.ts';

/**
 * The host is down: three States go on by mail, one of them with plain gpg, and meet again on the record. Each test
 * goes on where the one before ended.
 */
let bed: Bed & { server: Staying };
let url: string;
const ids: Record<string, string> = {};
let message: string;
let thread: string;

const STATES = [
  ['alderia', 'ana'],
  ['brenmark', 'bob'],
  ['corvania', 'cem'],
] as const;

/** A mail server of the world, which refuses one address until it is told otherwise. */
let post: SMTPServer;
let smtp: string;
let refusing = 'corvania@cert.example';
/** An address for which it takes its time. */
let slow = '';
let waiting = 0;
const mails: { to: string[]; raw: Buffer }[] = [];

async function startPost() {
  post = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _, done) =>
      address === refusing ? done(new Error('550 Mailbox is full')) : done(),
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = envelope.rcptTo.map(({ address }) => address);
        if (to.includes(slow)) {
          waiting += 1;
          return;
        }
        mails.push({ to, raw: Buffer.concat(chunks) });
        done();
      });
    },
  });
  post.listen(0, '127.0.0.1');
  await once(post.server, 'listening');
  smtp = `smtp://127.0.0.1:${(post.server.address() as { port: number }).port}`;
}

const gpg = (...args: string[]) =>
  promisify(execFile)(
    'gpg',
    ['--batch', '--yes', '--pinentry-mode', 'loopback', '--passphrase', '', ...args],
    {
      env: { ...process.env, GNUPGHOME: bed.path('gnupg') },
      encoding: 'buffer',
    },
  );

beforeAll(async () => {
  await startPost();
  bed = await makeServedBody();
  url = (await readFile(bed.path('data/url'), 'utf8')).split('\n')[0]!;
  await mkdir(bed.path('gnupg'), { mode: 0o700 });
  await gpg('--quick-generate-key', 'CERT corvania', 'rsa4096', 'sign', 'never');
  const { stdout } = await gpg('--list-keys', '--with-colons');
  const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(stdout.toString())![1]!;
  await gpg('--quick-add-key', fingerprint, 'rsa4096', 'encr', 'never');
  for (const [state, name] of STATES) {
    await seatState(bed, state);
    const person = await addPerson(bed, state, name, 'key make');
    await bed.value(`state authorities ${person} directory,exchange --as ${state}-root`);
    const nominate = `directory nominate --as ${state}-root --class technical --roster ${person} --field emails=${state}@cert.example`;
    ids[state] = (await bed.value<{ contact: string }>(nominate)).contact;
    const key = state === 'corvania' ? `--gpg ${fingerprint}` : '--make';
    await bed.value(`directory key ${ids[state]} ${key} --as ${state}-root`);
  }
  await awaitPublished(url);
  await bed.value('directory snapshot --out dir.snapshot --as ana');
  bed.server.signal('SIGINT');
  await bed.server.ended;
}, 180_000);
afterAll(async () => {
  await bed.end();
  post.close();
});

interface Mailed {
  readonly message: string;
  readonly thread: string;
  readonly to: readonly { participant: string; why?: string }[];
}
interface Read {
  readonly received: readonly {
    readonly kind?: string;
    readonly payload?: { subject: string; text: string };
    readonly signer?: { participant: string };
    readonly checks: readonly { check: string; ok: boolean; says: string }[];
    readonly acknowledges: readonly string[];
    readonly refused?: { code: string };
    readonly text?: string;
  }[];
  readonly saved?: readonly string[];
}
const by = { env: {} as Record<string, string> };
const SNAPSHOT = '--snapshot dir.snapshot';

/** Puts what the mail server took for a State into its maildir. */
async function deliver(state: string): Promise<void> {
  for (const part of ['new', 'cur', 'tmp'])
    await mkdir(bed.path(`${state}.mail/${part}`), { recursive: true });
  const mine = mails.filter(({ to }) => to.includes(`${state}@cert.example`));
  for (const [i, { raw }] of mine.entries()) {
    await writeFile(
      bed.path(`${state}.mail/tmp/${i}`),
      raw.toString('latin1').replaceAll('\r\n', '\n'),
      'latin1',
    );
    await rename(bed.path(`${state}.mail/tmp/${i}`), bed.path(`${state}.mail/new/${i}.mail`));
  }
}
const receive = (state: string, as: string, more = '') =>
  bed.run(`exchange receive --maildir ${state}.mail ${SNAPSHOT} --as ${as} ${more} --json`);

test('a message goes by mail with its files, and says whom it did not reach', async () => {
  by.env = { COMITY_DIRECT_SMTP: smtp };
  await bed.write('scan.log', '03:00 scan\n');
  const send = ['exchange', 'send', '--direct', '--snapshot', 'dir.snapshot', '--as', 'ana', '--all'];
  const letter = [
    '--subject',
    'The host is down',
    '--text',
    'Do you see it too?',
    '--attach',
    'scan.log',
    '--json',
  ];
  const refused = await bed.run([...send, ...letter, '--deadline', '24h'], by);
  expect(refused.json()).toMatchObject({ error: { code: 'comity.no-deadline-by-mail' } });
  const ended = await bed.run([...send, ...letter], by);
  const sent = ended.json<Mailed>();
  ({ message, thread } = sent);
  expect(ended.code).toBe(1);
  expect(sent.to.map(({ participant, why }) => [participant, why === undefined])).toEqual([
    ['brenmark', true],
    ['corvania', false],
  ]);
  expect(mails).toHaveLength(1);
  expect(mails[0]!.raw.toString()).toMatch(
    /Content-Type: multipart\/encrypted;\s+protocol="application\/pgp-encrypted"/,
  );
  for (const clear of ['The host is down', 'Do you see', 'scan.log', 'corvania'])
    expect(mails[0]!.raw.toString()).not.toContain(clear);
}, 60_000);

test('it goes on where it was: whom it reached is not mailed to again', async () => {
  refusing = '';
  const again = await bed.value<Mailed>(`exchange mail ${message} ${SNAPSHOT} --as ana`, by);
  expect(again.to).toMatchObject([{ participant: 'corvania' }]);
  expect(mails.map(({ to }) => to)).toEqual([['brenmark@cert.example'], ['corvania@cert.example']]);
}, 60_000);

test('it is read from a maildir without the host, every check in a line, once', async () => {
  await deliver('brenmark');
  const read = await receive('brenmark', 'bob', '--out files');
  expect([read.code, read.json<Read>().received.length]).toEqual([0, 1]);
  const [one] = read.json<Read>().received;
  expect(one).toMatchObject({ kind: 'bound', payload: { subject: 'The host is down' } });
  expect(one!.checks.map(({ check, ok }) => [check, ok])).toEqual(
    ['decrypted', 'signature', 'signer-certified', 'addressed-to-me', 'header', 'thread', 'attachments'].map(
      (c) => [c, true],
    ),
  );
  expect(await readFile(bed.path('files/scan.log'), 'utf8')).toBe('03:00 scan\n');
  expect((await receive('brenmark', 'bob')).json<Read>().received).toEqual([]);
}, 60_000);

test('a key that gpg holds reads it too', async () => {
  await deliver('corvania');
  const read = (await receive('corvania', 'cem')).json<Read>();
  expect(read.received).toMatchObject([{ kind: 'bound', payload: { text: 'Do you see it too?' } }]);
  expect(read.received[0]!.checks[0]!.says).toContain('gpg');
}, 60_000);

test('an answer and an acknowledgement come back the same way, in the same thread', async () => {
  const reply = [
    'exchange',
    'send',
    '--direct',
    '--snapshot',
    'dir.snapshot',
    '--as',
    'bob',
    '--reply',
    thread,
  ];
  await bed.value([...reply, '--to', ids.alderia!, '--text', 'Yes, since 03:00.'], by);
  await bed.value(`exchange ack ${message} --direct ${SNAPSHOT} --as bob`, by);
  await deliver('alderia');
  const { received } = (await receive('alderia', 'ana')).json<Read>();
  expect(received.map((r) => [r.kind, r.payload?.subject, r.acknowledges])).toEqual([
    ['bound', 'Re: The host is down', []],
    ['bound', 'Acknowledged', [message]],
  ]);
  expect(received[0]!.checks.find(({ check }) => check === 'thread')!.says).toContain('follows');
}, 60_000);

test('a signed mail of a gpg user acknowledges; it is shown as bound to nobody, and one by another does nothing', async () => {
  const words = `Content-Type: text/plain; charset=utf-8\r\n\r\nDear colleague,\r\nacknowledged: ${message}\r\n`;
  await bed.write('words', words);
  await gpg(
    '--armor',
    '--digest-algo',
    'SHA256',
    '--detach-sign',
    '-o',
    bed.path('words.asc'),
    bed.path('words'),
  );
  const signature = await readFile(bed.path('words.asc'), 'utf8');
  const mail = (body: string) =>
    [
      ...['From: corvania@cert.example', 'Subject: ack', 'MIME-Version: 1.0'],
      'Content-Type: multipart/signed; micalg=pgp-sha256; protocol="application/pgp-signature"; boundary="b"',
      ...['', '--b', `${body}`, '--b', 'Content-Type: application/pgp-signature', '', signature, '--b--', ''],
    ].join('\r\n');
  await bed.write('ack.eml', mail(words));
  await bed.write('forged.eml', mail(words.replace('Dear', 'dear')));
  const read = await bed.run(`exchange receive --file ack.eml forged.eml ${SNAPSHOT} --as ana --json`);
  expect(read.code).toBe(1);
  const { received } = read.json<Read>();
  expect(received).toMatchObject([
    { kind: 'unbound', signer: { participant: 'corvania' }, acknowledges: [message] },
    { kind: 'refused', acknowledges: [] },
  ]);
  const { messages } = await bed.value<{
    messages: { header: { message: string }; acknowledgedBy: { participant: string }[] }[];
  }>('exchange direct --as ana');
  const mine = messages.find(({ header }) => header.message === message)!;
  expect(mine.acknowledgedBy.map((a) => a.participant).sort()).toEqual(['brenmark', 'corvania']);
}, 60_000);

test('mail that is none, or hostile, is refused with a reason and holds up nothing', async () => {
  await bed.write('bomb.eml', `X: ${'y'.repeat(100_000)}\r\n\r\n`);
  await bed.write('plain.eml', 'Subject: hello\r\n\r\nPlain words.\r\n');
  await bed.write(
    'sealed.eml',
    'Subject: x\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nAAAA\r\n-----END PGP MESSAGE-----\r\n',
  );
  await bed.write(
    'flipped.eml',
    mails[0]!.raw.toString('latin1').replace(/\n[A-Za-z0-9+/]{60,}\r/, (line) => line.toLowerCase()),
  );
  const read = await bed.run(
    `exchange receive --file bomb.eml plain.eml sealed.eml flipped.eml ${SNAPSHOT} --as bob --json`,
  );
  const { received } = read.json<Read>();
  expect(received.map((r) => r.refused?.code ?? r.kind)).toEqual([
    'mail.headers-too-large',
    'refused',
    'refused',
  ]);
  const stdout = await bed.run(`exchange receive --file bomb.eml --again ${SNAPSHOT} --as bob`);
  expect(stdout.out).toContain('Nothing of it is shown.');
}, 60_000);

test('the host is back: threads merge as they were sealed, whoever comes first, and everything is acknowledged', async () => {
  bed.server = await bed.start('serve', 'Comity is up at');
  const merge = async (as: string) => {
    const { merged } = (await bed.run(`exchange merge --as ${as} --json`)).json<{
      merged: { message: string; state: string }[];
    }>();
    return merged.map(({ state }) => state).sort();
  };
  // Bob's answer reaches the record before the message that it answers.
  expect(await merge('bob')).toEqual(['placed', 'waits', 'waits']);
  expect(await merge('ana')).toEqual(['on-the-record', 'placed', 'waits']);
  expect(await merge('bob')).toEqual(['on-the-record', 'placed']);
  expect(await merge('bob')).toEqual([]);
  for (const as of ['ana', 'bob']) {
    const opened = await bed.value<{
      messages: { kind: string; payload: { subject: string } }[];
      acknowledgedByMail?: { participant: string }[];
    }>(`exchange open ${thread} --as ${as}`);
    // Corvania signed a mail and has placed nothing on the record.
    const byMail = opened.acknowledgedByMail?.map((a) => a.participant);
    expect(byMail).toEqual(as === 'ana' ? ['corvania'] : undefined);
    expect(opened.messages.map((m) => [m.kind, m.payload.subject])).toEqual([
      ['bound', 'Re: The host is down'],
      ['bound', 'The host is down'],
    ]);
  }
  const { threads } = await bed.value<{ threads: { messages: number; unacknowledged: number }[] }>(
    'exchange list --as bob',
  );
  expect(threads).toMatchObject([{ messages: 2, unacknowledged: 0 }]);
}, 120_000);

test('a key that was replaced since the snapshot is told when it comes to the record, and nothing is placed', async () => {
  await mkdir(bed.path('out'));
  const send = [
    'exchange',
    'send',
    '--direct',
    '--snapshot',
    'dir.snapshot',
    '--as',
    'ana',
    '--to',
    'brenmark',
  ];
  await bed.value([...send, '--subject', 'Later', '--text', 'x', '--mail-to', 'out']);
  expect(await readdir(bed.path('out'))).toHaveLength(1);
  await bed.value(`directory key ${ids.brenmark} --make --as brenmark-root`);
  const ended = await bed.run('exchange merge --as ana --json');
  expect(ended.code).toBe(1);
  const { merged } = ended.json<{ merged: { state: string; why: string }[] }>();
  const refused = merged.filter(({ state }) => state === 'refused');
  expect(refused).toMatchObject([{ why: expect.stringContaining('the key is not the one certified now') }]);
}, 60_000);

test('a command that is killed in the middle is gone on with: everybody is mailed to, and nobody twice', async () => {
  const before = mails.length;
  slow = 'corvania@cert.example';
  const line = `exchange send --direct ${SNAPSHOT} --as ana --all --subject Killed --text x`;
  const sending = await bed.start(line, 'Keys as the record had them', by);
  for (let i = 0; i < 200 && waiting === 0; i++) await sleep(50);
  sending.signal('SIGKILL');
  await sending.ended;
  slow = '';
  expect(mails.slice(before).map(({ to }) => to[0])).toEqual(['brenmark@cert.example']);
  const { messages } = await bed.value<{
    messages: { header: { message: string }; ours?: { reached: object } }[];
  }>('exchange direct --as ana');
  const killed = messages.at(-1)!;
  expect(Object.keys(killed.ours!.reached)).toEqual([ids.brenmark]);
  await bed.value(`exchange mail ${killed.header.message} ${SNAPSHOT} --as ana`, by);
  expect(mails.slice(before).map(({ to }) => to[0])).toEqual([
    'brenmark@cert.example',
    'corvania@cert.example',
  ]);
}, 60_000);
