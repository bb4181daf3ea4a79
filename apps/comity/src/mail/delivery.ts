import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { CommandError, refusal } from '../errors.ts';
import { writePrivate } from '../keyring.ts';

export interface OutgoingMail {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: Buffer;
}

/** Hands mails on, each whole or not at all. */
export interface Delivery {
  /** Throws `comity.mail-not-sent` with what the mail server said. */
  deliver(mail: OutgoingMail): Promise<void>;
  end(): void;
}

/** Where a mail server may be reached without a seal around the line: on this machine only. */
const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The mail server of the contact itself, as `smtps://user:password@host`, or `smtp://host:587` with STARTTLS.
 * Throws `comity.bad-smtp`; the address may hold a password and is never repeated.
 */
export function smtpDelivery(address: string): Delivery {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !['smtp:', 'smtps:'].includes(url.protocol) || !url.hostname)
    throw new CommandError(
      'comity.bad-smtp',
      'The address of the mail server is none.',
      'Set COMITY_DIRECT_SMTP to smtps://user:password@host, or write files with --mail-to FOLDER.',
    );
  const transport = createTransport(url.href, {});
  Object.assign(transport.options, { requireTLS: url.protocol === 'smtp:' && !LOCAL.has(url.hostname) });
  return {
    async deliver({ from, to, raw }) {
      try {
        // It throws where every address was refused; one that was taken reaches the contact.
        await transport.sendMail({ envelope: { from, to: [...to] }, raw });
      } catch (error) {
        throw refusal('comity.mail-not-sent', `The mail server did not take it: ${(error as Error).message}`);
      }
    },
    end: () => transport.close(),
  };
}

/** A folder from which any mail program takes them, as `.eml` files. */
export function folderDelivery(folder: string): Delivery {
  return {
    async deliver({ id, raw }) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      // The same again is the same mail: its file takes the place of the earlier one.
      await writePrivate(join(folder, `${id}.eml`), raw);
    },
    end: () => {},
  };
}
