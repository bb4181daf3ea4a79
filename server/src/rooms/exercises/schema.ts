import { z } from 'zod';
import { asideId, instant, openedBy, sealedItem, seenItem } from '../asides/index.ts';

export const exerciseId = asideId;
export const newItem = sealedItem(true);
export const item = seenItem(true);

const summary = z.strictObject({
  exercise: z.string(),
  control: z.array(z.string()).describe('The States whose contacts read the plan'),
  opened: instant,
  openedBy,
});

export const exercises = z.strictObject({
  exercises: z.array(z.strictObject({ ...summary.shape, last: instant, items: z.int() })),
});
export const exercise = z.strictObject({
  ...summary.shape,
  mayRemove: z.boolean(),
  now: instant.describe('The clock of the host, by which the clock of the exercise runs'),
  items: z.array(item).describe('In the order in which they came'),
});
