import { type BodyState, findContact, LADDER, messageRulesOf, onDuty } from '@comity/acts';
import {
  addJob,
  type Notice,
  type Post,
  type Reader,
  type Tx,
  writeNotices,
} from '../../../platform/index.ts';
import { type Mailbox, mailboxesOf, noticeLanguage, peopleOnDuty } from '../../directory/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { markedWords } from '../notice-texts.ts';
import { pushFor } from '../pushes/index.ts';
import { ringFor } from '../rings/index.ts';
import { isPressing, isUrgent, quietUntil } from '../rules.ts';
import {
  findMessage,
  listDeliveries,
  listUnacknowledged,
  type StoredMessage,
  type ToTell,
} from '../store.ts';
import { listMuted, listQuiet, type Muted } from '../store-noise.ts';
import { wakingWords } from './notice-texts.ts';
import { alternateIn, climb, dueTimes, LATER, ladderFor, type Target } from './rules.ts';
import { insertWoken, listLadders, listWoken, type OwnLadder, type Woken } from './store.ts';

export const WAKE = 'exchange.ladder';
const MISSION = 'mission';

export const bodyLadder = ({ rules }: Pick<BodyState, 'rules'>) => messageRulesOf(rules).ladder ?? LADDER;

/** Looks at a message again at an instant; a later wish takes the place of an earlier one. */
export const lookAgain = (tx: Tx, message: string, at: number): void =>
  addJob(tx, WAKE, { message }, { runAt: new Date(at), key: `${WAKE} ${message}` });

/** Messages of a moment were placed: each is looked at when its first rung is due. */
export async function beginLadders(tx: Tx, record: ActRecord, news: readonly ToTell[]): Promise<void> {
  const state = await record.held.level(record.database.read);
  const own = await ownLadders(tx, news);
  const now = record.clock();
  const first = new Map<string, number>();
  for (const { message, participant, deadline } of news) {
    const { alternate } = dueTimes(
      ladderFor(bodyLadder(state), own.get(participant)),
      now,
      deadline === null ? undefined : Date.parse(deadline),
    );
    first.set(message, Math.min(alternate, first.get(message) ?? alternate));
  }
  for (const [message, at] of first) lookAgain(tx, message, at);
}

const ownLadders = async (read: Reader, of: readonly Pick<ToTell, 'participant'>[]) =>
  new Map(
    (await listLadders(read, [...new Set(of.map((d) => d.participant))])).map((l) => [l.participant, l]),
  );

/** The duty of these contacts was told: who that is stands beside the message. */
export async function noteDuty(
  tx: Tx,
  record: ActRecord,
  told: readonly Pick<ToTell, 'message' | 'contact' | 'participant'>[],
): Promise<void> {
  const state = await record.held.level(record.database.read);
  const contacts = [...new Set(told.map((t) => t.contact))];
  const people = await peopleOnDuty(tx, state, contacts, record.clock());
  const at = new Date(record.clock());
  const woken = told.map(({ message, contact, participant }) => ({
    ...{ message, contact, participant, rung: 'duty' as const, at },
    whom: people.get(contact) ?? contact,
  }));
  if (woken.length > 0) await insertWoken(tx, woken);
}

/**
 * Tells the next rungs of a message that are due, of every State that has not acknowledged it. Who is told is noted in the
 * same transaction, and a notice is on disk before that commits: after a crash the same notices are written, as the same
 * files. Every server may do it; each is told once.
 */
export async function wakeNext(record: ActRecord, post: Post, message: string): Promise<void> {
  const state = await record.held.level(record.database.read);
  await record.database.transaction(async (tx) => {
    const found = await findMessage(tx, message);
    const open = found ? await listUnacknowledged(tx, message) : [];
    if (!found || open.length === 0) return;
    const climbs = await climbsOf(tx, record, state, found, open);
    const due = climbs.flatMap(({ delivery, now }) =>
      now.map(({ rung, whom }) => ({
        ...{ message, contact: delivery.contact, participant: delivery.participant },
        ...{ rung, whom, at: new Date(record.clock()) },
      })),
    );
    const fresh = due.length > 0 ? await insertWoken(tx, due) : [];
    await tell(tx, record, post, fresh, found.header.exercise);
    await ring(tx, record, fresh, found.header.deadline);
    const next = climbs.flatMap((c) => (c.next === undefined ? [] : [c.next]));
    if (next.length > 0) lookAgain(tx, message, Math.min(...next));
  });
}

/** What there is to do for each delivery that is open. */
async function climbsOf(
  tx: Tx,
  record: ActRecord,
  state: BodyState,
  message: StoredMessage,
  open: readonly ToTell[],
) {
  const own = await ownLadders(tx, open);
  const woken = await listWoken(tx, [message.id]);
  const addressed = (await listDeliveries(tx, [message.id])).map((d) => d.contact);
  const now = record.clock();
  const { deadline } = message.header;
  const targets = await targetsOf(tx, record, state, { message, open, own, now });
  // Whoever the message was sent to as well was told of it in its own name; nobody is told for two contacts of a State.
  const seen = new Map(open.map((d) => [d.participant, new Set(addressed)]));
  for (const w of woken) if (w.rung !== 'duty') seen.get(w.participant)?.add(w.whom);
  return open.map((delivery) => {
    const { participant, contact } = delivery;
    const told = seen.get(participant)!;
    const times = dueTimes(
      ladderFor(bodyLadder(state), own.get(participant)),
      message.received.getTime(),
      deadline === undefined ? undefined : Date.parse(deadline),
    );
    const found = climb({ times, targets: targets.get(contact) ?? [], told }, now);
    for (const { whom } of found.now) told.add(whom);
    return { delivery, ...found };
  });
}

interface Looking {
  readonly message: StoredMessage;
  readonly open: readonly ToTell[];
  readonly own: ReadonlyMap<string, OwnLadder>;
  readonly now: number;
}

/** Who would be told for each contact, with until when each is spared it. */
async function targetsOf(
  tx: Tx,
  record: ActRecord,
  state: BodyState,
  { message, open, own, now }: Looking,
): Promise<Map<string, Target[]>> {
  const mailboxes = await mailboxesOf(
    record,
    open.map((d) => d.contact),
  );
  const named = new Map(open.map((d) => [d.contact, namedFor(state, d, mailboxes.get(d.contact), own)]));
  const whom = [...new Set([...named.values()].flatMap((all) => all.map((t) => t.whom)))];
  const quiet = new Map((await listQuiet(tx, whom)).map((q) => [q.contact, quietUntil(q, now)]));
  const muted = await listMuted(tx, [message.thread], new Date(now));
  const { deadline } = message.header;
  return new Map(
    open.map(({ contact, participant }) => [
      contact,
      (named.get(contact) ?? []).map((target) => {
        const until = sparedUntil(quiet.get(target.whom), muted, participant);
        const isSpared = until !== undefined && !isUrgent(deadline, until);
        return isSpared ? { ...target, notBefore: until } : target;
      }),
    ]),
  );
}

function sparedUntil(quiet: number | undefined, muted: readonly Muted[], participant: string) {
  const mute = muted.find((m) => m.participant === participant)?.until.getTime();
  const ends = [quiet, mute].filter((end) => end !== undefined);
  return ends.length > 0 ? Math.max(...ends) : undefined;
}

/** The alternate that the contact names, the diplomatic contacts of its State, and its mission, where it said how to tell that. */
function namedFor(
  state: BodyState,
  { participant, contact }: ToTell,
  mailbox: Mailbox | undefined,
  own: ReadonlyMap<string, OwnLadder>,
): Target[] {
  const office = findContact(state, contact)?.contact;
  const alternate = alternateIn(mailbox?.alternate ?? []);
  const isOwn = (id: string) =>
    findContact(state, id)?.participant === participant ||
    (office !== undefined && onDuty(state, participant, office).includes(id));
  const diplomatic = [...(state.directory.get(participant)?.contacts.values() ?? [])].filter(
    (c) => c.class === 'diplomatic' && c.contact !== contact,
  );
  return [
    ...(alternate !== undefined && isOwn(alternate) ? [{ rung: LATER[0], whom: alternate }] : []),
    ...diplomatic.map((c) => ({ rung: LATER[1], whom: c.contact })),
    ...(own.get(participant)?.address ? [{ rung: LATER[2], whom: MISSION }] : []),
  ];
}

/** Notices hold nothing of the message, nor who sent it. A person is told at the address of the office. */
async function tell(
  tx: Tx,
  record: ActRecord,
  { outbox, from, origin, onFailure }: Post,
  fresh: readonly Woken[],
  exercise: boolean,
): Promise<void> {
  const offices = fresh.map((w) => (w.whom.startsWith('con_') ? w.whom : w.contact));
  const mailboxes = await mailboxesOf(record, [...new Set(offices)]);
  const own = await ownLadders(tx, fresh);
  const notices = fresh.flatMap((w, i): Notice[] => {
    const { emails = [], languages = [] } = mailboxes.get(offices[i]!) ?? {};
    const addresses = w.whom === MISSION ? [own.get(w.participant)?.address ?? []].flat() : emails;
    const language = noticeLanguage(languages);
    const words = markedWords(wakingWords(w.rung, language, w.contact, origin), exercise, language);
    return addresses.map((to) => ({
      ...{ from, to, at: new Date(record.clock()), about: w.contact, ...words },
      id: `${WAKE} ${w.message} ${w.contact} ${w.rung} ${w.whom} ${to}`,
    }));
  });
  for (const refused of await writeNotices(outbox, notices)) onFailure?.(refused);
}

/** Whoever is woken in place of another is rung and pushed to as well, where that was switched on. */
async function ring(
  tx: Tx,
  record: ActRecord,
  fresh: readonly Woken[],
  deadline: string | undefined,
): Promise<void> {
  const now = record.clock();
  const isUrgent = isPressing(deadline, now);
  const offices = fresh.flatMap(({ whom, contact, message }) =>
    whom.startsWith('con_') ? [{ contact: whom, of: contact, message, isUrgent }] : [],
  );
  await ringFor(tx, offices, 'waiting', now);
  const people = fresh.flatMap(({ whom, contact, message }) =>
    whom.startsWith('per_') ? [{ contact, person: whom, message, isUrgent }] : [],
  );
  await pushFor(tx, record, [...offices, ...people], 'waiting');
}
