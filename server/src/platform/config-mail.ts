import { accessSync, constants } from 'node:fs';
import { resolve } from 'node:path';
import { platformError } from './errors.ts';

/** How notices leave. Without it they lie in the outbox, for whatever else delivers mail. */
export interface MailConfig {
  /** `smtps://user:password@host`, or `smtp://host:587`; may hold a password. */
  readonly smtp: string;
  /** The address that notices come from; absent means `notices@` and the host of this server. */
  readonly from?: string;
  /** With which key notices are signed for other mail servers (DKIM): a PEM file, and where its public half stands. */
  readonly dkim?: { readonly domain: string; readonly selector: string; readonly key: string };
  /** Absolute path of the maildir into which reports to that address are delivered. */
  readonly bounces?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const bad = (name: string, why: string) =>
  platformError('bad-setting', { detail: `${name} ${why}`, setting: name });

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
export const isMailAddress = (text: string): boolean =>
  /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,253}$/.test(text);

/** Reads COMITY_SMTP, COMITY_MAIL_FROM, COMITY_DKIM_KEY, COMITY_DKIM_SELECTOR and COMITY_BOUNCES. Throws `platform.bad-setting`. */
export function readMailConfig(env: Environment): MailConfig | undefined {
  const given = (name: string) => env[name] || undefined;
  const smtp = given('COMITY_SMTP');
  const others = ['COMITY_MAIL_FROM', 'COMITY_DKIM_KEY', 'COMITY_DKIM_SELECTOR', 'COMITY_BOUNCES'];
  if (smtp === undefined) {
    const lonely = others.find((name) => given(name));
    if (lonely) throw bad(lonely, 'is set and COMITY_SMTP is not. Name the mail server, or leave it out.');
    return undefined;
  }
  const from = readFrom(given('COMITY_MAIL_FROM'));
  const dkim = readDkim(given('COMITY_DKIM_KEY'), given('COMITY_DKIM_SELECTOR'), from);
  const bounces = given('COMITY_BOUNCES');
  return {
    smtp: readSmtp(smtp),
    ...(from ? { from } : {}),
    ...(dkim ? { dkim } : {}),
    ...(bounces ? { bounces: resolve(bounces) } : {}),
  };
}

function readSmtp(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ['smtp:', 'smtps:'].includes(url.protocol) && url.hostname) return text;
  // The value may hold a password: it is never repeated in the message.
  throw bad(
    'COMITY_SMTP',
    'is no smtp:// or smtps:// address of a mail server. Correct it, or leave it out.',
  );
}

function readFrom(text: string | undefined): string | undefined {
  if (text === undefined || isMailAddress(text)) return text;
  throw bad('COMITY_MAIL_FROM', `is "${text}". Write one address, for example notices@comity.example.`);
}

function readDkim(
  key: string | undefined,
  selector: string | undefined,
  from: string | undefined,
): MailConfig['dkim'] {
  if (key === undefined && selector === undefined) return undefined;
  if (key === undefined || selector === undefined || from === undefined)
    throw bad(
      'COMITY_DKIM_KEY',
      'needs COMITY_DKIM_SELECTOR and COMITY_MAIL_FROM beside it. Set all three or none.',
    );
  if (!selector.split('.').every((label) => LABEL.test(label)))
    throw bad('COMITY_DKIM_SELECTOR', `is "${selector}". It is a name in the DNS, for example comity1.`);
  const path = resolve(key);
  try {
    accessSync(path, constants.R_OK);
  } catch {
    throw bad('COMITY_DKIM_KEY', `names ${path}, which cannot be read. It is a private key as PEM.`);
  }
  return { key: path, selector, domain: from.split('@')[1]! };
}
