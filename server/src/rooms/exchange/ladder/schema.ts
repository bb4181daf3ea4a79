import { z } from 'zod';
import { RUNGS } from './rules.ts';

const minutes = z.int().min(0).max(43_200).describe('Minutes after a message was received');
const times = z.strictObject({ alternate: minutes, diplomatic: minutes, mission: minutes });
const address = z
  .string()
  .max(320)
  .regex(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,253}$/)
  .describe('Where its mission is told; without it nobody is woken on that rung');

export const ownLadder = z.strictObject({ ...times.shape, address: address.optional() });
export const ladders = z.strictObject({
  body: times.describe('As the body adopted it'),
  own: ownLadder.optional().describe('What your State set for itself'),
  inForce: times.describe('What counts for your State: the shorter of both, rung by rung'),
});

/** What may be known of who was woken: the rung and the time to the sender, and to the own State who it was. */
export const woken = z.strictObject({
  rung: z.enum(RUNGS),
  at: z.string().describe('RFC 3339, UTC, three decimals'),
  whom: z.string().optional().describe('A contact, a person or `mission`: to its own State alone'),
});
