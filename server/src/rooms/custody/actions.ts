import { findContact, type SealingKey } from '@comity/acts';
import type { Record as ActRecord } from '../record/index.ts';
import { CertifiedAt } from './certified.ts';
import { custodyError } from './errors.ts';
import { drillDue, FIRST_RULE, isTooSeldom, keepFrom, keptDays, mayRule, rotationDue } from './rules.ts';
import type { CustodyView, NewNote, NewRule, Wraps } from './schema.ts';
import {
  deleteWraps,
  findRule,
  findWraps,
  insertNote,
  listNotes,
  listWrapped,
  lockRule,
  putRule,
  putWraps,
  type StoredNote,
  type StoredRule,
} from './store.ts';

/** Somebody of a State: a person, or `root`. */
export interface Asker {
  readonly participant: string;
  readonly person: string;
}

const NOTES_SHOWN = 200;
const certifiedAt = new CertifiedAt();
const iso = (at: number | Date): string => new Date(at).toISOString();

/** How the asker's own State keeps its keys: settings, what is due, what was noted. */
export async function readCustody(record: ActRecord, { participant, person }: Asker): Promise<CustodyView> {
  const state = await record.held.level(record.database.read);
  const { read } = record.database;
  const now = record.clock();
  const list = state.directory.get(participant);
  const [rule, notes, wrapped] = await Promise.all([
    findRule(read, participant),
    listNotes(read, participant, NOTES_SHOWN),
    listWrapped(read, participant),
  ]);
  const { drillDays, rotateDays } = rule ?? FIRST_RULE;
  const wraps = new Map(wrapped.map(({ contact, put }) => [contact, iso(put)]));
  const view = async (held: SealingKey, dueOf: (certified: number) => number) => {
    const certified = await certifiedAt.of(record, held);
    return viewKey(held, certified, dueOf(certified), now);
  };
  const drilled = list?.recovery && lastDrill(notes, list.recovery);
  const keys = [...(list?.contacts.values() ?? [])].flatMap((c) => (c.key ? [{ ...c, key: c.key }] : []));
  return {
    rule: viewRule(rule, now),
    ...(list?.recovery
      ? {
          recovery: {
            ...(await view(list.recovery, (at) => drillDue(at, drilled, drillDays))),
            ...(drilled === undefined ? {} : { drilled: iso(drilled) }),
          },
        }
      : {}),
    keys: await Promise.all(
      keys.map(async ({ contact, key }) => ({
        ...{ contact, demanded: key.hybrid?.demanded ?? false },
        ...(await view(key, (at) => rotationDue(at, rotateDays))),
        ...(wraps.has(contact) ? { wraps: wraps.get(contact)! } : {}),
      })),
    ),
    mayRule: mayRule(state, participant, person),
    notes: notes.map(viewNote),
  };
}

const viewKey = ({ key, hybrid, expires }: SealingKey, certified: number, due: number, now: number) => ({
  fingerprint: key.fingerprint,
  certified: iso(certified),
  postQuantum: hybrid !== undefined,
  ...(expires ? { expires } : {}),
  due: iso(due),
  isOverdue: due <= now,
});

const lastDrill = (notes: readonly StoredNote[], { key }: SealingKey): number | undefined =>
  notes.find((n) => n.kind === 'drilled' && n.subject === key.fingerprint)?.noted.getTime();

function viewRule(rule: StoredRule | undefined, now: number): CustodyView['rule'] {
  if (!rule) return { ...FIRST_RULE, isSet: false };
  const { drillDays, rotateDays, keepDays, keepFrom: from } = rule;
  return {
    drillDays,
    rotateDays,
    isSet: true,
    ...(keepDays === null ? {} : { keepDays }),
    ...(now < from.getTime() ? { keepFrom: iso(from) } : {}),
  };
}

const viewNote = ({ witness, noted, ...n }: StoredNote): CustodyView['notes'][number] => ({
  ...n,
  ...(witness === null ? {} : { witness }),
  noted: iso(noted),
});

/** Sets how a State keeps its keys. Throws `custody.too-seldom`, `custody.not-yours-to-set`. */
export async function setRule(record: ActRecord, asker: Asker, wish: NewRule): Promise<void> {
  if (isTooSeldom(wish)) throw custodyError('too-seldom');
  const state = await record.held.level(record.database.read);
  const { participant, person } = asker;
  if (!mayRule(state, participant, person)) throw custodyError('not-yours-to-set');
  await record.database.transaction(async (tx) => {
    await lockRule(tx, participant);
    const now = record.clock();
    const before = await findRule(tx, participant);
    const held = before && keptDays(before, now);
    putRule(tx, {
      ...{ participant, person, since: new Date(now) },
      ...{ drillDays: wish.drillDays, rotateDays: wish.rotateDays, keepDays: wish.keepDays ?? null },
      keepBefore: held ?? null,
      keepFrom: new Date(keepFrom(before, wish.keepDays, now)),
    });
  });
}

/** Notes what was tried or done with a key, in the name of who says so. It proves nothing to anybody else. */
export const noteCustody = async (
  record: ActRecord,
  { participant, person }: Asker,
  wish: NewNote,
): Promise<void> =>
  record.database.transaction(async (tx) =>
    insertNote(tx, participant, { ...wish, person, noted: new Date(record.clock()) }),
  );

/** What a contact of the asker's State wrapped again; undefined where there is none, or it is of another State. */
export const readWraps = (
  record: ActRecord,
  { participant }: Asker,
  contact: string,
): Promise<Wraps | undefined> => findWraps(record.database.read, participant, contact);

/** Keeps what a contact wrapped again; what was there before is replaced. Throws `custody.not-own-contact`. */
export async function keepWraps(record: ActRecord, asker: Asker, file: Wraps): Promise<void> {
  await assertKeeps(record, asker, file.contact);
  const { participant } = asker;
  const { from } = file.header;
  if (from.participant !== participant || from.contact !== file.contact)
    throw custodyError('not-own-contact');
  await record.database.transaction(async (tx) => putWraps(tx, participant, file, new Date(record.clock())));
}

/** Removes it: what was sealed to former keys closes for good. Throws `custody.not-own-contact`. */
export async function removeWraps(record: ActRecord, asker: Asker, contact: string): Promise<void> {
  await assertKeeps(record, asker, contact);
  await record.database.transaction(async (tx) => deleteWraps(tx, asker.participant, contact));
}

/** Who is on duty at a contact keeps what opens its messages; an administrator or the root may too. */
async function assertKeeps(
  record: ActRecord,
  { participant, person }: Asker,
  contact: string,
): Promise<void> {
  const state = await record.held.level(record.database.read);
  const found = findContact(state, contact);
  const isOwn = found?.participant === participant;
  if (isOwn && (mayRule(state, participant, person) || found.contact.roster.includes(person))) return;
  throw custodyError('not-own-contact');
}
