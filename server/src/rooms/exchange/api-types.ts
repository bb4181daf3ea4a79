import { LADDER, messageRulesOf } from '@comity/acts';
import { z } from 'zod';
import type { Http } from '../../platform/index.ts';
import type { Record as ActRecord } from '../record/index.ts';

const names = z.record(z.string(), z.string()).describe('By language');
const messageType = z.strictObject({
  type: z.string(),
  names,
  means: names,
  fields: z.array(z.string()),
  answersOnly: z.literal(true).optional().describe('No thread begins with it'),
  answers: z.array(z.string()).optional().describe('Which types it may answer; absent: every type'),
  exercise: z.literal(true).optional().describe('In exercises only'),
});
const messageField = z.strictObject({
  field: z.string(),
  names,
  many: z.literal(true).optional().describe('More than one of its codes may apply'),
  codes: z.array(z.strictObject({ code: z.string(), names })),
});
const minutes = z.int().describe('Minutes after a message was received');

const types = z.strictObject({
  adopted: z.boolean().describe('False where the rules of the body say nothing of messages'),
  types: z.array(messageType),
  fields: z.array(messageField),
  ladder: z.strictObject({ alternate: minutes, diplomatic: minutes, mission: minutes }),
});

/** What the rules in force say of messages. The host learns of no message which type it has: both ends keep these. */
export function typesApi(app: Http, record: ActRecord): void {
  app.get(
    '/api/exchange/types',
    {
      config: { access: 'public' },
      schema: {
        summary: 'The types of messages, what their forms ask, and whom an unacknowledged one wakes',
        tags: ['exchange'],
        response: { 200: types },
      },
    },
    async () => {
      const { rules } = await record.held.level(record.database.read);
      const { types, fields, ladder = LADDER } = messageRulesOf(rules);
      return { adopted: rules.messages !== undefined, types, fields, ladder };
    },
  );
}
