import type { z } from 'zod';
import type { Tx } from '../../platform/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { exercisesError } from './errors.ts';
import {
  type Asker,
  assertOfControl,
  MOST_EXERCISES,
  MOST_IN_CONTROL,
  MOST_ITEMS,
  mayRemove,
  statesOf,
} from './rules.ts';
import type { exercise, exercises, item } from './schema.ts';
import {
  countOpened,
  deleteExercise,
  findExercise,
  insertExercise,
  insertItem,
  listExercises,
  listItems,
  lockExercises,
  type SealedItem,
  type StoredExercise,
  type StoredItem,
} from './store.ts';

export async function readExercises(
  record: ActRecord,
  participant: string,
): Promise<z.infer<typeof exercises>> {
  const rows = await listExercises(record.database.read, participant);
  return {
    exercises: rows.map(({ last, items, ...one }) => ({
      ...summarize(one),
      ...{ last: last.toISOString(), items },
    })),
  };
}

const summarize = ({ id, control, opened, openedBy }: StoredExercise) => ({
  ...{ exercise: id, control: [...control], opened: opened.toISOString(), openedBy },
});

/** Throws `exercises.not-found`: absent and not-yours answer alike. */
export async function readExercise(
  record: ActRecord,
  asker: Asker,
  id: string,
): Promise<z.infer<typeof exercise>> {
  const { read } = record.database;
  const found = await findExercise(read, id);
  if (!found?.control.includes(asker.participant)) throw exercisesError('not-found');
  return {
    ...summarize(found),
    mayRemove: mayRemove(record.held.now, asker, found.openedBy),
    now: new Date(record.clock()).toISOString(),
    items: (await listItems(read, id)).map(viewItem),
  };
}

const viewItem = ({ number: _, size, received, to, ...i }: StoredItem): z.infer<typeof item> => ({
  ...i,
  to: [...to],
  index: size,
  received: received.toISOString(),
});

/**
 * Puts a sealed item into its exercise, which the first one opens: the States that it is sealed to control it. The same
 * item again changes nothing. Throws `exercises.not-found`, `exercises.not-of-control`, `exercises.item-differs`,
 * `exercises.full`.
 */
export async function putItem(
  record: ActRecord,
  asker: Asker,
  sealed: SealedItem,
): Promise<z.infer<typeof item>> {
  const state = await record.held.level(record.database.read);
  return record.database.transaction(async (tx) => {
    await lockExercises(tx);
    const { message, thread } = sealed.header;
    const found = await findExercise(tx, thread);
    const control = found?.control ?? statesOf(sealed);
    // Whether there is such an exercise is not for others to learn.
    if (!control.includes(asker.participant)) throw exercisesError(found ? 'not-found' : 'not-of-control');
    assertOfControl(state, asker, control, sealed);
    const received = new Date(record.clock());
    const items = found ? await listItems(tx, thread) : [];
    const before = items.find((one) => one.message === message);
    if (before) return viewItem(asSame(before, sealed));
    if (!found) await open(tx, { id: thread, control, openedBy: asker, opened: received });
    if (items.length >= MOST_ITEMS)
      throw exercisesError('full', { detail: `An exercise has ${MOST_ITEMS} items at most.` });
    const { person } = asker;
    const placed = { ...sealed, number: items.length, message, person, received, size: state.size };
    insertItem(tx, placed);
    return viewItem(placed);
  });
}

async function open(tx: Tx, exercise: StoredExercise): Promise<void> {
  if (exercise.control.length > MOST_IN_CONTROL)
    throw exercisesError('full', { detail: `${MOST_IN_CONTROL} States at most control an exercise.` });
  if ((await countOpened(tx, exercise.openedBy.participant)) >= MOST_EXERCISES)
    throw exercisesError('full', { detail: `A participant opens ${MOST_EXERCISES} exercises at most.` });
  insertExercise(tx, exercise);
}

function asSame(before: StoredItem, { ciphertext }: SealedItem): StoredItem {
  if (before.ciphertext === ciphertext) return before;
  throw exercisesError('item-differs');
}

/**
 * Removes an exercise with everything that was sealed in it; what it sent stays on the record. Throws
 * `exercises.not-found`, `exercises.not-yours-to-remove`.
 */
export async function removeExercise(record: ActRecord, asker: Asker, id: string): Promise<void> {
  const state = await record.held.level(record.database.read);
  await record.database.transaction(async (tx) => {
    await lockExercises(tx);
    const found = await findExercise(tx, id);
    if (!found?.control.includes(asker.participant)) throw exercisesError('not-found');
    if (!mayRemove(state, asker, found.openedBy)) throw exercisesError('not-yours-to-remove');
    deleteExercise(tx, id);
  });
}
