import { newId } from '@comity/acts';
import type { Attachment, Sealed, SealInput } from '@comity/seal';
import {
  type Exercise,
  type ExerciseItem,
  exerciseIdOf,
  exerciseOf,
  exerciseText,
  type Fate,
  fateIn,
  type Inject,
  idsFor,
} from '@comity/seal/exercising';
import type { TrustedBody } from './acting.ts';
import { asidePosted } from './asides.ts';
import { type Connection, dataOf, send } from './connection.ts';
import type { paths } from './generated/api.ts';
import {
  type DirectoryContact,
  keysFor,
  type OpenOne,
  openThread,
  readDirectory,
  readThread,
} from './messages.ts';

export { asidePosted, readingOfAside } from './asides.ts';

/** An exercise as the host keeps it for those who control it: sealed items, off the record. */
export type StoredExercise =
  paths['/api/exercises/{exercise}']['get']['responses']['200']['content']['application/json'];
export type SealedExerciseItem = StoredExercise['items'][number];
export type ExerciseThread =
  paths['/api/exercises/threads']['get']['responses']['200']['content']['application/json']['threads'][number];

export const listExercises = async (reader: Connection) =>
  dataOf(await reader.api.GET('/api/exercises')).exercises;

export const readExercise = async (reader: Connection, exercise: string): Promise<StoredExercise> =>
  dataOf(await reader.api.GET('/api/exercises/{exercise}', { params: { path: { exercise } } }));

/** Removes the plan, the clock and the notes. What was sent stays on the record. */
export async function removeExercise(reader: Connection, exercise: string): Promise<void> {
  await send(reader, `/api/exercises/${exercise}`, { method: 'DELETE' });
}

/** Threads of exercises, newest first: the first page of them, or what came before an entry. */
export const listExerciseThreads = async (
  reader: Connection,
  query: { before?: number; limit?: number } = {},
) => dataOf(await reader.api.GET('/api/exercises/threads', { params: { query } }));

/** The contacts of those who control an exercise: everybody who reads its plan. */
export async function controlContacts(
  reader: Connection,
  control: readonly string[],
): Promise<DirectoryContact[]> {
  const all = await readDirectory(reader);
  return all.filter((c) => control.includes(c.participant) && c.key !== undefined);
}

/** An item on its way. */
export interface ControlWriting {
  readonly item: ExerciseItem;
  readonly title: string;
  readonly language: string;
  /** Contacts of control: the writer's own State among them. */
  readonly to: readonly DirectoryContact[];
  /** Absent: it opens an exercise. */
  readonly exercise?: string;
  /** The id of the last message that its writer opened here. */
  readonly previous?: string;
}

type ReadHybrid = Parameters<typeof keysFor>[4];

const MARKING = { scheme: 'TLP', label: 'AMBER' } as const;

/** Everything that sealing an item takes but who signs it. Throws `ExerciseError`, `KeyUnavailable`. */
export async function controlItemToSeal(
  reader: Connection,
  { body }: TrustedBody,
  own: DirectoryContact,
  { item, title, language, to, exercise, previous }: ControlWriting,
  readHybrid?: ReadHybrid,
): Promise<Omit<SealInput, 'signer'>> {
  const text = exerciseText(item);
  const at = new Date();
  return {
    ...(await keysFor(reader, own, to, at.getTime(), readHybrid)),
    ...{ body, message: newId('msg'), thread: exercise ?? beginsAs(body, own, to, item) },
    ...(previous === undefined ? {} : { previous }),
    ...{ type: exercise === undefined ? 'notification' : 'reply', exercise: true, marking: MARKING },
    ...{ language, subject: title, text, at: at.toISOString() },
  };
}

/** The id of the exercise that an item opens. */
function beginsAs(
  body: string,
  own: DirectoryContact,
  to: readonly DirectoryContact[],
  item: ExerciseItem,
): string {
  if (item.kind !== 'exercise') throw new TypeError('An exercise begins with what it is.');
  const control = [...new Set([own, ...to].map(({ participant }) => participant))].sort();
  return exerciseIdOf(body, control, item.seed);
}

/** Puts a sealed item into its exercise. Sent again, it changes nothing. */
export async function putControlItem(reader: Connection, sealed: Sealed): Promise<SealedExerciseItem> {
  return dataOf(await reader.api.POST('/api/exercises', { body: asidePosted(sealed, true as const) }));
}

export interface OpenedExercise {
  /** Undefined where its beginning cannot be opened here. */
  readonly exercise: Exercise | undefined;
  /** The id of the last item that could be opened: what the next one follows. */
  readonly last?: string;
}

/** Opens the items of an exercise in order, each held against those before it. */
export async function openExercise(
  openOne: OpenOne<SealedExerciseItem>,
  id: string,
  items: readonly SealedExerciseItem[],
): Promise<OpenedExercise> {
  const opened = await openThread(openOne, items);
  const last = opened.findLast(([, { kind }]) => kind === 'bound')?.[1];
  return {
    exercise: exerciseOf(
      id,
      opened.map(([{ received }, one]) => ({ opened: one, received: Date.parse(received) })),
    ),
    ...(last?.kind === 'bound' ? { last: last.messageId } : {}),
  };
}

/**
 * To whom an inject goes: one contact, and a contact of each other State of control, which sees what is answered. Nobody,
 * where the contact is not in the directory or has no key.
 */
export function addressees(
  directory: readonly DirectoryContact[],
  control: readonly string[],
  own: DirectoryContact,
  contact: string,
): DirectoryContact[] {
  const withKey = directory.filter((c) => c.key !== undefined);
  const others = control.filter((participant) => participant !== own.participant);
  const first = (participant: string) => withKey.find((c) => c.participant === participant);
  const player = withKey.find((c) => c.contact === contact);
  const to = player ? [player, ...others.map(first)] : [];
  return [...new Map(to.flatMap((c) => (c ? [[c.contact, c] as const] : []))).values()];
}

/** The next full hour after so many hours, as deadlines are. */
const deadlineIn = (hours: number, now: number): string =>
  new Date(Math.ceil(now / 3_600_000 + hours) * 3_600_000).toISOString();

/** An inject on its way to one contact. */
export interface InjectWriting {
  readonly exercise: Pick<Exercise, 'seed'>;
  readonly inject: Inject;
  readonly contact: string;
  /** See `addressees`. */
  readonly to: readonly DirectoryContact[];
  readonly attachments?: readonly Attachment[];
}

/** Everything that sealing an inject takes but who signs it: made when it is due, with the keys of then. */
export async function injectToSeal(
  reader: Connection,
  { body }: TrustedBody,
  own: DirectoryContact,
  { exercise, inject, contact, to, attachments = [] }: InjectWriting,
  readHybrid?: ReadHybrid,
): Promise<Omit<SealInput, 'signer'>> {
  const at = new Date();
  const { id, type, language, subject, text, asks, hours } = inject;
  return {
    ...(await keysFor(reader, own, to, at.getTime(), readHybrid)),
    ...{ body, ...idsFor(exercise, id, contact), type, exercise: true, marking: MARKING },
    ...{ language, subject, text, at: at.toISOString() },
    ...(asks?.length ? { asks } : {}),
    ...(hours === undefined ? {} : { deadline: deadlineIn(hours, at.getTime()) }),
    ...(attachments.length ? { attachments } : {}),
  };
}

/** Somebody else of control sent it a moment before: the rules take each message once. */
export const wasSentBefore = (error: unknown): boolean =>
  (error as { rule?: string }).rule === 'exchange.message-once';

/** Which of these threads are there for the reader's State. */
async function findThreads(reader: Connection, wanted: ReadonlySet<string>): Promise<Set<string>> {
  const found = new Set<string>();
  for (let before: number | undefined; found.size < wanted.size; ) {
    const query = { limit: 200, ...(before === undefined ? {} : { before }) };
    const { threads, next } = await listExerciseThreads(reader, query);
    for (const { thread } of threads) if (wanted.has(thread)) found.add(thread);
    if (next === undefined) break;
    before = next;
  }
  return found;
}

/**
 * What became of every inject at every contact, as the host shows the threads to this reader. A thread that is not there
 * was not sent. `participants` says whose contact each is.
 */
export async function readFates(
  reader: Connection,
  exercise: Pick<Exercise, 'seed' | 'injects'>,
  participants: ReadonlyMap<string, string>,
): Promise<Fate[]> {
  const planned = exercise.injects.flatMap(({ id, to }) =>
    to.map((contact) => ({ inject: id, contact, ...idsFor(exercise, id, contact) })),
  );
  const there = await findThreads(reader, new Set(planned.map(({ thread }) => thread)));
  return Promise.all(
    planned.map(async ({ inject, contact, message, thread }) => {
      const found = there.has(thread) ? await readThread(reader, thread) : { messages: [] };
      const participant = participants.get(contact) ?? '';
      return { inject, contact, participant, ...fateIn(found, { message, contact }) };
    }),
  );
}

/** An inject that is due and was not sent, with the contact that it is for. */
export const dueNow = (
  exercise: Exercise,
  fates: readonly Fate[],
  isDue: (inject: Inject) => boolean,
): { inject: Inject; contact: string }[] =>
  exercise.injects
    .filter(isDue)
    .flatMap((inject) =>
      inject.to
        .filter((contact) =>
          fates.every((f) => f.inject !== inject.id || f.contact !== contact || f.sent === undefined),
        )
        .map((contact) => ({ inject, contact })),
    );
