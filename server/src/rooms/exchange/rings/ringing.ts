import { createHash } from 'node:crypto';
import {
  addJob,
  type HookService,
  type JobHandlers,
  type Posted,
  postHook,
  type Tx,
} from '../../../platform/index.ts';
import { mailboxesOf, noteWay, noticeLanguage } from '../../directory/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { markedExercise, type NoticeKind } from '../notice-texts.ts';
import { listUnacknowledged } from '../store.ts';
import { findRingInForce, wayOf } from './actions.ts';
import { listRings, type Ring, takeRung } from './store.ts';
import { type RingKind, ringWords } from './words.ts';

/** Seconds before a service that cannot be reached is tried again; then it is given up. */
const PAUSES = [5, 30, 120, 600, 1800] as const;

/** Services that ring, and where whoever is rung reads more. */
export interface Rings {
  readonly hooks: readonly HookService[];
  readonly origin: string;
  readonly onFailure?: (error: unknown) => void;
}

/** Whom to ring for a message, and for which of the contacts it was sent to; absent: that one itself. */
export interface ToRing {
  readonly contact: string;
  readonly of?: string;
  readonly message: string;
  readonly isUrgent: boolean;
}

interface RingJob {
  readonly ring: string;
  readonly of: string;
  /** Names what is rung for: rung again, it is the same. */
  readonly id: string;
  readonly what: NoticeKind;
  readonly message: string;
  readonly attempt: number;
}

/** Has contacts rung that are told of these deliveries: each once for the same, if the transaction commits. */
export async function ringFor(tx: Tx, tellings: readonly ToRing[], what: NoticeKind, now: number) {
  const contacts = [...new Set(tellings.map(({ contact }) => contact))];
  if (contacts.length === 0) return;
  const rings = (await listRings(tx, contacts)).filter(({ code }) => code === null);
  const wanted = tellings.flatMap(({ contact, of = contact, message, isUrgent }) =>
    rings
      .filter((r) => r.contact === contact && (isUrgent || r.wish === 'always'))
      .map((r) => ({ ring: r.id, of, id: `${what} ${message} ${r.id}`, what, message, attempt: 0 })),
  );
  if (wanted.length === 0) return;
  const ids = wanted.map(({ id }) => id);
  const fresh = await takeRung(tx, ids, new Date(now));
  for (const job of wanted) if (fresh.has(job.id)) addJob(tx, 'exchange.ring', job satisfies RingJob);
}

export const ringJobs = (record: ActRecord, rings: Rings): JobHandlers => ({
  'exchange.ring': async (payload) => {
    const job = payload as RingJob;
    const open = await listUnacknowledged(record.database.read, job.message);
    const found = await findRingInForce(record, job.ring);
    // Somebody acknowledged meanwhile, or nobody is to be rung here any more.
    const told = open.find(({ contact }) => contact === job.of);
    if (!found || !told) return;
    const isDone = await ringOnce(record, rings, found, { ...job, exercise: told.exercise });
    if (!isDone) await again(record, 'exchange.ring', job);
  },
  'exchange.ring-code': async (payload) => {
    const job = payload as Pick<RingJob, 'ring' | 'attempt'>;
    const found = await findRingInForce(record, job.ring);
    if (!found || found.code === null) return;
    const { code } = found;
    const isDone = await ringOnce(record, rings, found, {
      ...job,
      id: `code ${job.ring}`,
      what: 'code',
      code,
    });
    if (!isDone) await again(record, 'exchange.ring-code', job);
  },
});

/** The longest that a service is left alone because it asked for that, in seconds. */
const LONGEST_PAUSE = 3600;

/** Puts a job back for its next attempt; not sooner than the service asked for, within bounds. */
export async function again(
  record: ActRecord,
  name: string,
  job: { readonly attempt: number },
  after = 0,
): Promise<void> {
  const pause = Math.max(PAUSES[job.attempt]!, Math.min(after, LONGEST_PAUSE));
  const runAt = new Date(record.clock() + pause * 1000);
  await record.database.transaction(async (tx) =>
    addJob(tx, name, { ...job, attempt: job.attempt + 1 }, { runAt }),
  );
}

export interface Ringing {
  readonly id: string;
  readonly what: RingKind;
  readonly attempt: number;
  readonly code?: string;
  /** Whoever is woken is told that it is none in earnest. */
  readonly exercise?: boolean;
  /** A page that the text leads to, instead of the front door. */
  readonly page?: string;
}

/** Posts to the service and notes what came of it. Answers whether that is the last word. */
async function ringOnce(record: ActRecord, rings: Rings, ring: Ring, ringing: Ringing): Promise<boolean> {
  const posted = await postRing(record, rings, ring, ringing);
  if (!posted) return true;
  if (isToBeTriedAgain(posted, ringing.attempt)) return false;
  const outcome = ({ taken: 'sent', refused: 'refused', later: 'not-reached' } as const)[posted.state];
  const hook = rings.hooks.find(({ id }) => id === ring.service);
  const way = await wayOf(record, hook, ring);
  await noteWay(record, { contact: ring.contact, ...way, outcome, says: posted.says });
  return true;
}

export const isToBeTriedAgain = ({ state }: { readonly state: string }, attempt: number): boolean =>
  state === 'later' && attempt < PAUSES.length;

/** Undefined where the operator has the service no more, which is reported. */
export async function postRing(
  record: ActRecord,
  rings: Rings,
  ring: Ring,
  ringing: Ringing,
): Promise<Posted | undefined> {
  const hook = rings.hooks.find(({ id }) => id === ring.service);
  if (hook) return postHook(hook, await payloadOf(record, rings, ring, ringing), record.clock());
  rings.onFailure?.(new Error(`A contact is to be rung by “${ring.service}”, which is not configured.`));
  return undefined;
}

/** All that a service is told: whom to ring, that something waits, and words for it. Nothing of what waits. */
async function payloadOf(
  record: ActRecord,
  { origin }: Rings,
  { contact, destination }: Ring,
  { id, what, code, page, exercise = false }: Ringing,
) {
  const { languages = [] } = (await mailboxesOf(record, [contact])).get(contact) ?? {};
  const language = noticeLanguage(languages);
  const text = ringWords(what, language, { place: page ?? origin, ...(code === undefined ? {} : { code }) });
  return {
    ...{
      v: 1,
      id: createHash('sha256').update(id).digest('hex').slice(0, 32),
      what,
      to: destination,
      language,
    },
    at: new Date(record.clock()).toISOString(),
    ...(exercise ? { exercise } : {}),
    text: exercise ? markedExercise(text, language) : text,
    ...(code === undefined ? {} : { code }),
  };
}
