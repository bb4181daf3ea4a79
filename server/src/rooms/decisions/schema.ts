import { z } from 'zod';
import { reasons } from '../documents/index.ts';
import { delivery, mandate, statement } from './schema-after.ts';

const time = z.string().describe('RFC 3339, UTC');
const decision = z.strictObject({
  allowed: z.boolean(),
  rule: z.string(),
  number: z.string().optional().describe('The number of the rule in the rules of the body'),
  title: z.record(z.string(), z.string()).optional().describe('What the rule says, by language'),
  why: z.string().optional(),
  allowedWhen: z.string().optional(),
  reasons,
});
export const answer = decision;

const by = z.strictObject({
  act: z.string(),
  at: time,
  participant: z.string(),
  person: z.string().optional(),
});
const items = z.array(z.string()).optional();

const objection = z.strictObject({
  id: z.string().describe('The act; the commitment in its leaf where the State is not named'),
  how: z.enum(['signed', 'paper']),
  unnamed: z.boolean(),
  participant: z.string().optional().describe('Absent where the procedure does not disclose it to you'),
  items,
  at: time,
  vouched: z.string().optional().describe('The act by which the chair vouched for it'),
  waits: z.boolean().describe('A withdrawal waits for the word of the chair'),
  ended: z.strictObject({ by: z.string(), at: time, how: z.enum(['withdrawn', 'confirmed']) }).optional(),
});

const position = z.enum(['can-live-with', 'instructions-pending', 'object', 'reserve', 'support']);

export const procedure = z.strictObject({
  procedure: z.string(),
  index: z.int().describe('The entry that opened it'),
  kind: z.enum(['room', 'silence']),
  subject: z.record(z.string(), z.unknown()).describe('As the act that opened it says'),
  matter: z.enum(['substance', 'office', 'motion', 'appeal', 'waiver']),
  method: z.enum(['consensus', 'vote']),
  items,
  layer: z.string(),
  disclosure: z.enum(['fact', 'paragraphs', 'state']),
  phase: z
    .enum(['open', 'window', 'due', 'suspended', 'broken', 'adopted', 'rejected', 'withdrawn'])
    .describe('Derived now from entries and time: `due` may be closed, `suspended` waits for a State'),
  opened: by,
  reissues: z.string().optional(),
  reconsiders: z.string().optional(),
  deadline: time.optional(),
  deadlineReached: z.boolean().optional(),
  extensions: z.array(z.strictObject({ act: z.string(), hours: z.number(), cause: z.string() })),
  objections: z.array(objection),
  positions: z
    .array(z.strictObject({ participant: z.string(), position, items, act: z.string(), at: time }))
    .describe('Every position ever stated; the last one of a State is in force'),
  inForce: z.record(z.string(), position).describe('The position of each State in force, by State'),
  tally: z.strictObject({ for: z.int(), against: z.int(), abstain: z.int() }).optional(),
  votes: z.array(
    z.strictObject({ participant: z.string(), vote: z.enum(['abstain', 'against', 'for']), act: z.string() }),
  ),
  present: z.array(z.string()),
  quorum: z.strictObject({ present: z.int(), needed: z.int() }).optional(),
  lines: z
    .array(z.strictObject({ participant: z.string(), since: time }))
    .optional()
    .describe('To whoever presides: States that are present and whose line to this server was cut'),
  announced: z
    .strictObject({
      ...by.shape,
      until: time,
      afterwards: z
        .strictObject({ announced: time, gavelled: time, present: z.int().optional() })
        .optional()
        .describe('Entered after the record could not be reached'),
    })
    .optional(),
  rulings: z.array(z.string()),
  waived: z.array(z.string()).describe('Rules that the body set aside for it'),
  appeals: z.array(z.string()).describe('Appeals that are decided first'),
  adoptable: items.describe('Items that nobody objects to, where it is decided item by item'),
  presides: z.array(z.string()).describe('The offices that preside over it'),
  stream: z.strictObject({ entries: z.int(), head: z.string() }).describe('What the gavel names'),
  closed: z
    .strictObject({
      ...by.shape,
      outcome: z.enum(['adopted', 'broken', 'rejected', 'withdrawn']),
      items,
      entries: z.int(),
      head: z.string(),
    })
    .optional(),
  inForceBy: z.string().optional().describe('The act that put adopted rules into force'),
  statements: z.array(statement).describe('What States said of it in their own name'),
  mandates: z.array(mandate).describe('What is to be done by it'),
  delivery,
  can: z
    .array(z.strictObject({ type: z.string(), data: z.record(z.string(), z.unknown()), answer: decision }))
    .describe('What you could do now, each with the answer of the rules; empty without a session'),
});

export const procedures = z.strictObject({
  procedures: z.array(
    procedure.pick({
      procedure: true,
      index: true,
      kind: true,
      subject: true,
      matter: true,
      layer: true,
      phase: true,
      opened: true,
      deadline: true,
      closed: true,
    }),
  ),
  next: z.int().optional().describe('Give it as `before` for the next page'),
});

export const procedureFilter = z.strictObject({
  open: z.enum(['true', 'false']).optional(),
  before: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const asked = z.strictObject({
  type: z.string().max(60),
  data: z.record(z.string(), z.unknown()),
  base: z.string().max(64).optional(),
});

const role = z.enum(['chair', 'facilitator', 'secretary', 'secretariat', 'state']);
export const questions = z.strictObject({
  rules: z
    .strictObject({ sha256: z.string(), act: z.string() })
    .describe('The rules in force, and what put them into force'),
  offices: z.array(
    z.strictObject({
      office: z.enum(['chair', 'facilitator', 'secretary']),
      participant: z.string(),
      person: z.string(),
      act: z.string(),
    }),
  ),
  agreed: z.array(
    z.strictObject({ procedure: z.string(), subject: z.record(z.string(), z.unknown()), items, at: time }),
  ),
  maySpeak: z.strictObject({
    presides: z.array(z.strictObject({ layer: z.string(), offices: z.array(z.string()) })),
  }),
  mayPropose: z.strictObject({ tables: z.array(role), opens: z.record(z.string(), z.array(role)) }),
  terms: z
    .strictObject({
      layers: z.array(z.string()),
      disclosure: z.array(z.enum(['fact', 'paragraphs', 'state'])),
      waivable: z.array(z.string()),
      languages: z.array(z.string()).describe('In which a text is issued before it is decided on'),
      bySilence: z.array(z.string()).describe('Matters that silence can decide'),
      earliest: time.optional().describe('The first whole hour at which a silence that opens now may end'),
    })
    .describe('What a procedure can be opened with'),
  pending: z.array(
    z.strictObject({
      procedure: z.string(),
      phase: z.string(),
      until: time.optional(),
      waitsFor: z.record(z.string(), z.string()).describe('Who does what next, by language'),
    }),
  ),
});
