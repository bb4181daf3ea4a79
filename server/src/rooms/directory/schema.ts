import { CONTACT_CLASSES, CONTACT_FIELDS } from '@comity/acts';
import { z } from 'zod';

/** The ways to a contact that can be tried. */
export const CHANNELS = ['emails', 'telephones', 'messenger', 'message'] as const;
export type Channel = (typeof CHANNELS)[number];
export const OUTCOMES = ['reached', 'not-reached', 'sent', 'refused', 'bounced'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const hash = z.string().describe('64 lower-case hex digits');
const value = z.union([z.string(), z.array(z.string())]);

export const contactFilter = z.strictObject({
  participant: z.string().max(32).optional(),
  class: z.enum(CONTACT_CLASSES).optional(),
  language: z.string().max(35).optional().describe('An operational language of the contact'),
  signed: z.enum(['true', 'false']).optional().describe('Whether the State has signed it'),
  q: z.string().max(100).optional().describe('Words in the fields that you may read'),
});

const sealingKey = z.strictObject({
  fingerprint: z.string(),
  blob: hash.describe('The transferable public key: /api/blobs/{sha256}'),
  hybrid: z
    .strictObject({
      blob: hash.describe('The age hybrid recipient, as text: /api/blobs/{sha256}'),
      demanded: z.boolean().describe('Whether the State takes no message without a post-quantum seal'),
    })
    .optional(),
  expires: z.string().optional(),
  since: hash.describe('The act that certified it'),
});

export const contact = z.strictObject({
  contact: z.string(),
  participant: z.string(),
  class: z.enum(CONTACT_CLASSES),
  signed: z.boolean().describe('False while it stands only on a note verbale'),
  note: z.string().optional().describe('Number of the note verbale it was entered from'),
  fields: z.partialRecord(z.enum(CONTACT_FIELDS), value).describe('The fields that you may read'),
  closed: z.array(z.enum(CONTACT_FIELDS)).describe('Fields that exist and are not open to you'),
  roster: z.array(z.string()).describe('People on duty, by id'),
  key: sealingKey.optional(),
  recovery: sealingKey
    .optional()
    .describe('The recovery key of its State: every message to this contact or by it is sealed to it too'),
  confirmed: z
    .strictObject({
      at: z.string().describe('When its State last signed something of it'),
      until: z.string().describe('Until then that counts as confirmed'),
    })
    .optional(),
  version: hash.describe('The act that last changed it: the base of the next'),
  seq: z.int().describe('Number of the whole list of the State'),
});

export const contacts = z.strictObject({
  size: z.int().describe('Entries on the record when this was read'),
  contacts: z.array(contact),
});

export const list = z.strictObject({
  participant: z.string(),
  seq: z.int(),
  manifest: hash.optional(),
  previous: hash.optional(),
  bytes: z.string().optional().describe('The manifest itself, as text'),
});

export const history = z.strictObject({
  acts: z.array(
    z.strictObject({
      ...{ act: hash, index: z.int(), type: z.string(), received: z.string(), by: z.string() },
      key: z
        .strictObject({
          ...{ fingerprint: z.string(), blob: hash, postQuantum: z.boolean(), demanded: z.boolean() },
          expires: z.string().optional(),
        })
        .optional()
        .describe('The key that this act certified'),
      reason: z.string().optional().describe('Why the key that this act withdrew ended'),
    }),
  ),
});

export const keys = z.strictObject({
  keys: z.array(
    z.strictObject({
      participant: z.string(),
      contact: z.string(),
      blob: hash,
      from: z.int().describe('The entry that certified it'),
      until: z.int().optional().describe('The entry that ended it'),
      expires: z.string().optional(),
    }),
  ),
});

export const wayTest = z.strictObject({
  outcome: z.enum(OUTCOMES),
  says: z.string(),
  tested: z.string(),
  by: z.string().optional().describe('The participant who tried; absent where it was this host'),
  round: z.string().optional().describe('The round of pings it belongs to'),
  claimed: z
    .string()
    .optional()
    .describe('When it was answered by its own word, without a line; it arrived when it was tested'),
  heldUntil: z.string().optional().describe('Until then only your State is shown it'),
});

export const channels = z.strictObject({
  contact: z.string(),
  channels: z.array(
    z.strictObject({
      channel: z.enum(CHANNELS),
      value: z.string().describe('Of sealed messages (message): the fingerprint of the key'),
      tests: z.array(wayTest).describe('Newest first'),
    }),
  ),
});

export const REASONS = [
  'mail-fails',
  'not-signed',
  'no-key',
  'key-expires',
  'to-confirm',
  'never-tried',
] as const;
export const calls = z.strictObject({
  calls: z
    .array(
      z.strictObject({
        contact,
        telephones: z.array(z.string()).describe('Those that you may read'),
        why: z.array(z.enum(REASONS)).describe('The gravest first'),
      }),
    )
    .describe('Those first to whom nobody could write'),
});

const line = z
  .string()
  .max(300)
  .regex(/^\P{Cc}*$/u);
export const newTest = z.strictObject({
  channel: z.enum(CHANNELS),
  value: line.min(1).describe('The address or number, as it stands there'),
  outcome: z.enum(['reached', 'not-reached']),
  says: line.default('').describe('In a few words: when, and who answered'),
});
export type NewTest = z.infer<typeof newTest>;

export const views = z.strictObject({
  kept: z.int().describe('How many days this is kept'),
  views: z
    .array(
      z.strictObject({
        reader: z.string().describe('The participant who read'),
        contact: z.string().optional().describe('Absent where a list was read'),
        fields: z.array(z.string()).describe('Restricted fields of that contact which were open to it'),
        first: z.string().describe('The first time on that day'),
      }),
    )
    .describe('One a day and reader, newest first'),
});
