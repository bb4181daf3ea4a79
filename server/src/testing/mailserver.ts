import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { readNoticeText } from '../platform/index.ts';

export interface Arrived {
  readonly to: string;
  readonly messageId: string;
  readonly text: string;
  readonly raw: string;
}

/** A mail server of the world, as somebody else runs it: keeps what it takes. */
export interface MailServer {
  readonly port: number;
  readonly mails: Arrived[];
  /** Called with each mail as it comes. */
  onMail(told: (count: number) => void): void;
  stop(): Promise<void>;
}

/** `refuses`: addresses that it does not know. */
export async function startMailServer(port = 0, refuses: readonly string[] = []): Promise<MailServer> {
  const mails: Arrived[] = [];
  let tell: (count: number) => void = () => {};
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _, done) {
      const isUnknown = refuses.includes(address);
      done(isUnknown ? Object.assign(new Error('550 No such user'), { responseCode: 550 }) : null);
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString('latin1');
        const messageId = /^Message-ID: (.*)\r$/im.exec(raw)?.[1] ?? '';
        mails.push({ to: envelope.rcptTo[0]!.address, messageId, text: readNoticeText(raw), raw });
        done();
        tell(mails.length);
      });
    },
  });
  // Whoever sends may be killed in the middle of it.
  server.on('error', () => {});
  server.listen(port, '127.0.0.1');
  if (!server.server.listening) await once(server.server, 'listening');
  return {
    port: (server.server.address() as { port: number }).port,
    mails,
    onMail: (told) => {
      tell = told;
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
