import { z } from 'zod';
import { answer } from '../decisions/index.ts';

const time = z.string().describe('RFC 3339, UTC');
const position = z.enum(['can-live-with', 'instructions-pending', 'object', 'reserve', 'support']);
const layer = z.string().describe('As the rules of the body name it: informals, committee, plenary');

const conflict = z.strictObject({
  change: z.int().describe('Which change of the proposal, from 0'),
  why: z.enum(['words', 'same', 'gone', 'moved', 'form', 'twice', 'spelling', 'whole']),
  at: z.string().describe('The paragraph'),
  from: z.int().optional().describe('UTF-16 units of its words as they stand now'),
  to: z.int().optional(),
  words: z.string().optional().describe('The words that stand there now'),
});

const stated = z.strictObject({ participant: z.string(), position, act: z.string(), at: time });

const proposal = z.strictObject({
  proposal: z.string(),
  act: z.string(),
  index: z.int(),
  received: time,
  fate: z.enum(['accepted', 'pending', 'replaced', 'set-aside', 'withdrawn']),
  unconfirmed: z
    .string()
    .optional()
    .describe('The State in whose name it was recorded and that has not confirmed it'),
  sponsors: z.array(z.string()).describe('Who proposed it and who co-sponsors it'),
  supporters: z.array(z.string()),
  paragraphs: z.array(z.string()),
  brings: z.array(z.string()),
  content: z.string().describe('The SHA-256 of its file: GET /api/blobs/<sha256>'),
  original: z.string().optional().describe('The language that it was proposed in'),
  reason: z.record(z.string(), z.string()).optional(),
  replaces: z.string().optional(),
  positions: z.array(stated).describe('The position of each State in force'),
  standing: z
    .strictObject({
      clean: z.boolean(),
      conflicts: z.array(conflict),
      reordered: z.boolean().describe('It stands after something that came to the same place first'),
    })
    .optional()
    .describe('Of an open one: whether it can be made on the text as it stands, and if not, where'),
  odd: z
    .array(
      z.strictObject({ kind: z.enum(['bidi-control', 'invisible', 'mixed-scripts']), words: z.string() }),
    )
    .describe('Signs and words in it that are not what they seem'),
});

const agreement = z.strictObject({
  kind: z.enum(['pending', 'agreed', 'ad-referendum', 'pending-delegations', 'subject-to', 'reopened']),
  until: time.optional(),
  participants: z.array(z.string()).optional(),
  paragraphs: z.array(z.string()).optional(),
  reason: z.string().optional(),
  act: z.string(),
  at: time,
});

const paragraph = z.strictObject({
  paragraph: z.string(),
  label: z.string().optional(),
  agreement: agreement.optional().describe('In the layer of the negotiation; absent where nothing was said'),
  layers: z.record(z.string(), agreement).describe('By layer'),
  open: z.array(z.string()).describe('Open proposals on it'),
  positions: z.array(stated),
  waitsFor: z
    .strictObject({
      participants: z.array(z.string()),
      paragraphs: z.array(z.string()),
      until: time.optional(),
    })
    .optional()
    .describe('What it waits for still'),
  unlocks: z.array(z.string()).describe('Paragraphs that depend on this one and are not agreed'),
});

const summary = z.strictObject({
  document: z.string(),
  index: z.int(),
  titles: z.record(z.string(), z.string()),
  symbol: z.string().optional(),
  language: z.string(),
  layer,
  base: z.string(),
  text: z.string().describe('The SHA-256 of the text as it stands'),
  closed: z.enum(['discontinued', 'put-to-decision']).optional(),
});

export const negotiations = z.strictObject({
  negotiations: z.array(summary),
  next: z.int().optional().describe('Give it as `before` for the next page'),
});
export const negotiationFilter = z.strictObject({
  before: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

export const negotiation = z.strictObject({
  ...summary.shape,
  opened: z.string(),
  presides: z.array(z.string()).describe('The offices that preside in this layer'),
  accepted: z.array(z.strictObject({ act: z.string(), proposals: z.array(z.string()), text: z.string() })),
  collisions: z
    .array(
      z.strictObject({
        why: z.enum(['words', 'paragraph', 'order', 'same']),
        at: z.string(),
        label: z.string().optional(),
        from: z.int().optional(),
        to: z.int().optional(),
        words: z.string().optional(),
        proposals: z.array(z.string()),
      }),
    )
    .describe('Open proposals that cannot all be taken as they are, place by place'),
  paragraphs: z
    .array(paragraph)
    .describe('Those on which something was proposed, stated or marked, in the order of the text'),
  proposals: z.array(proposal),
  positions: z
    .array(
      z.strictObject({
        act: z.string(),
        at: time,
        participant: z.string(),
        position,
        proposals: z.array(z.string()),
        paragraphs: z.array(z.string()),
        note: z.string().optional(),
        signed: z.array(z.string()).describe('Who stated exactly this, each by its own act'),
      }),
    )
    .describe('Every position ever stated, in order; the last one of a State is in force'),
});

const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const outcomeQuery = z.strictObject({
  proposals: z
    .string()
    .max(2_000)
    .regex(/^prp_[A-Za-z0-9_-]{22}(?:,prp_[A-Za-z0-9_-]{22})*$/)
    .optional()
    .describe('They are accepted; separated by commas'),
  text: hash.optional().describe('This version of the document is put on the table'),
  back: z
    .literal('true')
    .transform(() => true as const)
    .optional()
    .describe('The last acceptance is taken back'),
  words: z.string().max(35).optional().describe('The language of what is said beside the text'),
});
export const outcome = z.strictObject({
  on: z.string().describe('The text as it stands'),
  result: z.string().optional().describe('The SHA-256 of the text that would come out'),
  conflicts: z.array(z.strictObject({ proposal: z.string(), ...conflict.shape })),
  changed: z
    .array(z.strictObject({ paragraph: z.string(), label: z.string().optional() }))
    .describe('The paragraphs that would stand otherwise'),
  agreed: z.array(z.string()).describe('Agreed ones among them: no new version may change those'),
  others: z
    .array(
      z.strictObject({
        proposal: z.string(),
        becomes: z.enum(['moved', 'in-conflict', 'clean']),
        conflicts: z.array(conflict),
      }),
    )
    .describe(
      'Other open proposals that would be moved over it, come in conflict with it, or in order again',
    ),
  html: z.string().describe('What would change, word by word'),
});

export const tries = z.strictObject({
  document: z.string(),
  presides: z.boolean().describe('Whether you preside in the layer of the negotiation'),
  newest: z.record(z.string(), z.string()).describe('The newest text of each language, by SHA-256'),
  layers: z.array(layer).describe('The layers that the rules know'),
  can: z
    .array(z.strictObject({ type: z.string(), data: z.record(z.string(), z.unknown()), answer }))
    .describe(
      'What you could do now, each with the answer of the rules; what is only known later is not in it',
    ),
});

export const VIEWS = ['rolling', 'compilation', 'clean', 'streamlined', 'sides'] as const;
export type View = (typeof VIEWS)[number];

export const viewQuery = z.strictObject({
  words: z
    .string()
    .max(35)
    .optional()
    .describe('The language of what is said beside the text; default: its own'),
  with: z
    .string()
    .max(35)
    .optional()
    .describe('Of `sides`: the other language. Of `rolling`: the language to stand beside it'),
  text: hash
    .optional()
    .describe(
      'Of `streamlined` and `clean`: another text of the document, as it was issued or stood once; default: as it stands',
    ),
});

export const shown = z.strictObject({
  view: z.enum(VIEWS),
  language: z.string(),
  text: z.string().describe('The SHA-256 of the text as it stands: the view is of exactly this text'),
  html: z.string(),
  data: z.record(z.string(), z.unknown()).describe('The same as data'),
});
