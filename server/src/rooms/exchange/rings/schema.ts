import { z } from 'zod';
import { wayTest } from '../../directory/index.ts';

export const service = z.strictObject({
  service: z.string(),
  way: z.enum(['sms', 'call', 'hook']).describe('A text message, a call that speaks, or anything else'),
  whose: z.string().describe('Whose service it is: numbers entered for it are handed to them'),
  host: z.string().describe('Where this host posts to'),
});

export const ring = z.strictObject({
  ring: z.string(),
  service: z.string(),
  way: service.shape.way.optional(),
  whose: z.string().optional().describe('Absent where the operator has the service no more: nothing is rung'),
  destination: z.string(),
  wish: z.enum(['urgent', 'always']),
  isProven: z
    .boolean()
    .describe('False until the code that was rung there is given back: nothing is rung before'),
  tests: z.array(wayTest).describe('What came of it, newest first'),
});

const line = z
  .string()
  .min(1)
  .max(200)
  .regex(/^\P{Cc}*$/u);
export const newRing = z.strictObject({
  service: z.string().max(32),
  destination: line.describe('A number such as +00 1 234 567, or what the service calls it'),
  wish: z
    .enum(['urgent', 'always'])
    .default('urgent')
    .describe('Only for what cannot wait (a deadline within twelve hours), or for every message'),
});
export const ringCode = z.strictObject({ code: z.string().max(40) });
