import { z } from 'zod';

/** What is said beside a decision and done by it, as it is shown. */

const time = z.string().describe('RFC 3339, UTC');
const by = { act: z.string(), at: time, participant: z.string(), person: z.string().optional() };
const paragraphs = z.array(z.string()).optional();
const file = z.strictObject({ sha256: z.string(), size: z.int() });

export const statement = z.strictObject({
  ...by,
  kind: z.enum(['dissociation', 'explanation', 'reservation']),
  paragraphs,
  text: z.strictObject({ language: z.string(), file }).optional(),
  before: z.boolean().describe('Said before the procedure was closed'),
  ended: z.strictObject({ by: z.string(), at: time }).optional().describe('Withdrawn by its State'),
});

const mandateState = z.enum(['given', 'under-way', 'done', 'ended']);
export const mandate = z.strictObject({
  ...by,
  mandate: z.string(),
  titles: z.record(z.string(), z.string()),
  owner: z.union([
    z.strictObject({ office: z.enum(['chair', 'facilitator', 'secretary']) }),
    z.strictObject({ participant: z.string() }),
    z.strictObject({ body: z.literal(true) }),
  ]),
  paragraphs,
  text: file.optional(),
  due: time.optional(),
  overdue: z.boolean().describe('Its date has passed, and it is neither done nor ended'),
  state: mandateState,
  moves: z.array(
    z.strictObject({ ...by, state: mandateState, due: time.optional(), note: z.string().optional() }),
  ),
});

const circulated = z.strictObject({
  act: z.string(),
  by: z.enum(['e-mail', 'letter', 'note-verbale', 'portal']),
  sent: time,
  note: z.strictObject({ number: z.string(), sha256: z.string().optional() }).optional(),
});
export const delivery = z
  .array(
    z.strictObject({
      participant: z.string(),
      sent: z.array(circulated).describe('What the secretariat says that it sent'),
      acknowledged: z
        .strictObject({ act: z.string(), at: time })
        .optional()
        .describe('What the State itself says'),
    }),
  )
  .describe(
    'Evidence that the draft reached each State. Who reads is not watched: a State gives what it wants to',
  );

export const compendium = z.strictObject({
  procedure: z.string(),
  subject: z.record(z.string(), z.unknown()).describe('As the act that opened it says'),
  outcome: z.enum(['adopted', 'broken', 'rejected', 'withdrawn']).optional(),
  closed: time.optional(),
  statements: z.array(
    z.strictObject({ ...statement.shape, words: z.string().optional().describe('As the State wrote them') }),
  ),
});

export const mandates = z.strictObject({
  texts: z
    .array(
      z.strictObject({
        sha256: z.string(),
        act: z.string().describe('The founding, or the gavel'),
        procedure: z.string().optional(),
        at: time,
      }),
    )
    .describe('The mandate of the body, and those that it adopted since'),
  mandates: z.array(z.strictObject({ procedure: z.string(), ...mandate.shape })),
});
export const mandateFilter = z.strictObject({ state: mandateState.optional() });
