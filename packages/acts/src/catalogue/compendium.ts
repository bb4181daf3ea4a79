import * as z from 'zod/mini';
import { blob, hex64, language } from '../formats.ts';
import { byState, items, procedure } from './decisions.ts';
import { kind } from './kinds.ts';

/** What States say of a decision in their own name, at its adoption and after it: together, its compendium. */

/** The words of a State: a file of plain text in UTF-8, in the language it was given in. */
const text = z.strictObject({
  language,
  file: blob.check(z.refine(({ size }) => size >= 1 && size <= 65_536, 'not between 1 byte and 64 KB')),
});
export type StatementText = z.infer<typeof text>;

export const dissociated = kind({
  ...byState,
  data: z.strictObject({ ...procedure, paragraphs: items, text: z.optional(text) }),
  leafReveals: 'That the State dissociates itself, from which paragraphs, and in which words.',
  does: 'Dissociates a State from paragraphs of what was adopted. The adoption stands.',
});

export const reserved = kind({
  ...byState,
  /** Without paragraphs: to the whole. */
  data: z.strictObject({ ...procedure, paragraphs: z.optional(items), text }),
  leafReveals: 'That the State makes a reservation, to what, and in which words.',
  does: 'Makes a reservation of a State to what was adopted. The adoption stands.',
});

export const explained = kind({
  ...byState,
  data: z.strictObject({ ...procedure, text }),
  leafReveals: 'The explanation of position.',
  does: 'Explains the position of a State, before a decision or after it.',
});

export const statementWithdrawn = kind({
  ...byState,
  data: z.strictObject({
    ...procedure,
    /** The act that made the statement. */
    statement: hex64,
  }),
  leafReveals: 'That the State no longer makes this statement.',
  does: 'Withdraws a dissociation, a reservation or an explanation of the same State; it stays in the compendium, so marked.',
});
