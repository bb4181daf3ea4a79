import type { Part } from '@comity/text';

export const KINDS = ['words', 'new', 'delete', 'move', 'batch', 'form'] as const;
export type Kind = (typeof KINDS)[number];
export const CALLS = ['insertion', 'alternative', 'numbered', 'heading'] as const;
export const PLACES = ['after', 'under', 'first'] as const;
export const PARTS = ['preamble', 'operative', 'other'] as const;

/** What somebody is about to propose, as it was filled in; of it only what its kind asks for is used. */
export interface ProposalDraft {
  kind: Kind;
  paragraph: string;
  wording: string;
  call: (typeof CALLS)[number];
  place: (typeof PLACES)[number];
  /** Behind which paragraph one moves, or under which. */
  behind: string;
  find: string;
  put: string;
  /** Places of `find` that stay as they are: `paragraph offset`. */
  left: string[];
  part: '' | Part;
  numbering: '' | 'counted' | 'unnumbered';
  level: string;
  original: string;
  reasons: Record<string, string>;
  translations: Record<string, string>;
  /** The text that it was begun on, and the words of its paragraph there. */
  on: string;
  before: string;
}

export const newDraft = (on: string, language: string): ProposalDraft => ({
  ...{ kind: 'words', paragraph: '', wording: '', call: 'insertion', place: 'after', behind: '' },
  ...{ find: '', put: '', left: [], part: '', numbering: '', level: '2' },
  ...{ original: language, reasons: {}, translations: {}, on, before: '' },
});

/**
 * Proposals that are being written, kept in this browser until they stand on the record or are thrown away: off the record, never
 * sent to the server. One for each text and person.
 */
const nameOf = (document: string, person: string) => `comity-proposal ${document} ${person}`;

export function readProposalDraft(document: string, person: string): ProposalDraft | undefined {
  try {
    const kept = localStorage.getItem(nameOf(document, person));
    return kept ? (JSON.parse(kept) as ProposalDraft) : undefined;
  } catch {
    return undefined;
  }
}

/** A browser that keeps nothing leaves it in the page alone. */
export function keepProposalDraft(document: string, person: string, draft: ProposalDraft): void {
  try {
    localStorage.setItem(nameOf(document, person), JSON.stringify(draft));
  } catch {
    // Full or forbidden: the page still holds what was written.
  }
}

export function dropProposalDraft(document: string, person: string): void {
  try {
    localStorage.removeItem(nameOf(document, person));
  } catch {
    // It was never kept.
  }
}
