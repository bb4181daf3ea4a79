import { lookup as resolveName } from 'node:dns';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress } from './addresses.ts';

/** What is allowed of somebody else's server. */
export interface Outside {
  readonly isPrivate: boolean;
  readonly ca?: string;
}

/** All that is read of an answer. */
export interface Answered {
  readonly status: number;
  /** `Retry-After`, as it was written. */
  readonly retryAfter?: string;
}

/** A service answers within this time, or not at all, in milliseconds. */
const PATIENCE = 5_000;

class PrivateAddress extends Error {}

/** Looked up here and connected to as found: a name cannot lead elsewhere between the check and the connection. */
const lookupPublic: LookupFunction = (hostname, options, done) => {
  resolveName(hostname, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '');
    if (found.some(({ address }) => isPrivateAddress(address))) return done(new PrivateAddress(), '');
    return options.all ? done(null, found) : done(null, found[0]!.address, found[0]!.family);
  });
};

/** Posts to a server that is somebody else’s; redirects are not followed. Throws what `failureOf` puts into words. */
export function postOut(
  url: string,
  { isPrivate, ca }: Outside,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Answered> {
  const { protocol, hostname } = new URL(url);
  const literal = hostname.replace(/^\[|\]$/g, '');
  // An address that is written out is never looked up.
  if (!isPrivate && isIP(literal) && isPrivateAddress(literal)) return Promise.reject(new PrivateAddress());
  const options = {
    ...{ method: 'POST', agent: false, signal: AbortSignal.timeout(PATIENCE) },
    headers: { ...headers, 'content-length': Buffer.byteLength(body), 'user-agent': 'comity' },
    ...(isPrivate ? {} : { lookup: lookupPublic }),
    ...(ca === undefined ? {} : { ca }),
  };
  const request = protocol === 'https:' ? requestSecure : requestPlain;
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (answer) => {
      const retryAfter = answer.headers['retry-after'];
      // What it says beyond its status is not read: it may be endless.
      resolve({ status: answer.statusCode ?? 0, ...(retryAfter === undefined ? {} : { retryAfter }) });
      answer.destroy();
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Why nothing was answered, without any word of where it went. */
export const failureOf = (error: unknown) =>
  error instanceof PrivateAddress
    ? { state: 'refused' as const, says: 'Its address is a private one.' }
    : { state: 'later' as const, says: `It could not be reached: ${codeOf(error)}.` };

const codeOf = (error: unknown): string =>
  (error as { code?: string }).code?.replace(/[^A-Z_]/g, '') || 'no answer in time';
