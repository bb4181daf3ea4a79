import type { House } from './house.ts';
import { keepBounces, keepSending, type MailOutcome } from './platform/index.ts';
import { noteMail } from './rooms/directory/index.ts';
import { isPing, notePingMail } from './rooms/exchange/index.ts';

/** Sends what lies in the outbox, where the operator named a mail server; what became of it stands in the directory. */
export function keepMail(
  { record, config: { mail } }: House,
  folder: string,
  onFailure: (error: unknown) => void,
) {
  if (!mail) return { stop: async () => {} };
  const onOutcome = (outcome: MailOutcome) =>
    isPing(outcome.about) ? notePingMail(record, outcome) : noteMail(record, outcome);
  const options = { folder, mail, clock: record.clock, onOutcome, onFailure };
  const sending = keepSending(options);
  const bounces = mail.bounces === undefined ? undefined : keepBounces({ ...options, maildir: mail.bounces });
  return {
    async stop(): Promise<void> {
      await sending.stop();
      await bounces?.stop();
    },
  };
}
