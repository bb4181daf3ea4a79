import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CommandError } from '../errors.ts';
import { writePrivate } from '../keyring.ts';

export const USER = 'comity';
export const CHALLENGES = 'Basic realm="comity", charset="UTF-8", Bearer realm="comity"';

/** The secret that clients bring: what stands in the file, or a fresh one that is put there. */
export async function readOrMakeSecret(path: string): Promise<string> {
  const kept = await readFile(path, 'utf8').catch(() => undefined);
  if (kept !== undefined) {
    const secret = kept.trim();
    if (secret.length >= 16 && /^[\x21-\x7e]+$/.test(secret)) return secret;
    throw new CommandError(
      'comity.weak-secret',
      `${path} holds no secret of at least 16 printable signs.`,
      'Remove the file, and one is made.',
    );
  }
  const secret = randomBytes(24).toString('base64url');
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writePrivate(path, `${secret}\n`, 'wx');
  return secret;
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Whether a request brings the secret: by Basic with the user `comity`, or as a bearer token. */
export function isAuthorized(header: string | undefined, secret: string): boolean {
  const [, scheme = '', given = ''] = /^(Basic|Bearer) +([A-Za-z0-9+/=_.~-]+)$/i.exec(header ?? '') ?? [];
  const isBasic = scheme.toLowerCase() === 'basic';
  const brought = isBasic ? Buffer.from(given, 'base64').toString('utf8') : given;
  return timingSafeEqual(digest(brought), digest(isBasic ? `${USER}:${secret}` : secret)) && scheme !== '';
}
