import { type BodyState, findContact, onDuty as rosterOf } from '@comity/acts';
import type { z } from 'zod';
import type { Reader, Tx } from '../../../platform/index.ts';
import type { Reader as Asker } from '../../people/index.ts';
import type { Record as ActRecord } from '../../record/index.ts';
import { directoryError } from '../errors.ts';
import { clockOf, isZone, minutesOf } from './clock.ts';
import { AHEAD, type Duty, dutyUntil, gapsIn, onDutyAt, type Plan } from './rules.ts';
import type { duty, newHandover, plan } from './schema.ts';
import {
  deletePlan,
  dropOldHandovers,
  insertHandover,
  listHandovers,
  listPlans,
  listTaken,
  lockDuty,
  markConfirmed,
  markWithdrawn,
  putPlan,
  type StoredHandover,
} from './store.ts';

const SHOWN = 20;
const KEPT = 200;

type DutyView = z.infer<typeof duty>;

interface Office {
  readonly contact: string;
  readonly participant: string;
  /** People of its roster who still act for the State. */
  readonly roster: readonly string[];
}

/** A contact of the asker's own State. Throws `directory.contact-not-found` for one of others, like for one that is not there. */
function officeOf(state: BodyState, asker: Asker, contact: string): Office {
  const found = findContact(state, contact);
  if (found?.participant !== asker.participant) throw directoryError('contact-not-found');
  return {
    contact,
    participant: asker.participant,
    roster: rosterOf(state, asker.participant, found.contact),
  };
}

const level = (record: ActRecord) => record.held.level(record.database.read);

export async function readDuty(record: ActRecord, asker: Asker, contact: string): Promise<DutyView> {
  const state = await level(record);
  const office = officeOf(state, asker, contact);
  const { read } = record.database;
  const handovers = await listHandovers(read, contact, SHOWN);
  const held = await dutyOf(read, office, handovers);
  const now = record.clock();
  return {
    ...{ contact, roster: [...office.roster] },
    ...nowView(held, now),
    ...(held.plan ? { plan: viewPlan(held.plan) } : {}),
    gaps: gapsAhead(held, now).map((g) => ({ from: iso(g.from), until: iso(g.until) })),
    handovers: handovers.map(viewHandover),
    mayPlan: mayPlan(state, asker, office),
    ...(asker.person ? { me: asker.person } : {}),
  };
}

/** Everything that says who is on duty, from what is kept. */
async function dutyOf(
  read: Reader,
  { contact, roster }: Office,
  handovers: readonly StoredHandover[],
): Promise<Duty> {
  const [held] = await listPlans(read, [contact]);
  const taken = handovers
    .flatMap(({ to, confirmed }) => (confirmed ? [{ person: to, at: confirmed.getTime() }] : []))
    .sort((a, b) => b.at - a.at);
  return { plan: held && { zone: held.zone, slots: held.slots }, taken, roster };
}

/** Where nothing was ever said of its duty, nothing is missing. */
export const gapsAhead = (held: Duty, now: number) =>
  held.plan || held.taken.length > 0 ? gapsIn(held, now, now + AHEAD) : [];

function nowView(held: Duty, at: number): Pick<DutyView, 'now'> {
  const now = onDutyAt(held, at);
  if (!now) return {};
  const until = dutyUntil(held, at, at + 7 * 24 * 3_600_000);
  return { now: { ...now, ...(until === undefined ? {} : { until: iso(until) }) } };
}

const iso = (ms: number) => new Date(ms).toISOString();
const viewPlan = ({ zone, slots }: Plan): z.infer<typeof plan> => ({
  zone,
  slots: slots.map((s) => ({
    person: s.person,
    days: [...s.days],
    from: clockOf(s.from),
    to: clockOf(s.to),
  })),
});

const viewHandover = (h: StoredHandover): DutyView['handovers'][number] => ({
  ...{ handover: h.id, to: h.to, handed: h.handed.toISOString(), index: h.size },
  ...(h.from === null ? {} : { from: h.from }),
  ...(h.confirmed ? { confirmed: h.confirmed.toISOString() } : {}),
  ...(h.withdrawn ? { withdrawn: h.withdrawn.toISOString() } : {}),
  ...(h.note ? { note: h.note } : {}),
});

/** Those on the roster, whoever holds the authority for the directory, the administrators and the root. */
function mayPlan(state: BodyState, { participant, person }: Asker, { roster }: Office): boolean {
  if (person === undefined || roster.includes(person)) return true;
  const seat = state.seats.get(participant);
  return (
    seat?.administrators.includes(person) === true ||
    seat?.people.get(person)?.authorities.has('directory') === true
  );
}

/** Throws `directory.not-on-roster`, `directory.bad-duty-plan`. */
export async function setPlan(
  record: ActRecord,
  asker: Asker,
  contact: string,
  { zone, slots }: z.infer<typeof plan>,
): Promise<void> {
  const state = await level(record);
  const office = officeOf(state, asker, contact);
  if (!mayPlan(state, asker, office)) throw directoryError('not-on-roster');
  const stranger = slots.find((s) => !office.roster.includes(s.person));
  if (stranger) throw directoryError('bad-duty-plan', { detail: `${stranger.person} is not on the roster.` });
  if (!isZone(zone)) throw directoryError('bad-duty-plan', { detail: 'The time zone is not known.' });
  const kept = slots.map((s) => ({
    ...{ person: s.person, days: [...new Set(s.days)].sort() },
    ...{ from: minutesOf(s.from), to: minutesOf(s.to) },
  }));
  await record.database.transaction(async (tx) => {
    await lockDuty(tx, contact);
    putPlan(tx, { contact, participant: office.participant, zone, slots: kept });
  });
}

/** No schedule from now on: whoever took over is on duty until the next one does. */
export async function endPlan(record: ActRecord, asker: Asker, contact: string): Promise<void> {
  const state = await level(record);
  const office = officeOf(state, asker, contact);
  if (!mayPlan(state, asker, office)) throw directoryError('not-on-roster');
  await record.database.transaction(async (tx) => deletePlan(tx, contact));
}

/**
 * Whoever is on the roster hands over to somebody who is, or takes over. The one before is on duty until the next confirms;
 * one who takes over has confirmed. The same hand-over again changes nothing; another one takes the place of what waits.
 */
export async function handOver(
  record: ActRecord,
  asker: Asker,
  contact: string,
  { handover: id, to, note }: z.infer<typeof newHandover>,
): Promise<void> {
  const state = await level(record);
  const office = officeOf(state, asker, contact);
  assertOnRoster(office, asker.person);
  assertOnRoster(office, to);
  const { from } = note?.header ?? {};
  if (from && (from.contact !== contact || from.participant !== asker.participant))
    throw directoryError('bad-handover-note');
  await record.database.transaction(async (tx) => {
    await lockDuty(tx, contact);
    const before = await listHandovers(tx, contact, KEPT);
    if (before.some((h) => h.id === id)) return;
    const at = new Date(record.clock());
    const now = onDutyAt(await dutyOf(tx, office, before), at.getTime());
    markWithdrawn(tx, contact, at);
    const handed = { id, contact, from: now?.person ?? null, to, handed: at, size: state.size };
    insertHandover(tx, { ...handed, note: note ?? null });
    if (to === asker.person) markConfirmed(tx, id, at);
    dropOldHandovers(tx, contact, KEPT);
  });
}

/** Throws `directory.not-on-roster` for anybody who is not. */
function assertOnRoster({ roster }: Office, person: string | undefined): void {
  if (person === undefined || !roster.includes(person)) throw directoryError('not-on-roster');
}

/** The next person confirms: on duty from now on. Throws `directory.handover-not-open`. */
export async function confirmHandover(
  record: ActRecord,
  asker: Asker,
  contact: string,
  id: string,
): Promise<void> {
  const office = officeOf(await level(record), asker, contact);
  assertOnRoster(office, asker.person);
  await record.database.transaction(async (tx) => {
    const found = await openHandover(tx, contact, id, asker);
    if (found.to !== asker.person)
      throw directoryError('handover-not-open', { detail: 'Another person was asked to confirm it.' });
    if (!found.confirmed) markConfirmed(tx, id, new Date(record.clock()));
  });
}

/** Whoever is on the roster takes back what nobody has confirmed. Throws `directory.handover-not-open`. */
export async function withdrawHandover(
  record: ActRecord,
  asker: Asker,
  contact: string,
  id: string,
): Promise<void> {
  const office = officeOf(await level(record), asker, contact);
  assertOnRoster(office, asker.person);
  await record.database.transaction(async (tx) => {
    const found = await openHandover(tx, contact, id, asker);
    if (found.confirmed) throw directoryError('handover-not-open', { detail: 'It was confirmed.' });
    markWithdrawn(tx, contact, new Date(record.clock()), id);
  });
}

/** One that was not withdrawn; to its own person one that was confirmed may be confirmed again, which changes nothing. */
async function openHandover(tx: Tx, contact: string, id: string, asker: Asker): Promise<StoredHandover> {
  await lockDuty(tx, contact);
  const found = (await listHandovers(tx, contact, KEPT)).find((h) => h.id === id);
  if (!found || found.withdrawn || (found.confirmed && found.to !== asker.person))
    throw directoryError('handover-not-open');
  return found;
}

/** Who is on duty now, of contacts for which that was said: by contact. */
export async function peopleOnDuty(
  read: Reader,
  state: BodyState,
  contacts: readonly string[],
  now: number,
): Promise<Map<string, string>> {
  const plans = new Map((await listPlans(read, contacts)).map((p) => [p.contact, p]));
  const taken = new Map((await listTaken(read, contacts)).map((t) => [t.contact, t]));
  const found = contacts.flatMap((contact) => {
    const owner = findContact(state, contact);
    const last = taken.get(contact);
    const held = owner && {
      plan: plans.get(contact),
      taken: last ? [{ person: last.person, at: last.at.getTime() }] : [],
      roster: rosterOf(state, owner.participant, owner.contact),
    };
    const person = held && onDutyAt(held, now)?.person;
    return person === undefined ? [] : [[contact, person] as const];
  });
  return new Map(found);
}
