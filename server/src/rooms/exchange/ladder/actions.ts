import type { z } from 'zod';
import type { Reader } from '../../../platform/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { exchangeError } from '../errors.ts';
import { bodyLadder, lookAgain } from './climbing.ts';
import { isShorter, ladderFor } from './rules.ts';
import type { ladders, ownLadder, woken } from './schema.ts';
import { deleteLadder, listLadders, listOpenMessages, listWoken, putLadder, type Woken } from './store.ts';

export async function readLadder(record: ActRecord, participant: string): Promise<z.infer<typeof ladders>> {
  const { read } = record.database;
  const body = bodyLadder(await record.held.level(read));
  const [own] = await listLadders(read, [participant]);
  if (!own) return { body, inForce: ladderFor(body, undefined) };
  const { alternate, diplomatic, mission, address } = own;
  const set = { alternate, diplomatic, mission, ...(address === null ? {} : { address }) };
  return { body, own: set, inForce: ladderFor(body, own) };
}

/** Messages that are open now follow the new times. Throws `exchange.ladder-longer`, `exchange.bad-ladder`. */
export async function setLadder(
  record: ActRecord,
  participant: string,
  { address, ...times }: z.infer<typeof ownLadder>,
): Promise<void> {
  const body = bodyLadder(await record.held.level(record.database.read));
  if (times.alternate > times.diplomatic || times.diplomatic > times.mission)
    throw exchangeError('bad-ladder');
  if (!isShorter(body, times)) throw exchangeError('ladder-longer');
  const now = record.clock();
  await record.database.transaction(async (tx) => {
    putLadder(tx, { participant, ...times, address: address ?? null });
    const since = new Date(now - LONGEST);
    for (const message of await listOpenMessages(tx, participant, since, MOST)) lookAgain(tx, message, now);
  });
}
/** What the rules can set at most, and how many messages are looked at again at once. */
const LONGEST = 43_200 * 60_000;
const MOST = 500;

export async function endLadder(record: ActRecord, participant: string): Promise<void> {
  await record.database.transaction(async (tx) => deleteLadder(tx, participant));
}

/** By message and contact: who was woken, as far as a participant may know that. */
export async function wokenFor(
  read: Reader,
  participant: string,
  messages: readonly { readonly id: string; readonly from: string }[],
): Promise<(message: string, contact: string) => z.infer<typeof woken>[]> {
  const sender = new Map(messages.map((m) => [m.id, m.from]));
  const all = await listWoken(
    read,
    messages.map((m) => m.id),
  );
  const isOpen = (w: Woken) => w.participant === participant || sender.get(w.message) === participant;
  return (message, contact) =>
    all
      .filter((w) => w.message === message && w.contact === contact && isOpen(w))
      .map(({ rung, at, whom, participant: owner }) => ({
        ...{ rung, at: at.toISOString() },
        ...(owner === participant ? { whom } : {}),
      }));
}
