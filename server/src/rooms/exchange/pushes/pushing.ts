import { type BodyState, findContact, onDuty as rosterOf } from '@comity/acts';
import { addJob, type JobHandlers, type Pushing, pushTo, type Tx } from '../../../platform/index.ts';
import { peopleOnDuty } from '../../directory/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import type { NoticeKind } from '../notice-texts.ts';
import { again, isToBeTriedAgain, type ToRing, takeRung } from '../rings/index.ts';
import { listUnacknowledged } from '../store.ts';
import { isStill } from './actions.ts';
import { endPush, findPush, listPushes, notePush, type Push } from './store.ts';

const PUSH = 'exchange.push';

/** Whom to tell of a message: whoever is on duty for a contact, or one person of its roster. */
export interface ToPush extends ToRing {
  readonly person?: string;
}

interface PushJob {
  readonly push: string;
  readonly message: string;
  /** The contact of the delivery: once that is acknowledged, nobody is told. */
  readonly of: string;
  readonly attempt: number;
}

/**
 * Has people told in their browsers of these deliveries, each browser once for the same, if the transaction commits. Who
 * is on duty is told, and nobody else of the roster; where nobody is on duty, whoever is on the roster.
 */
export async function pushFor(
  tx: Tx,
  record: ActRecord,
  tellings: readonly ToPush[],
  what: NoticeKind,
): Promise<void> {
  if (tellings.length === 0) return;
  const people = await peopleFor(tx, record, tellings);
  const pushes = await listPushes(tx, [...new Set([...people.values()].flat())]);
  const wanted = tellings.flatMap((telling) =>
    pushes
      .filter((p) => people.get(telling)!.includes(p.person))
      .filter((p) => telling.isUrgent || p.wish === 'always')
      .map(({ id }) => ({
        push: id,
        message: telling.message,
        of: telling.of ?? telling.contact,
        attempt: 0,
      })),
  );
  const idOf = ({ push, message }: PushJob) => `${what} ${message} ${push}`;
  const once = [...new Map(wanted.map((job) => [idOf(job), job] as const))];
  if (once.length === 0) return;
  const ids = once.map(([id]) => id);
  const fresh = await takeRung(tx, ids, new Date(record.clock()));
  for (const [id, job] of once) if (fresh.has(id)) addJob(tx, PUSH, job satisfies PushJob);
}

async function peopleFor(
  tx: Tx,
  record: ActRecord,
  tellings: readonly ToPush[],
): Promise<Map<ToPush, readonly string[]>> {
  const state = await record.held.level(record.database.read);
  const contacts = [...new Set(tellings.map(({ contact }) => contact))];
  const onDuty = await peopleOnDuty(tx, state, contacts, record.clock());
  return new Map(
    tellings.map((telling) => {
      const one = telling.person ?? onDuty.get(telling.contact);
      return [telling, one === undefined ? roster(state, telling.contact) : [one]];
    }),
  );
}

function roster(state: BodyState, contact: string): readonly string[] {
  const found = findContact(state, contact);
  return found ? rosterOf(state, found.participant, found.contact) : [];
}

export const pushJobs = (record: ActRecord, pushing: Pushing | undefined): JobHandlers => ({
  [PUSH]: async (payload) => {
    const job = payload as PushJob;
    const found = await findPush(record.database.read, job.push);
    const state = await record.held.level(record.database.read);
    const open = await listUnacknowledged(record.database.read, job.message);
    // Somebody acknowledged meanwhile, this browser was taken back, or its person is none of the State any more.
    if (!pushing || !found || !isStill(state, found) || !open.some(({ contact }) => contact === job.of))
      return;
    await pushOnce(record, pushing, found, job);
  },
});

/** Pushes, and notes what came of it; what can be otherwise another time is put back. */
async function pushOnce(record: ActRecord, pushing: Pushing, push: Push, job: PushJob): Promise<void> {
  const pushed = await pushTo(pushing, push.endpoint, record.clock());
  if (isToBeTriedAgain(pushed, job.attempt)) return again(record, PUSH, job, pushed.after);
  const { state, says } = pushed;
  const told = new Date(record.clock());
  await record.database.transaction(async (tx) => {
    if (state === 'gone') endPush(tx, push.id, told);
    else notePush(tx, { id: push.id, told, outcome: OUTCOME[state], says });
  });
}

const OUTCOME = { taken: 'sent', refused: 'refused', later: 'not-reached' } as const;
