import { z } from 'zod';
import { ring } from '../rings/index.ts';

export const pushService = z.strictObject({
  host: z.string().describe('Host of its addresses; `*.` before it: whatever is below'),
  whose: z
    .string()
    .describe('Whose service it is: they learn that something waits in this browser, and when'),
});

export const pushed = z.strictObject({
  push: z.string(),
  host: z.string().describe('Host of the address; the address itself is shown to nobody'),
  whose: z
    .string()
    .optional()
    .describe('Absent where the operator allows the service no more: nothing is sent'),
  digest: z.string().describe('SHA-256 of the address, hex: by it a browser knows which one it is'),
  wish: ring.shape.wish,
  since: z.string(),
  last: z
    .strictObject({
      at: z.string(),
      outcome: z.enum(['sent', 'refused', 'not-reached']),
      says: z.string(),
    })
    .optional()
    .describe('What came of the last one'),
});

export const pushes = z.strictObject({
  key: z
    .string()
    .optional()
    .describe(
      'What a browser subscribes with (RFC 8292), base64url; absent where the operator allows no service',
    ),
  services: z.array(pushService).describe('The services that the operator allows'),
  pushes: z.array(pushed).describe('Your own browsers'),
});

export const newPush = z.strictObject({
  endpoint: z.string().min(1).max(1000).describe('As the browser gave it; a secret'),
  wish: z
    .enum(['urgent', 'always'])
    .default('urgent')
    .describe('Only for what cannot wait (a deadline within twelve hours), or for every message'),
});
