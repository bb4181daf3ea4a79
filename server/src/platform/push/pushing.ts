import type { PushService } from '../config-push.ts';
import { failureOf, postOut } from '../hooks/sending.ts';
import { type PushKey, vapidOf } from './vapid.ts';

/** By whom pushes go, and as whom. */
export interface Pushing {
  readonly services: readonly PushService[];
  readonly key: PushKey;
  /** Whom the operators of a push service turn to: `https:` or `mailto:`. */
  readonly subject: string;
}

/** What came of one try. `gone` and `refused` are last words: the address is none any more, or takes nothing of ours. */
export interface Pushed {
  readonly state: 'taken' | 'gone' | 'refused' | 'later';
  /** In a few words of English, without anything that the service said, nor where it is. */
  readonly says: string;
  /** How long the service asks to be left alone, in seconds. */
  readonly after?: number;
}

const HOUR = 3_600_000;
/**
 * The same for every push: a service that compares them learns when something waits, and not whether it is the same thing,
 * how urgent, or until when. Of those that wait for a browser that is off, the last takes the place of the others.
 */
const ALIKE = { ttl: '86400', urgency: 'high', topic: 'waits' } as const;

/** The longest address that is kept, in letters. */
const LONGEST = 1000;

/** The service that an address belongs to, where it is an address to push to and the operator allows that service. */
export function findPushService(
  services: readonly PushService[],
  endpoint: string,
): (PushService & { readonly at: string }) | undefined {
  // Printable ASCII alone, and no backslash: nothing that a parser drops or turns round.
  if (endpoint.length > LONGEST || !/^https:\/\/[!-[\]-~]+$/.test(endpoint) || !URL.canParse(endpoint))
    return undefined;
  const { host, username, password, hash } = new URL(endpoint);
  if (username || password || hash) return undefined;
  const found = services.find((s) =>
    s.host.startsWith('*.') ? host.endsWith(s.host.slice(1)) : host === s.host,
  );
  return found && { ...found, at: host };
}

/** Tells a push service that something waits: headers alone, no content (RFC 8030, section 5). Never throws. */
export async function pushTo(
  { services, key, subject }: Pushing,
  endpoint: string,
  now: number,
): Promise<Pushed> {
  const service = findPushService(services, endpoint);
  if (!service) return { state: 'refused', says: 'The operator of this host allows its service no more.' };
  const voucher = { audience: new URL(endpoint).origin, subject, expires: now + 12 * HOUR };
  try {
    const headers = { ...ALIKE, authorization: vapidOf(key, voucher) };
    const { status, retryAfter } = await postOut(endpoint, service, headers, '');
    return { ...judge(status), ...wishOf(retryAfter, now) };
  } catch (error) {
    return failureOf(error);
  }
}

function judge(status: number): Pushed {
  if (status >= 200 && status < 300) return { state: 'taken', says: `The service took it (${status}).` };
  if (status === 404 || status === 410)
    return { state: 'gone', says: `The service knows it no more (${status}).` };
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return { state: 'later', says: `The service answered ${status}.` };
  return { state: 'refused', says: `The service answered ${status}.` };
}

/** `Retry-After`, in seconds or as a date (RFC 9110, section 10.2.3). */
function wishOf(text: string | undefined, now: number): Pick<Pushed, 'after'> {
  if (text === undefined) return {};
  const seconds = /^\d{1,9}$/.test(text) ? Number(text) : Math.ceil((Date.parse(text) - now) / 1000);
  return seconds > 0 ? { after: seconds } : {};
}
