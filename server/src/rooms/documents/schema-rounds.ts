import { z } from 'zod';
import { hash, index, instant, names } from './schema.ts';

export const round = z.strictObject({
  round: z.string(),
  index,
  document: z.string(),
  titles: names,
  opened: instant,
  deadline: instant.describe('In force'),
  isOpen: z.boolean().describe('Whether an input would be taken now'),
  inputs: z.int().describe('Participants whose input stands'),
  openRequests: z.int().describe('Requests for corrections that were not answered'),
});
export const rounds = z.strictObject({ rounds: z.array(round) });
export const roundFilter = z.strictObject({ document: z.string().max(40).optional() });

const item = z.strictObject({
  id: z.string(),
  kind: z.enum(['question', 'paragraph']),
  label: z.string().optional(),
  text: names,
});
const synthesis = z.strictObject({
  act: hash.describe('The act that issued it'),
  index,
  number: z.int(),
  sha256: hash,
  document: z.string().optional(),
  issued: instant,
});
const request = z.strictObject({
  act: hash,
  index,
  synthesis: hash,
  participant: z.string(),
  sentence: z.int().optional(),
  asks: z.string(),
  asked: instant,
  answer: z
    .strictObject({
      answer: z.enum(['corrected', 'declined']),
      synthesis: hash.optional(),
      reason: z.string(),
      answered: instant,
    })
    .optional()
    .describe('Absent: it is open'),
});
export const wholeRound = z.strictObject({
  ...round.shape,
  template: z.strictObject({ sha256: hash, items: z.array(item) }),
  extensions: z.array(z.strictObject({ deadline: instant, reason: z.string(), received: instant })),
  submitted: z
    .array(
      z.strictObject({
        act: hash,
        index,
        participant: z.string(),
        language: z.string(),
        sha256: hash,
        received: instant,
        superseded: z.boolean().describe('A later input of the same participant took its place'),
      }),
    )
    .describe('Every input, in the order of receipt'),
  syntheses: z.array(synthesis),
  requests: z.array(request),
});

export const compilation = z.strictObject({
  round: z.string(),
  isOpen: z.boolean(),
  items: z.array(
    z.strictObject({
      ...item.shape,
      inputs: z
        .array(
          z.strictObject({
            act: hash,
            participant: z.string(),
            language: z.string(),
            text: z.string().describe('Whole, as it was submitted'),
          }),
        )
        .describe('In the order of receipt'),
    }),
  ),
  unread: z
    .array(z.strictObject({ act: hash, participant: z.string(), sha256: hash }))
    .describe('Inputs whose file cannot be read here; none is left out silently'),
});

export const tracedSynthesis = z.strictObject({
  ...synthesis.shape,
  round: z.string(),
  language: z.string(),
  sentences: z.array(
    z.strictObject({
      number: z.int(),
      item: z.string().optional(),
      text: z.string(),
      inputs: z.array(
        z.strictObject({
          act: hash,
          participant: z.string(),
          item: z.string(),
          from: z.int(),
          to: z.int(),
          quote: z.string(),
        }),
      ),
    }),
  ),
  answers: z
    .array(
      z.strictObject({
        act: hash,
        participant: z.string(),
        item: z.string(),
        used: z.int().describe('Characters that a sentence rests on'),
        characters: z.int(),
        spans: z.array(
          z.strictObject({
            from: z.int(),
            to: z.int(),
            text: z.string(),
            sentences: z.array(z.int()).describe('Empty: not used'),
          }),
        ),
      }),
    )
    .describe('Every answer, and where it was used'),
  requests: z.array(request),
});
export const traceFilter = z.strictObject({
  participant: z.string().max(32).optional().describe('Answers of this participant alone'),
});
