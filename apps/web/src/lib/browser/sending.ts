import { type DirectoryContact, keyOf, readContact } from '@comity/client/messages';
import {
  changesSince,
  findStanding,
  isForKeys,
  type KeptSealed,
  type KeyChange,
  keepable,
  letterOf,
  ownReading,
  placeOnce,
  type Standing,
} from '@comity/client/resuming';
import type { Opened } from '@comity/seal';
import { certifiedKey, type Letter, sealLetter } from './exchange.ts';
import { dropSealed, listSealed, putSealed } from './keptsealed.ts';
import { openHere } from './sealing.ts';
import { here, secretsOf, sessionHand } from './seat.ts';
import type { Seat } from './store.ts';

export type { KeptSealed, KeyChange, Standing };

/** Seals a letter and keeps it. Nothing has left the browser yet. */
export async function sealAndKeep(
  seat: Seat,
  from: string,
  to: readonly DirectoryContact[],
  letter: Letter,
  onProgress: (progress: { done: number; total: number }) => void,
) {
  const sealed = await sealLetter(seat, from, to, letter, onProgress);
  const kept = keepable(seat.trust.body, sealed);
  // A browser that keeps nothing still sends.
  await putSealed(kept).catch(() => {});
  return { kept, payload: sealed.message };
}

/** Places what was kept, at most once, and forgets it here. */
export async function placeKept(seat: Seat, kept: KeptSealed): Promise<Standing> {
  const standing = await placeOnce(here(), seat.trust, await sessionHand(seat), kept);
  await dropSealed(kept.message.message).catch(() => {});
  return standing;
}

/** Those that stand on the record already are forgotten: what is left was not sent. */
export async function settleSealed(seat: Seat): Promise<KeptSealed[]> {
  const left: KeptSealed[] = [];
  for (const kept of await listSealed(seat.trust.body)) {
    const standing = await findStanding(here(), kept).catch(() => undefined);
    if (standing) await dropSealed(kept.message.message);
    else left.push(kept);
  }
  return left;
}

/** What changed in the directory where a message was refused for that; undefined where it failed otherwise. */
export async function changesAfter(error: unknown, kept: KeptSealed): Promise<KeyChange[] | undefined> {
  if (!isForKeys(error)) return undefined;
  return (await changesSince(here(), kept.message.to, Date.now())).changes;
}

/** Opens one's own sealed copy, to seal what it says anew to the keys that are certified now. Throws `web.key-not-here`. */
export async function openKept(
  seat: Seat,
  kept: KeptSealed,
): Promise<{ letter: Letter; reachable: DirectoryContact[] }> {
  const own = await readContact(here(), kept.header.from.contact);
  certifiedKey(seat, own);
  const reading = ownReading(kept, own, await keyOf(here(), own));
  const me = { participant: seat.participant, ...secretsOf(seat) };
  const opened: Opened = await openHere({ ...reading, me });
  if (opened.kind !== 'bound')
    throw Object.assign(new Error('What was sealed here does not open here.'), { code: 'web.key-not-here' });
  const { reachable } = await changesSince(here(), kept.message.to, Date.now());
  return { letter: letterOf(opened), reachable };
}
