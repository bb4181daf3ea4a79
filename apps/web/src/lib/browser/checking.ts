import { checkBeforeSealing, type SenderReport } from '@comity/client/checking';
import { type DirectoryContact, readContact } from '@comity/client/messages';
import { type Policy, parsePolicy, utf8 } from '@comity/log';
import { here, keepPolicy } from './seat.ts';
import type { Seat } from './store.ts';

/**
 * Holds the keys of a contact of ours and of those it writes to against the record, and the record against the policy
 * of this seat, where it has one.
 */
export async function checkKeys(
  seat: Seat,
  from: string,
  to: readonly DirectoryContact[],
  onProgress?: (progress: { done: number; total: number }) => void,
): Promise<SenderReport> {
  const own = await readContact(here(), from);
  const policy = seat.policy === undefined ? undefined : readPolicy(seat.policy);
  return checkBeforeSealing(here(), seat.trust, [own, ...to], policy, onProgress);
}

/** Takes a policy file of the person's own for this seat; none takes it away. Throws `web.bad-policy`. */
export async function takePolicy(seat: Seat, text: string | undefined): Promise<Seat> {
  if (text !== undefined) readPolicy(text);
  await keepPolicy(seat.trust.body, text);
  const { policy: _, ...rest } = seat;
  return text === undefined ? rest : { ...rest, policy: text };
}

function readPolicy(text: string): Policy {
  try {
    return parsePolicy(utf8(text));
  } catch (error) {
    throw Object.assign(new Error((error as Error).message), { code: 'web.bad-policy' });
  }
}
