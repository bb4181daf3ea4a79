import { createHash, generateKeyPairSync, verify } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  keepBounces,
  keepSending,
  type MailOutcome,
  type Notice,
  pathOf,
  readBounce,
  writeNotices,
} from './index.ts';

const notice = (to: string): Notice => ({
  ...{ id: `waiting ${to}`, from: 'notices@body.example', to, about: 'con_one' },
  ...{
    subject: 'Ein Hinweis – 通知',
    text: 'Nothing of its content.\n',
    at: new Date('2026-03-05T10:00:00Z'),
  },
});

interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
}

/** A mail server of the world. What it says to an address is up to the test. */
function startServer(port: number, answer: (address: string) => string | undefined = () => undefined) {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _, done) {
      const no = answer(address);
      done(no === undefined ? null : Object.assign(new Error(no), { responseCode: Number(no.slice(0, 3)) }));
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        mails.push({ from, to: envelope.rcptTo.map((r) => r.address), raw: Buffer.concat(chunks) });
        done();
      });
    },
  });
  server.listen(port, '127.0.0.1');
  return {
    mails,
    port: async () => {
      if (!server.server.listening) await once(server.server, 'listening');
      return (server.server.address() as { port: number }).port;
    },
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

let folder: string;
let now = Date.now();
let outcomes: MailOutcome[];
let failures: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-sending-'));
  [outcomes, failures] = [[], []];
});
const folders: string[] = [];
afterEach(() => void folders.push(folder));
afterAll(() => Promise.all(folders.map((f) => rm(f, { recursive: true }))));

const options = (port: number, dkim?: object) => ({
  folder,
  mail: {
    smtp: `smtp://127.0.0.1:${port}`,
    from: 'notices@body.example',
    ...(dkim ? { dkim } : {}),
  } as never,
  clock: () => now,
  onOutcome: async (outcome: MailOutcome) => void outcomes.push(outcome),
  onFailure: (error: unknown) => void failures.push((error as Error).message),
});
async function until(done: () => Promise<boolean> | boolean): Promise<void> {
  for (let i = 0; i < 100 && !(await done()); i++) await sleep(50);
  expect(await done()).toBe(true);
}
const lying = async (where = '.') =>
  (await readdir(join(folder, where)).catch(() => [])).filter((name) => name.endsWith('.eml'));

describe('A notice in the outbox', () => {
  it('is sent as it was written, told of, put away, and never written again', async () => {
    const server = startServer(0);
    await writeNotices(folder, [notice('a@state.example'), notice('b@state.example')]);
    const written = await readFile(pathOf(folder, notice('a@state.example')));
    const sending = keepSending(options(await server.port()));
    await until(() => outcomes.length === 2);
    await sending.stop();
    await server.stop();
    expect(server.mails.map(({ to }) => to[0]).sort()).toEqual(['a@state.example', 'b@state.example']);
    expect(server.mails.find(({ to }) => to[0] === 'a@state.example')).toMatchObject({
      from: 'notices@body.example',
    });
    expect(
      server.mails
        .find(({ to }) => to[0] === 'a@state.example')!
        .raw.toString()
        .trimEnd(),
    ).toBe(written.toString().trimEnd());
    expect(outcomes[0]).toMatchObject({ state: 'sent', about: 'con_one' });
    expect([await lying(), (await lying('sent')).length]).toEqual([[], 2]);
    await writeNotices(folder, [notice('a@state.example')]);
    expect(await lying()).toEqual([]);
  });

  it('waits while the mail server is down, and goes when it is back; nothing is lost', async () => {
    const spare = startServer(0);
    const port = await spare.port();
    await spare.stop();
    await writeNotices(folder, [notice('a@state.example')]);
    const sending = keepSending(options(port));
    await until(() => failures.length > 0);
    expect([await lying(), outcomes]).toEqual([[expect.any(String)], []]);
    const server = startServer(port);
    await server.port();
    now += 60_000;
    await until(() => outcomes.length === 1);
    await sending.stop();
    await server.stop();
    expect(server.mails).toHaveLength(1);
  });

  it('goes once, also where what became of it cannot be noted', async () => {
    const server = startServer(0);
    await writeNotices(folder, [notice('a@state.example')]);
    const onOutcome = () => Promise.reject(new Error('The database is away.'));
    const sending = keepSending({ ...options(await server.port()), onOutcome });
    await until(() => failures.length > 0);
    // Long enough for another look into the outbox.
    await sleep(1200);
    await sending.stop();
    await server.stop();
    expect([server.mails.length, failures, await lying()]).toEqual([1, ['The database is away.'], []]);
  });

  it('that is refused for good is put aside with what was said; one put off is tried again', async () => {
    const server = startServer(0, (address) =>
      address.startsWith('gone')
        ? '550 no such user'
        : address.startsWith('full')
          ? '452 try later'
          : undefined,
    );
    await writeNotices(folder, ['gone@x.example', 'full@x.example', 'here@x.example'].map(notice));
    const sending = keepSending(options(await server.port()));
    await until(() => outcomes.length === 2 && failures.length > 0);
    await sending.stop();
    await server.stop();
    expect(outcomes.map(({ state, to }) => `${state} ${to}`).sort()).toEqual([
      'refused gone@x.example',
      'sent here@x.example',
    ]);
    expect([(await lying()).length, (await lying('refused')).length]).toEqual([1, 1]);
    const [why] = (await readdir(join(folder, 'refused'))).filter((name) => name.endsWith('.why'));
    expect(await readFile(join(folder, 'refused', why!), 'utf8')).toContain('550');
  });

  it('is signed so that another mail server can check it, and one changed byte is found', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const key = join(folder, 'dkim.pem');
    await writeFile(key, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const server = startServer(0);
    await writeNotices(folder, [notice('a@state.example')]);
    const sending = keepSending(
      options(await server.port(), { domain: 'body.example', selector: 's1', key }),
    );
    await until(() => outcomes.length === 1);
    await sending.stop();
    await server.stop();
    const { raw } = server.mails[0]!;
    expect(checkDkim(raw.toString('latin1'), publicKey)).toBe('s1._domainkey.body.example');
    expect(checkDkim(raw.toString('latin1').replace('To: a@', 'To: b@'), publicKey)).toBeUndefined();
  });
});

/** RFC 6376, relaxed in both: the name under which the key is looked up, where the signature holds. */
function checkDkim(mail: string, key: Parameters<typeof verify>[2]): string | undefined {
  const at = mail.indexOf('\r\n\r\n');
  const headers = mail.slice(0, at).split(/\r\n(?![ \t])/);
  const relaxed = (header: string) => {
    const colon = header.indexOf(':');
    const value = header
      .slice(colon + 1)
      .replace(/\r\n/g, '')
      .replace(/[ \t]+/g, ' ')
      .trim();
    return `${header.slice(0, colon).trim().toLowerCase()}:${value}`;
  };
  const own = headers.find((h) => /^dkim-signature:/i.test(h))!;
  const tags = new Map(
    own
      .slice(own.indexOf(':') + 1)
      .split(';')
      .map((tag) => tag.replace(/\s+/g, ''))
      .map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)] as const),
  );
  expect(tags.get('c')).toBe('relaxed/relaxed');
  const lines = mail
    .slice(at + 4)
    .replace(/[ \t]+(?=\r\n)/g, '')
    .replace(/[ \t]+/g, ' ');
  const body = lines.replace(/(?:\r\n)*$/, '') + (lines.trim() === '' ? '' : '\r\n');
  const isBody = createHash('sha256').update(body, 'latin1').digest('base64') === tags.get('bh');
  const named = tags
    .get('h')!
    .split(':')
    .map((name) => name.toLowerCase());
  const signed = named.flatMap((name) =>
    headers.filter((h) => h.toLowerCase().startsWith(`${name}:`)).map(relaxed),
  );
  const bare = relaxed(own).replace(/ ?b=[^;]*/, (b) => b.replace(/b=.*/, 'b='));
  const bytes = Buffer.from([...signed, bare].join('\r\n'), 'latin1');
  const isGood = verify('sha256', bytes, key, Buffer.from(tags.get('b')!, 'base64'));
  return isBody && isGood ? `${tags.get('s')}._domainkey.${tags.get('d')}` : undefined;
}

const bounce = (name: string, change: (text: string) => string = (text) => text) =>
  Buffer.from(
    change(
      [
        'From: MAILER-DAEMON@mx.example',
        'Content-Type: multipart/report; report-type=delivery-status;',
        ' boundary="r"',
        ...['', '--r', 'Content-Type: text/plain', '', 'Not delivered.', '--r'],
        ...['Content-Type: message/delivery-status', '', 'Final-Recipient: rfc822; a@state.example'],
        ...['Action: failed', 'Status: 5.1.1', '', '--r', 'Content-Type: text/rfc822-headers', ''],
        ...[`Message-ID: <${name}@body.example>`, 'Subject: x', '', '--r--', ''],
      ].join('\r\n'),
    ),
  );

describe('A report that a notice did not arrive', () => {
  const name = '0123456789abcdef0123456789abcdef';
  it('is read where it is one, and nothing else is', () => {
    expect(readBounce(bounce(name))).toEqual({ notice: name, status: '5.1.1' });
    for (const change of [
      (t: string) => t.replace('Action: failed', 'Action: delayed'),
      (t: string) => t.replace('5.1.1', '4.2.2'),
      (t: string) => t.replace(name, 'other'),
      (t: string) => t.replace('multipart/report', 'multipart/mixed'),
    ])
      expect(readBounce(bounce(name, change))).toBeUndefined();
    for (const junk of ['', '\r\n\r\n', 'x'.repeat(1_000_000)])
      expect(readBounce(Buffer.from(junk))).toBeUndefined();
  });

  it('is told once, of a notice that was sent from here, and put away as seen', async () => {
    const maildir = join(folder, 'maildir');
    for (const part of ['new', 'cur']) await mkdir(join(maildir, part), { recursive: true });
    const sent = pathOf(join(folder, 'sent'), notice('a@state.example'));
    await mkdir(join(folder, 'sent'));
    await writeNotices(folder, [notice('a@state.example')]);
    await writeFile(sent, await readFile(pathOf(folder, notice('a@state.example'))));
    await writeFile(join(maildir, 'new', '1'), bounce(sent.slice(-36, -4)));
    await writeFile(join(maildir, 'new', '2'), bounce(sent.slice(-36, -4)));
    await writeFile(join(maildir, 'new', '3'), bounce(name));
    await writeFile(join(maildir, 'new', '4'), 'Subject: hello\r\n\r\nwords');
    const bounces = keepBounces({ ...options(1), maildir });
    await until(async () => (await readdir(join(maildir, 'new'))).length === 0);
    await bounces.stop();
    expect(outcomes).toEqual([
      { state: 'bounced', to: 'a@state.example', about: 'con_one', says: expect.stringContaining('5.1.1') },
    ]);
    expect(await readdir(join(maildir, 'cur'))).toHaveLength(4);
  });
});
