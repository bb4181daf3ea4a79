import { type BodyState, findContact, onDuty as rosterOf } from '@comity/acts';
import { type Post, type Reader, writeNotices } from '../../../platform/index.ts';
import { type Record as ActRecord, keepUp } from '../../record/index.ts';
import { mailboxesOf } from '../addresses.ts';
import { noticeLanguage } from '../notice-texts.ts';
import { takeNotices } from '../store.ts';
import { gapsAhead } from './actions.ts';
import { type AlarmKind, alarmWords } from './notice-texts.ts';
import { UNCONFIRMED_FOR } from './rules.ts';
import { listPlans, listTaken, listWaiting } from './store.ts';

const EVERY = 5 * 60_000;

/** Tells contacts, once each, that nobody will be on duty, and that a hand-over waits. */
export function keepDuty(record: ActRecord, post: Post) {
  return keepUp(record, () => alarmNow(record, post), {
    ...{ delay: 1000, every: EVERY, atOnce: true },
    calledBy: () => false,
    onFailure: (error) => post.onFailure?.(error),
  });
}

interface Alarm {
  readonly id: string;
  readonly contact: string;
  readonly what: AlarmKind;
  readonly at: string;
}

/** What is on disk before it is noted as told is written anew after a crash as the same files. */
export async function alarmNow(record: ActRecord, post: Post): Promise<void> {
  const state = await record.held.level(record.database.read);
  const now = record.clock();
  const due = [
    ...(await gapAlarms(record.database.read, state, now)),
    ...(await handoverAlarms(record.database.read, state, now)),
  ];
  if (due.length === 0) return;
  const mailboxes = await mailboxesOf(record, [...new Set(due.map((alarm) => alarm.contact))]);
  const told = due.filter(({ contact }) => (mailboxes.get(contact)?.emails.length ?? 0) > 0);
  const { outbox, from, origin, onFailure } = post;
  await record.database.transaction(async (tx) => {
    const ids = told.map(({ id }) => id);
    const fresh = await takeNotices(tx, ids, new Date(now));
    const notices = told
      .filter(({ id }) => fresh.has(id))
      .flatMap((alarm) => {
        const { emails = [], languages = [] } = mailboxes.get(alarm.contact) ?? {};
        return emails.map((to) => ({
          ...{ from, to, at: new Date(now), about: alarm.contact, id: `${alarm.id} ${to}` },
          ...alarmWords(alarm.what, noticeLanguage(languages), { ...alarm, origin }),
        }));
      });
    for (const refused of await writeNotices(outbox, notices)) onFailure?.(refused);
  });
}

/** The first gap ahead of each contact that has a schedule: the next one is told of when that is mended or over. */
async function gapAlarms(read: Reader, state: BodyState, now: number): Promise<Alarm[]> {
  const plans = await listPlans(read, 'all');
  const taken = await listTaken(
    read,
    plans.map(({ contact }) => contact),
  );
  return plans.flatMap((plan) => {
    const { contact } = plan;
    const found = findContact(state, contact);
    if (!found) return [];
    const last = taken.find((t) => t.contact === contact);
    const [gap] = gapsAhead(
      {
        plan,
        taken: last ? [{ person: last.person, at: last.at.getTime() }] : [],
        roster: rosterOf(state, found.participant, found.contact),
      },
      now,
    );
    if (!gap) return [];
    // While nobody is on duty the gap begins now, at every look: it is the same one as long as it ends at the same time.
    const name = gap.from === now ? `until ${gap.until < now + HORIZON ? gap.until : 'open'}` : gap.from;
    const at = new Date(gap.from).toISOString();
    return [{ id: `duty gap ${contact} ${name}`, contact, what: 'gap' as const, at }];
  });
}
/** A gap that reaches beyond what was looked at has no end that could name it. */
const HORIZON = 71 * 3_600_000;

async function handoverAlarms(read: Reader, state: BodyState, now: number): Promise<Alarm[]> {
  const waiting = await listWaiting(read, new Date(now - UNCONFIRMED_FOR));
  return waiting
    .filter(({ contact }) => findContact(state, contact) !== undefined)
    .map(({ id, contact, handed }) => ({
      ...{ id: `duty handover ${id}`, contact, what: 'handover' as const },
      at: handed.toISOString(),
    }));
}
