import { readFile } from 'node:fs/promises';
import type { TrustedBody } from '@comity/client';
import { parseVerifierKey } from '@comity/log';
import { CommandError } from './errors.ts';

/** A trust file: JSON with `body` and `key`; further members (`url`, `name`) are passed over. */
export async function readTrust(path: string): Promise<TrustedBody & { readonly url?: string }> {
  const text = await readFile(path, 'utf8');
  try {
    const { body, key, url } = JSON.parse(text) as Record<string, unknown>;
    if (typeof body !== 'string' || !/^[0-9a-f]{64}$/.test(body) || typeof key !== 'string')
      throw new Error();
    parseVerifierKey(key);
    return { body, key, ...(typeof url === 'string' && URL.canParse(url) ? { url } : {}) };
  } catch {
    throw new CommandError(
      'comity.bad-trust',
      `${path} does not say which body and key to trust.`,
      'It is JSON: { "body": "64 hex digits", "key": "the verification key of the log" }. Ask your ministry for it.',
    );
  }
}

/** What is said where a server vouched for itself. */
export const FIRST_USE = (body: string, key: string): string[] => [
  'Trusted on first use: the server itself said which body and which key of the log this is.',
  `  body  ${body}`,
  `  key   ${key}`,
  'Compare both with what your ministry or the secretariat handed you; --trust FILE takes them from there.',
];
