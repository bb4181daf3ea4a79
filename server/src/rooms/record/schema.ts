import { CHALLENGE_REASONS, SUBJECT, submissionSchema } from '@comity/acts';
import { z } from 'zod';

export const hash = z.string().describe('64 lower-case hex digits');
const instant = z.string().describe('RFC 3339, UTC, three decimals');
const sig = z.looseObject({ alg: z.string(), value: z.string() }).describe('A signature with its evidence');

export const submission = submissionSchema;

export const receipt = z.strictObject({
  act: hash.describe('The id of the act'),
  index: z.int().describe('Its place on the record'),
  received: instant,
  leaf: hash.describe('RFC 6962 hash of its leaf'),
  promise: z.strictObject({
    statement: z.strictObject({ v: z.literal(1), body: hash, act: hash, index: z.int(), by: instant }),
    sig,
  }),
});

export const entry = z.strictObject({
  index: z.int(),
  act: hash,
  type: z.string(),
  stream: z.string(),
  number: z.int(),
  tier: z.enum(['public', 'restricted']),
  received: instant,
  content: z.looseObject({}).optional().describe('The act, where it is public or open to you'),
  disclosed: z.looseObject({}).optional().describe('What a restricted entry shows to everybody: never who'),
  sig: sig.optional(),
  challenged: z.literal(true).optional().describe('Its State challenged it'),
  waiting: z.literal(true).optional().describe('It waits for other administrators of its State'),
});
export const entries = z.strictObject({
  entries: z.array(entry),
  next: z.int().optional().describe('Give it as `before` for the next page'),
  count: z.int().optional().describe('How many there are, counted up to 10000, where it was asked for'),
});

const day = z.iso.date();
export const entryFilter = z.strictObject({
  stream: z.string().max(80).optional(),
  type: z.string().max(60).optional(),
  participant: z
    .string()
    .regex(/^[a-z0-9-]{2,32}$/)
    .optional()
    .describe('Entries that concern this participant'),
  about: z
    .string()
    .regex(SUBJECT)
    .optional()
    .describe(
      'Entries that concern this subject: body, contact/con_…, person/per_…, document/doc_…, procedure/pro_…, act/…',
    ),
  q: z.string().max(200).optional().describe('Words, the number of an entry, or the beginning of an act id'),
  from: day.optional().describe('Received on this day (UTC) or later'),
  until: day.optional().describe('Received on this day (UTC) or earlier'),
  count: z.enum(['true']).optional().describe('Also count them'),
  before: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});

export const placed = z.strictObject({
  receipt,
  entry,
  published: z.int().optional().describe('Size of the newest checkpoint that covers it'),
  challenged: z
    .strictObject({
      act: hash.describe('The act that challenges it'),
      reason: z.enum(CHALLENGE_REASONS),
      received: instant,
    })
    .optional()
    .describe('Its State challenged it: a mark, which undoes nothing'),
});

export const openingFilter = z.strictObject({
  from: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
});
export const openings = z.strictObject({
  to: z.int().describe('Entries below this were looked at: give it as `from` for what follows'),
  openings: z
    .array(z.strictObject({ index: z.int(), salt: z.string(), act: z.looseObject({}), sig }))
    .describe('What opens restricted entries to you, in their order'),
  fields: z
    .array(z.strictObject({ index: z.int(), opened: z.string() }))
    .describe('Openings of fields that you may have, as canonical JSON'),
  count: z
    .strictObject({ index: z.int(), salt: z.string(), count: z.int() })
    .optional()
    .describe(
      'How many restricted entries before the newest epoch, entry `index`, are owed to you, and the salt of it',
    ),
});

const actor = z.strictObject({
  participant: z.string().optional(),
  person: z.string().optional(),
  host: z.string().optional(),
});
const key = z.strictObject({
  key: hash.describe('The id of the key'),
  kind: z.enum(['host', 'root', 'file', 'passkey', 'openpgp']),
  alg: z.string(),
});

export const grounds = z.strictObject({
  rule: z.string().describe('The rule that allows it'),
  signer: z.strictObject({
    key: key.optional().describe('The registered key that signed, or that certified the session'),
    session: z
      .strictObject({ certificate: hash, key: hash, from: instant, until: instant })
      .optional()
      .describe('Where a session key signed: until when the registered key let it'),
  }),
  certified: z
    .array(
      z.strictObject({
        act: hash,
        index: z.int(),
        type: z.string(),
        received: instant,
        by: actor,
        channel: z.string().optional().describe('How an invitation says that the participant was identified'),
        note: hash.optional().describe('SHA-256 of the note verbale of an invitation'),
      }),
    )
    .describe('The acts on which the key rests, up to the root of its State and how that came to be'),
  standing: z.strictObject({
    state: z.enum(['in-effect', 'waiting', 'lapsed']),
    confirmedBy: z.array(hash),
    needed: z.int().optional().describe('How many administrators act together, the maker among them'),
    until: instant.optional().describe('How long it waits, or waited'),
  }),
});

export const event = z.strictObject({
  index: z.int(),
  type: z.string(),
  stream: z.string(),
  received: instant,
});

export const witnesses = z.strictObject({
  quorum: z
    .strictObject({
      least: z.int().describe('How few witnesses meet the quorum'),
      of: z.int().describe('How many stand behind it'),
      excludesSplitViews: z.boolean().describe('More than two thirds are needed'),
    })
    .optional(),
  fresh: z
    .strictObject({ size: z.int(), at: instant })
    .optional()
    .describe('The newest checkpoint that meets the quorum, and the time as of which it does'),
  witnesses: z.array(
    z.strictObject({
      name: z.string(),
      key: z.string().describe('Its verifier key (type 04)'),
      url: z.string().optional(),
      size: z.int().optional().describe('Of the checkpoint that it cosigned last'),
      at: instant.optional().describe('When it did, by its own clock'),
      late: z.boolean().describe('It has not cosigned for 90 minutes'),
    }),
  ),
  stopped: z
    .strictObject({ code: z.string(), detail: z.string() })
    .optional()
    .describe('Why this host signs no checkpoint at present'),
});
