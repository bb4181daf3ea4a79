import { randomBytes } from 'node:crypto';
import { findContact } from '@comity/acts';
import { toBase64url } from '@comity/log';
import type { z } from 'zod';
import { addJob, type HookService, type Tx } from '../../../platform/index.ts';
import { type Channel, mailboxesOf, readWay } from '../../directory/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { newCode, newSpokenCode, readCode } from '../codes.ts';
import { exchangeError } from '../errors.ts';
import type { newRing, ring, service } from './schema.ts';
import {
  countRings,
  endRing,
  findRing,
  insertRing,
  listAllRings,
  listRings,
  lockRing,
  type Ring,
  updateRing,
} from './store.ts';

/** Rings of one contact, and those a State makes in a day: a stranger's telephone is not to be rung by codes. */
const MOST = 6;
const MOST_A_DAY = 12;
const DAY = 86_400_000;
/** Wrong codes; then it must be made anew. */
const MOST_TRIES = 5;
const SHOWN = 3;

export const viewService = ({ id, way, service: whose, url }: HookService): z.infer<typeof service> => ({
  ...{ service: id, way, whose, host: new URL(url).host },
});

/** Where a contact of this participant is rung. Throws `exchange.no-such-contact`. */
export async function readRings(
  record: ActRecord,
  hooks: readonly HookService[],
  participant: string,
  contact: string,
): Promise<z.infer<typeof ring>[]> {
  await assertOwn(record, participant, contact);
  const rings = await listRings(record.database.read, [contact]);
  return Promise.all(rings.map((one) => viewRing(record, hooks, one)));
}

/** Has a contact rung, once the code that is rung there was given back. Throws as `exchange` says. */
export async function addRing(
  record: ActRecord,
  hooks: readonly HookService[],
  participant: string,
  contact: string,
  asked: z.infer<typeof newRing>,
): Promise<z.infer<typeof ring>> {
  await assertOwn(record, participant, contact);
  const known = hooks.find(({ id }) => id === asked.service);
  if (!known) throw exchangeError('no-such-service');
  const destination = destinationOf(known, asked.destination);
  const now = record.clock();
  const fresh: Ring = {
    ...{ id: `rng_${toBase64url(randomBytes(16))}`, participant, contact, service: known.id, destination },
    ...{ wish: asked.wish, code: codeFor(known), tries: 0, created: new Date(now) },
  };
  await record.database.transaction(async (tx) => {
    await assertFew(tx, fresh);
    insertRing(tx, fresh);
    addJob(tx, 'exchange.ring-code', { ring: fresh.id, attempt: 0 });
  });
  return viewRing(record, hooks, fresh);
}

/** What is spoken is digits; what is read may be shorter. */
const codeFor = ({ way }: HookService): string => (way === 'call' ? newSpokenCode() : newCode());

function destinationOf({ way }: HookService, written: string): string {
  if (way === 'hook') return written.trim();
  const number = written.replaceAll(/[\s().‑-]/g, '');
  if (/^\+\d{7,15}$/.test(number)) return number;
  throw exchangeError('bad-number', { detail: 'Write it with its country code, such as +00 1 234 567.' });
}

async function assertFew(tx: Tx, fresh: Ring): Promise<void> {
  const own = await listRings(tx, [fresh.contact]);
  const since = new Date(+fresh.created - DAY);
  const isThere = own.some((r) => r.service === fresh.service && r.destination === fresh.destination);
  const isTooMany = own.length >= MOST || (await countRings(tx, fresh.participant, since)) >= MOST_A_DAY;
  if (isThere || isTooMany)
    throw exchangeError('too-many-rings', {
      detail: `A contact has ${MOST} at most, each place once; a State makes ${MOST_A_DAY} in a day.`,
    });
}

/** Gives back the code that was rung: from now on it rings. Throws `exchange.no-such-ring`, `exchange.wrong-code`. */
export async function proveRing(
  record: ActRecord,
  participant: string,
  contact: string,
  id: string,
  code: string,
): Promise<void> {
  await assertOwn(record, participant, contact);
  const isRight = await record.database.transaction(async (tx) => {
    const found = await lockRing(tx, contact, id);
    if (!found) throw exchangeError('no-such-ring');
    if (found.code === null) return true;
    const right = found.tries < MOST_TRIES && found.code === readCode(code);
    updateRing(tx, right ? { id, code: null, tries: 0 } : { ...found, tries: found.tries + 1 });
    return right;
  });
  if (!isRight)
    throw exchangeError('wrong-code', { detail: `After ${MOST_TRIES} wrong ones it is to be made anew.` });
}

/** Throws `exchange.no-such-ring`. */
export async function removeRing(
  record: ActRecord,
  participant: string,
  contact: string,
  id: string,
): Promise<void> {
  await assertOwn(record, participant, contact);
  await record.database.transaction(async (tx) => {
    if (!(await lockRing(tx, contact, id))) throw exchangeError('no-such-ring');
    endRing(tx, id, new Date(record.clock()));
  });
}

async function assertOwn(record: ActRecord, participant: string, contact: string): Promise<void> {
  const state = await record.held.level(record.database.read);
  if (findContact(state, contact)?.participant !== participant) throw exchangeError('no-such-contact');
}

async function viewRing(record: ActRecord, hooks: readonly HookService[], r: Ring) {
  const hook = hooks.find(({ id }) => id === r.service);
  const { channel, value } = await wayOf(record, hook, r);
  return {
    ...{ ring: r.id, service: r.service, destination: r.destination, wish: r.wish },
    ...(hook ? { way: hook.way, whose: hook.service } : {}),
    isProven: r.code === null,
    tests: await readWay(record, r.contact, channel, value, SHOWN),
  };
}

/** A number that its contact lists is that one, however it is written there. */
export async function wayOf(
  record: ActRecord,
  hook: Pick<HookService, 'way'> | undefined,
  { contact, destination }: Pick<Ring, 'contact' | 'destination'>,
): Promise<{ channel: Channel; value: string }> {
  if (hook?.way === 'hook') return { channel: 'messenger', value: destination };
  const { telephones = [] } = (await mailboxesOf(record, [contact])).get(contact) ?? {};
  const digits = (text: string) => text.replaceAll(/\D/g, '');
  const value = telephones.find((t) => digits(t) === digits(destination)) ?? destination;
  return { channel: 'telephones', value };
}

/** A ring that is still wanted by whom it belonged to. */
export async function findRingInForce(record: ActRecord, id: string): Promise<Ring | undefined> {
  const found = await findRing(record.database.read, id);
  const state = await record.held.level(record.database.read);
  return found && findContact(state, found.contact)?.participant === found.participant ? found : undefined;
}

/** Of a contact that is a State's no more, no number is kept. */
export async function forgetRings(record: ActRecord): Promise<void> {
  const state = await record.held.level(record.database.read);
  const held = await listAllRings(record.database.read);
  const gone = held.filter((r) => findContact(state, r.contact)?.participant !== r.participant);
  if (gone.length === 0) return;
  await record.database.transaction(async (tx) => {
    for (const { id } of gone) endRing(tx, id, new Date(record.clock()));
  });
}
