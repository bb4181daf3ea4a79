import type { z } from 'zod';
import {
  type Asker,
  findOwn,
  type Keeping,
  listAsides,
  listItems,
  mayRemove,
  putItem,
  removeAside,
  type StoredAside,
  viewItem,
} from '../asides/index.ts';
import type { Record as ActRecord } from '../record/index.ts';
import { exercisesError } from './errors.ts';
import type { exercise, exercises, item, newItem } from './schema.ts';

const MEGABYTE = 1024 * 1024;
export const MOST = { opened: 100, items: 500, size: 16 * MEGABYTE, among: 8 } as const;
const FULL = {
  opened: { detail: `A participant opens ${MOST.opened} exercises at most.` },
  items: { detail: `An exercise has ${MOST.items} items at most.` },
  size: { detail: `All items of an exercise are ${MOST.size / MEGABYTE} megabytes at most.` },
  among: { detail: `${MOST.among} States at most control an exercise.` },
} as const;

const KEEPING: Keeping = {
  kinds: ['exercise'],
  most: MOST,
  refusals: {
    absent: () => exercisesError('not-found'),
    notAmong: () => exercisesError('not-of-control'),
    differs: () => exercisesError('item-differs'),
    notYours: () => exercisesError('not-yours-to-remove'),
    full: (what) => exercisesError('full', FULL[what]),
  },
};

export async function readExercises(
  record: ActRecord,
  participant: string,
): Promise<z.infer<typeof exercises>> {
  const rows = await listAsides(record.database.read, participant, KEEPING.kinds);
  return {
    exercises: rows.map(({ last, items, ...one }) => ({
      ...summarize(one),
      ...{ last: last.toISOString(), items },
    })),
  };
}

const summarize = ({ id, among, opened, openedBy }: StoredAside) => ({
  ...{ exercise: id, control: [...among], opened: opened.toISOString(), openedBy },
});

/** Throws `exercises.not-found`: absent and not-yours answer alike. */
export async function readExercise(
  record: ActRecord,
  asker: Asker,
  id: string,
): Promise<z.infer<typeof exercise>> {
  const { read } = record.database;
  const found = await findOwn(read, KEEPING, asker, id);
  return {
    ...summarize(found),
    mayRemove: mayRemove(record.held.now, asker, found),
    now: new Date(record.clock()).toISOString(),
    items: (await listItems(read, id)).map((one) => viewItem<true>(one)),
  };
}

/**
 * Puts a sealed item into its exercise, which the first one opens: the States that it is sealed to control it. The same
 * item again changes nothing. Throws `exercises.not-of-control`, `exercises.item-differs`,
 * `exercises.full`.
 */
export const putControlItem = async (
  record: ActRecord,
  asker: Asker,
  sealed: z.infer<typeof newItem>,
): Promise<z.infer<typeof item>> =>
  viewItem<true>(await putItem(record, KEEPING, asker, sealed, { kind: 'exercise', about: null }));

/**
 * Removes an exercise with everything that was sealed in it; what it sent stays on the record. Throws
 * `exercises.not-found`, `exercises.not-yours-to-remove`.
 */
export const removeExercise = (record: ActRecord, asker: Asker, id: string): Promise<void> =>
  removeAside(record, KEEPING, asker, id);
