import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readImap } from './imap.ts';
import type { FoundMail } from './maildir.ts';

/** Debian's dovecot on this machine, with one user whose mail lies in a maildir. A test fails where there is none. */
let folder: string;
let dovecot: ChildProcess;
let port: number;
const said: string[] = [];

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = server.address() as { port: number };
      server.close(() => resolve(free));
    });
  });

/** As root it uses the accounts that its package made, and serves no mail of root; else it runs as whoever runs it. */
const accounts = (user: string) => `
default_login_user = ${user}
default_internal_user = ${user}
default_internal_group = ${execFileSync('id', ['-gn'], { encoding: 'utf8' }).trim()}
`;
const NOBODY = 65534;

const configuration = (own: string, uid: number, gid: number) => `${own}
protocols = imap
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
ssl = no
disable_plaintext_auth = no
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:${folder}/mail
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/home
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
`;

const isUp = () =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket
      .once('data', () => resolve(true))
      .once('error', () => resolve(false))
      .once('close', () => resolve(false));
    socket.once('data', () => socket.destroy());
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'imap-'));
  await chmod(folder, 0o755);
  port = await freePort();
  for (const part of ['new', 'cur', 'tmp']) await mkdir(join(folder, 'mail', part), { recursive: true });
  for (const n of [1, 2])
    await writeFile(join(folder, 'mail', 'new', `${n}.mail`), `Subject: ${n}\n\nwords ${n}\n`);
  const { username, uid, gid } = userInfo();
  const isRoot = uid === 0;
  if (isRoot) execFileSync('chown', ['-R', `${NOBODY}:${NOBODY}`, join(folder, 'mail')]);
  const config = join(folder, 'dovecot.conf');
  const [own, mailUid, mailGid] = isRoot ? ['', NOBODY, NOBODY] : [accounts(username), uid, gid];
  await writeFile(config, configuration(own, mailUid, mailGid));
  dovecot = spawn('/usr/sbin/dovecot', ['-F', '-c', config], { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [dovecot.stdout!, dovecot.stderr!])
    stream.on('data', (chunk) => said.push(String(chunk)));
  const failed = new Promise<never>((_, reject) => dovecot.once('error', reject));
  for (let i = 0; i < 200 && dovecot.exitCode === null && !(await Promise.race([isUp(), failed])); i++)
    await sleep(50);
  if (!(await isUp())) throw new Error(`dovecot did not start: ${said.join('')}`);
}, 30_000);
afterAll(async () => {
  const ended = new Promise((resolve) => dovecot.once('close', resolve));
  if (dovecot.exitCode === null && dovecot.kill('SIGTERM')) await ended;
  await rm(folder, { recursive: true, force: true });
});

const url = (password = 'secret', mailbox = '') => `imap://cert:${password}@127.0.0.1:${port}/${mailbox}`;
async function all(address: string): Promise<FoundMail[]> {
  const found: FoundMail[] = [];
  for await (const mail of readImap(address)) {
    const bytes = await mail.read();
    found.push({ ...mail, read: async () => bytes });
  }
  return found;
}

test('a mailbox is read oldest first, and no mail in it is marked', async () => {
  for (const _ of [1, 2]) {
    const mails = await all(url());
    expect(mails.map(({ name }) => name)).toEqual(['INBOX 1', 'INBOX 2']);
    const texts = await Promise.all(mails.map(async (m) => Buffer.from((await m.read())!).toString()));
    expect(texts[0]).toBe('Subject: 1\r\n\r\nwords 1\r\n');
    expect(new Set(mails.map(({ id }) => id)).size).toBe(2);
  }
});

test('a wrong password, another mailbox and an address that is none are refused, and no password is repeated', async () => {
  await expect(all(url('wrong'))).rejects.toMatchObject({ code: 'comity.imap-failed' });
  await expect(all(url('secret', 'Other'))).rejects.toMatchObject({ code: 'comity.imap-failed' });
  for (const address of ['http://cert:secret@127.0.0.1', 'imaps', ''])
    await expect(all(address)).rejects.toMatchObject({
      ...{ code: 'comity.bad-imap', message: expect.not.stringContaining('secret') },
    });
});
