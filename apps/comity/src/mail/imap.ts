import { ImapFlow } from 'imapflow';
import { CommandError } from '../errors.ts';
import type { FoundMail } from './maildir.ts';
import { assertMailSize, MAIL_LIMITS } from './mime.ts';

/** On this machine a line needs no seal around it. */
const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The mails of a mailbox, `imaps://user:password@host/Mailbox` (INBOX where none is named), oldest first. It is opened
 * for reading only: no mail is marked. Throws `comity.bad-imap`, `comity.imap-failed`; the address may hold a password
 * and is never repeated.
 */
export async function* readImap(address: string): AsyncGenerator<FoundMail> {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !['imap:', 'imaps:'].includes(url.protocol) || !url.hostname) throw badImap();
  const client = clientFor(url);
  // What breaks the line is told by the call that was waiting for it.
  client.on('error', () => {});
  const mailbox = decodeURIComponent(url.pathname.slice(1)) || 'INBOX';
  try {
    await client.connect();
    const { uidValidity } = await client.mailboxOpen(mailbox, { readOnly: true });
    const found = await client.fetchAll('1:*', { uid: true, size: true });
    for (const { uid, size = 0 } of found) {
      const name = `${mailbox} ${uid}`;
      yield { name, id: `imap ${uidValidity} ${uid}`, read: () => readOne(client, uid, size) };
    }
  } catch (error) {
    throw error instanceof Error && 'responseText' in error ? failed(String(error.responseText)) : error;
  } finally {
    client.close();
  }
}

const badImap = () =>
  new CommandError(
    'comity.bad-imap',
    'The address of the mailbox is none.',
    'Set COMITY_DIRECT_IMAP to imaps://user:password@host/Mailbox.',
  );

const failed = (why: string) =>
  new CommandError(
    'comity.imap-failed',
    `The mail server refused: ${why.slice(0, 200)}`,
    'Nothing was read.',
  );

function clientFor(url: URL): ImapFlow {
  const secure = url.protocol === 'imaps:';
  return new ImapFlow({
    host: url.hostname,
    port: Number(url.port) || (secure ? 993 : 143),
    secure,
    doSTARTTLS: secure ? undefined : !LOCAL.has(url.hostname),
    auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) },
    logger: false,
    disableAutoIdle: true,
  });
}

async function readOne(client: ImapFlow, uid: number, size: number): Promise<Uint8Array | undefined> {
  assertMailSize(size);
  // A server may say one size and send another.
  const source = { maxLength: MAIL_LIMITS.bytes + 1 };
  const message = await client.fetchOne(String(uid), { source }, { uid: true });
  return message ? message.source : undefined;
}
