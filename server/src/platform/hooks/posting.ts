import { createHmac } from 'node:crypto';
import { lookup as resolveName } from 'node:dns';
import { request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { HookService } from '../config-hooks.ts';
import { isPrivateAddress } from './addresses.ts';

/** What came of one try. `refused` is a last word; `later` may be otherwise another time. */
export interface Posted {
  readonly state: 'taken' | 'refused' | 'later';
  /** In a few words of English, without anything that the service said. */
  readonly says: string;
}

/** A service answers within this time, or not at all, in milliseconds. */
const PATIENCE = 5_000;

/** `t=<milliseconds>,v1=<HMAC-SHA-256 over "t.body", hex>`: who knows the secret knows that it is ours, and how old. */
export const signHook = (secret: string, body: string, now: number): string =>
  `t=${now},v1=${createHmac('sha256', secret).update(`${now}.${body}`).digest('hex')}`;

/** Posts JSON to a service. It is asked for nothing but a status; redirects are not followed. Never throws. */
export async function postHook(hook: HookService, payload: object, now: number): Promise<Posted> {
  const body = JSON.stringify(payload);
  try {
    return judge(await send(hook, body, signHook(hook.secret, body, now)));
  } catch (error) {
    if (error instanceof PrivateAddress) return { state: 'refused', says: 'Its address is a private one.' };
    return { state: 'later', says: `It could not be reached: ${codeOf(error)}.` };
  }
}

function judge(status: number): Posted {
  if (status >= 200 && status < 300) return { state: 'taken', says: `The service took it (${status}).` };
  if (status >= 300 && status < 400)
    return { state: 'refused', says: `The service answered with a redirect (${status}).` };
  const isLast = status >= 400 && status < 500 && ![408, 425, 429].includes(status);
  return { state: isLast ? 'refused' : 'later', says: `The service answered ${status}.` };
}

const codeOf = (error: unknown): string =>
  (error as { code?: string }).code?.replace(/[^A-Z_]/g, '') || 'no answer in time';

class PrivateAddress extends Error {}

/** Looked up here and connected to as found: a name cannot lead elsewhere between the check and the connection. */
const lookupPublic: LookupFunction = (hostname, options, done) => {
  resolveName(hostname, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '');
    if (found.some(({ address }) => isPrivateAddress(address))) return done(new PrivateAddress(), '');
    return options.all ? done(null, found) : done(null, found[0]!.address, found[0]!.family);
  });
};

function send({ url, isPrivate, ca }: HookService, body: string, signature: string): Promise<number> {
  const { protocol, hostname } = new URL(url);
  const literal = hostname.replace(/^\[|\]$/g, '');
  // An address that is written out is never looked up.
  if (!isPrivate && isIP(literal) && isPrivateAddress(literal)) return Promise.reject(new PrivateAddress());
  const options = {
    ...{ method: 'POST', agent: false, signal: AbortSignal.timeout(PATIENCE) },
    headers: {
      ...{ 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      ...{ 'comity-signature': signature, 'user-agent': 'comity' },
    },
    ...(isPrivate ? {} : { lookup: lookupPublic }),
    ...(ca === undefined ? {} : { ca }),
  };
  const request = protocol === 'https:' ? requestSecure : requestPlain;
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (answer) => {
      // What it says beyond its status is not read: it may be endless.
      resolve(answer.statusCode ?? 0);
      answer.destroy();
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
