import { z } from 'zod';
import { PING_CHANNELS } from './rules.ts';

const instant = z.string().describe('RFC 3339, UTC, three decimals');
const channel = z
  .enum(PING_CHANNELS)
  .describe('A sealed message, an e-mail, a call by an officer, a text message by a service');

export const ownPing = z.strictObject({
  ping: z.string(),
  contact: z.string(),
  channel,
  value: z.string().optional().describe('The address or number, where it still stands there'),
  result: z
    .enum(['waiting', 'sent', 'failed', 'answered', 'unanswered', 'not-tried', 'reached', 'not-reached'])
    .describe(
      'answered: one explicit confirmation came; reached and not-reached: what an officer says of a call',
    ),
  due: instant,
  tried: instant.optional(),
  answered: instant.optional().describe('When the answer arrived here'),
  claimed: instant.optional().describe('When it was made by its own word, without a line'),
  says: z.string(),
});

export const round = z.strictObject({
  round: z.string(),
  by: z.enum(['schedule', 'secretariat']),
  state: z.enum(['running', 'paused', 'over']),
  started: instant,
  ends: instant.describe('Until then answers are taken'),
  shown: instant.describe('From then on others than your State are shown what came of it'),
  channels: z.array(channel),
  outOfHours: z.boolean(),
  message: z.string().optional().describe('The sealed message by which it went'),
  own: z.array(ownPing).describe('What came of it for the contacts of your own State'),
});

export const progress = z.array(
  z.strictObject({
    channel,
    all: z.int(),
    waiting: z.int(),
    left: z.int().describe('Written, and not taken by a mail server yet'),
    sent: z.int(),
    failed: z.int(),
    next: instant.optional().describe('When the next one that waits is due'),
  }),
);

export const roundOfOne = round.extend({
  progress: progress.optional().describe('How far the sending is; for the secretariat'),
  numbers: z
    .strictObject({
      least: z
        .int()
        .describe('Below so many States on either side no number is shown; numbers go in steps of it'),
      channels: z.array(z.strictObject({ channel, asked: z.int(), reached: z.int() })),
      withheld: z.int().describe('Channels of which no number is shown'),
    })
    .optional()
    .describe('Only where the body adopted that numbers are shown, and not before `shown`'),
});

export const rounds = z.strictObject({
  rules: z.strictObject({
    every: z.int().describe('Seconds; 0: no round begins by itself'),
    open: z.int(),
    held: z.int(),
    least: z.int().optional().describe('Absent: no numbers are shown'),
  }),
  mayStart: z.boolean().describe('Whether you may begin a round'),
  rounds: z.array(round).describe('Newest first'),
});

export const newRound = z.strictObject({
  channels: z.array(channel).min(1).max(PING_CHANNELS.length),
  outOfHours: z
    .boolean()
    .default(false)
    .describe('In the middle of the hours in which a contact does not answer'),
  hours: z.int().min(1).max(2160).optional().describe('How long it takes answers; absent: as the rules say'),
});

export const steering = z.strictObject({ state: z.enum(['running', 'paused', 'over']) });
export const named = z.strictObject({ message: z.string().max(40) });

export const calls = z.strictObject({
  calls: z.array(
    z.strictObject({
      ping: z.string(),
      participant: z.string(),
      contact: z.string(),
      number: z.string(),
      institution: z.string().optional(),
      languages: z.array(z.string()),
      timeZone: z.string().optional(),
      due: instant,
      code: z.string().describe('To be spoken; given back, it proves the call'),
      scripts: z.array(z.strictObject({ language: z.string(), text: z.string() })),
      called: z
        .strictObject({ outcome: z.enum(['reached', 'not-reached']), says: z.string(), at: instant })
        .optional(),
      isProven: z.boolean(),
    }),
  ),
});
export const callFilter = z.strictObject({
  language: z.string().max(35).default('en').describe('What the officer speaks'),
});
export const newCall = z.strictObject({
  outcome: z.enum(['reached', 'not-reached']),
  says: z
    .string()
    .max(300)
    .regex(/^\P{Cc}*$/u)
    .default(''),
});

export const asked = z.strictObject({
  ping: z.string(),
  contact: z.string(),
  channel,
  state: z.enum(['open', 'answered', 'over']),
  ends: instant,
  answered: instant.optional(),
  claimed: instant.optional().describe('When it was made by its own word, without a line'),
});
const CODE = z.string().min(1).max(60).describe('Spaces, hyphens and small letters do not matter');
export const askedCode = z.strictObject({ code: CODE });
export const answer = z.strictObject({
  code: CODE,
  made: z.iso
    .datetime({ precision: 3 })
    .optional()
    .describe('When it was made, where that was without a line'),
});
