import { createHmac } from 'node:crypto';
import type { HookService } from '../config-hooks.ts';
import { failureOf, postOut } from './sending.ts';

/** What came of one try. `refused` is a last word; `later` may be otherwise another time. */
export interface Posted {
  readonly state: 'taken' | 'refused' | 'later';
  /** In a few words of English, without anything that the service said. */
  readonly says: string;
}

/** `t=<milliseconds>,v1=<HMAC-SHA-256 over "t.body", hex>`: who knows the secret knows that it is ours, and how old. */
export const signHook = (secret: string, body: string, now: number): string =>
  `t=${now},v1=${createHmac('sha256', secret).update(`${now}.${body}`).digest('hex')}`;

/** Posts JSON to a service. It is asked for nothing but a status; redirects are not followed. Never throws. */
export async function postHook(hook: HookService, payload: object, now: number): Promise<Posted> {
  const body = JSON.stringify(payload);
  try {
    const headers = {
      'content-type': 'application/json',
      'comity-signature': signHook(hook.secret, body, now),
    };
    return judge((await postOut(hook.url, hook, headers, body)).status);
  } catch (error) {
    return failureOf(error);
  }
}

function judge(status: number): Posted {
  if (status >= 200 && status < 300) return { state: 'taken', says: `The service took it (${status}).` };
  if (status >= 300 && status < 400)
    return { state: 'refused', says: `The service answered with a redirect (${status}).` };
  const isLast = status >= 400 && status < 500 && ![408, 425, 429].includes(status);
  return { state: isLast ? 'refused' : 'later', says: `The service answered ${status}.` };
}
