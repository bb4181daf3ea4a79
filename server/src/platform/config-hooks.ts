import { z } from 'zod';
import { SettingsFile } from './config-file.ts';

/** A service by which people are rung: somebody else's, whose name is shown to whoever has a number rung by it. */
export interface HookService {
  readonly id: string;
  /** What it does with what it is handed: a text message, a call that speaks, or anything else. */
  readonly way: 'sms' | 'call' | 'hook';
  /** Whose service it is, as people read it. */
  readonly service: string;
  readonly url: string;
  /** Signs what is posted (HMAC-SHA-256). */
  readonly secret: string;
  /** It may stand on a private address, or on this machine. */
  readonly isPrivate: boolean;
  /** The authority that certified its server, as PEM, where that is none of the usual ones. */
  readonly ca?: string;
}

/** Words for people, on one line. */
export const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .regex(/^\P{Cc}*$/u);
const LIST = z
  .array(
    z.strictObject({
      id: z.string().regex(/^[a-z0-9-]{1,32}$/),
      way: z.enum(['sms', 'call', 'hook']),
      service: line(120),
      url: z.url(),
      secret: line(400).min(32),
      private: z.boolean().default(false),
      ca: z.string().optional(),
    }),
  )
  .max(20)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'an id stands twice');

const FORM =
  '{ "id", "way": "sms" | "call" | "hook", "service": whose it is, "url", "secret": 32 characters or more }';
const LOCAL = ['127.0.0.1', '[::1]', 'localhost'];

/**
 * Reads the file that COMITY_HOOKS names: a list of `{ id, way, service, url, secret, private?, ca? }`. Throws
 * `platform.bad-setting`; nothing of a secret is repeated.
 */
export function readHooks(path: string | undefined): HookService[] {
  if (path === undefined) return [];
  const file = new SettingsFile('COMITY_HOOKS', path);
  return file.read(LIST, FORM).map(({ private: isPrivate, ca, ...rest }) => {
    assertAddress(file, rest, isPrivate);
    return { ...rest, isPrivate, ...file.readAuthority(ca) };
  });
}

/** Encrypted always; a service on this very machine needs no encryption where it was allowed. */
function assertAddress(
  file: SettingsFile,
  { id, url }: { id: string; url: string },
  isPrivate: boolean,
): void {
  const { protocol, hostname, username, password } = new URL(url);
  if (username || password)
    throw file.bad(`has a password in the address of “${id}”. Leave it out; posts are signed.`);
  if (protocol === 'https:') return;
  if (protocol === 'http:' && isPrivate && LOCAL.includes(hostname)) return;
  throw file.bad(
    `has for “${id}” an address that is not https. Only with "private": true and on this machine may it be http.`,
  );
}
