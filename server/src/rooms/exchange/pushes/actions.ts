import { createHash, randomBytes } from 'node:crypto';
import type { BodyState } from '@comity/acts';
import { toBase64url } from '@comity/log';
import type { z } from 'zod';
import { findPushService, type PushService, type Tx } from '../../../platform/index.ts';
import { peopleError, type Reader } from '../../people/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { exchangeError } from '../errors.ts';
import type { newPush, pushed, pushes } from './schema.ts';
import {
  countPushes,
  deleteEndedPushes,
  endPush,
  findPushAt,
  insertPush,
  listAllPushes,
  listPushes,
  lockPushes,
  type Push,
  wishPush,
} from './store.ts';

/** Browsers of one person, and those entered in a day. */
const MOST = 8;
const MOST_A_DAY = 24;
const DAY = 86_400_000;

/** The services that the operator allows, and the public half of the key by which they know this host. */
export interface PushOffer {
  readonly services: readonly PushService[];
  readonly publicKey: string;
}

/** What the operator allows, and the browsers of whoever asks. */
export async function readPushes(
  record: ActRecord,
  offer: PushOffer | undefined,
  { person }: Reader,
): Promise<z.infer<typeof pushes>> {
  const own = person === undefined ? [] : await listPushes(record.database.read, [person]);
  const services = offer?.services ?? [];
  return {
    ...(offer ? { key: offer.publicKey } : {}),
    services: services.map(({ host, service }) => ({ host, whose: service })),
    pushes: own.map((p) => viewPush(services, p)),
  };
}

/**
 * Tells a person in a browser, by its address. Entered again it is the same one, with the new wish; one that another
 * person entered is theirs no more, for whoever sits in that browser now gave its address. Throws
 * `exchange.no-such-push-service`, `exchange.too-many-pushes`, and `people.not-allowed` for a root, who is on no roster.
 */
export async function addPush(
  record: ActRecord,
  offer: PushOffer | undefined,
  { participant, person }: Reader,
  { endpoint, wish }: z.infer<typeof newPush>,
): Promise<z.infer<typeof pushed>> {
  const services = offer?.services ?? [];
  if (!findPushService(services, endpoint)) throw exchangeError('no-such-push-service');
  if (person === undefined) throw peopleError('not-allowed');
  const created = new Date(record.clock());
  const id = `psh_${toBase64url(randomBytes(16))}`;
  const fresh = { id, participant, person, endpoint, wish, created, told: null, outcome: null, says: '' };
  return record.database.transaction(async (tx) => {
    await lockPushes(tx);
    const held = await findPushAt(tx, endpoint);
    if (held?.person === person) {
      wishPush(tx, held.id, wish);
      return viewPush(services, { ...held, wish });
    }
    await assertFew(tx, person, created);
    if (held) endPush(tx, held.id, created);
    insertPush(tx, fresh);
    return viewPush(services, fresh);
  });
}

async function assertFew(tx: Tx, person: string, now: Date): Promise<void> {
  const own = await listPushes(tx, [person]);
  if (own.length < MOST && (await countPushes(tx, person, new Date(+now - DAY))) < MOST_A_DAY) return;
  throw exchangeError('too-many-pushes', {
    detail: `${MOST} browsers at most, and ${MOST_A_DAY} entered in a day.`,
  });
}

/** Throws `exchange.no-such-push`. */
export async function removePush(record: ActRecord, { person }: Reader, id: string): Promise<void> {
  await record.database.transaction(async (tx) => {
    const own = person === undefined ? [] : await listPushes(tx, [person]);
    if (!own.some((p) => p.id === id)) throw exchangeError('no-such-push');
    endPush(tx, id, new Date(record.clock()));
  });
}

const digestOf = (endpoint: string): string => createHash('sha256').update(endpoint).digest('hex');

function viewPush(services: readonly PushService[], p: Push): z.infer<typeof pushed> {
  const service = findPushService(services, p.endpoint);
  return {
    ...{ push: p.id, host: new URL(p.endpoint).host, digest: digestOf(p.endpoint) },
    ...(service ? { whose: service.service } : {}),
    ...{ wish: p.wish, since: p.created.toISOString() },
    ...(p.told && p.outcome ? { last: { at: p.told.toISOString(), outcome: p.outcome, says: p.says } } : {}),
  };
}

/** Whether somebody is a person of a State still. */
export function isStill(
  state: BodyState,
  { participant, person }: Pick<Push, 'participant' | 'person'>,
): boolean {
  const found = state.seats.get(participant)?.people.get(person);
  return found !== undefined && !found.removed;
}

/** Of a person who was removed, no address is kept. */
export async function forgetPushes(record: ActRecord): Promise<void> {
  const state = await record.held.level(record.database.read);
  const gone = (await listAllPushes(record.database.read)).filter((p) => !isStill(state, p));
  const now = record.clock();
  await record.database.transaction(async (tx) => {
    for (const { id } of gone) endPush(tx, id, new Date(now));
    deleteEndedPushes(tx, new Date(now - DAY));
  });
}
