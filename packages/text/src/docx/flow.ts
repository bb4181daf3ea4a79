import type { Label, Part, Source } from '../tree.ts';

/**
 * The middle between a text and a DOCX: a flat list of paragraphs and tables in reading order, with what was
 * inserted, deleted and moved beside each other. A reader makes it from XML, a writer makes XML from it, and
 * `resolving.ts` makes of it the text as it was and as it would be.
 */

/** Who changed something, and when: RFC 3339, as the file gives it. */
export interface Revision {
  author: string;
  date?: string | undefined;
}

/** Inserted and deleted both: put in by one hand, struck out by another; it stands in neither text. */
export interface Tracked {
  inserted?: Revision | undefined;
  deleted?: Revision | undefined;
  /** The name that both ends of a move share. */
  move?: string | undefined;
}

export interface RunMarks {
  strong?: true | undefined;
  emphasis?: true | undefined;
  underline?: true | undefined;
  href?: string | undefined;
}

export interface Words extends Tracked {
  kind: 'words';
  text: string;
  marks: RunMarks;
  /** The marks before a change of them alone, and whose change it is. */
  was?: { marks: RunMarks; by: Revision } | undefined;
  /** A number set before the words: shown, never part of them. */
  label?: true | undefined;
}
/** A reference to the note of that key in `Flow.notes`. */
export interface NoteReference extends Tracked {
  kind: 'note';
  key: string;
}
/** A place without width: where a comment begins or ends. */
export interface Pin {
  kind: 'pin';
  pin: string;
}
export type FlowPiece = Words | NoteReference | Pin;

/** What a paragraph is in the text. */
export type Role =
  | { kind: 'title' }
  | { kind: 'heading'; level: number }
  | { kind: 'paragraph'; part: Part }
  | { kind: 'sub'; depth: number }
  | { kind: 'plain' };

/** What a paragraph carries beside its words, as it was, and whose change of that it is. */
export interface Was {
  label?: Label | undefined;
  source?: Source | undefined;
  by: Revision;
}

export interface FlowParagraph {
  kind: 'paragraph';
  role: Role;
  id: string;
  /** The file says that this is its id. */
  isNamed?: true | undefined;
  /** `null`: the file says that there is none. Absent: nothing is known, `list` may tell. */
  label?: Label | null | undefined;
  source?: Source | undefined;
  was?: Was | undefined;
  /** Counts in a list of the file. */
  list?: { number: string; level: number } | undefined;
  pieces: FlowPiece[];
  /** Whether the end of the paragraph was inserted or deleted: without its end it runs on into the next. */
  end: Tracked;
}

export interface FlowCell {
  header?: true | undefined;
  columns: number;
  /** First of several cells below each other that are one, or one of those below it. */
  merge?: 'first' | 'next' | undefined;
  paragraphs: FlowParagraph[];
}
export interface FlowRow extends Tracked {
  cells: FlowCell[];
}
export interface FlowTable {
  kind: 'table';
  id: string;
  isNamed?: true | undefined;
  rows: FlowRow[];
}

export interface FlowNote {
  id: string;
  isNamed?: true | undefined;
  source?: Source | undefined;
  /** Its place among the notes, which counts where nothing refers to it. */
  place?: number | undefined;
  was?: (Was & Pick<FlowNote, 'place'>) | undefined;
  paragraphs: FlowParagraph[];
  /** Nothing refers to it, and it is kept all the same. */
  alone?: true | undefined;
}

export type FlowBlock = FlowParagraph | FlowTable;

export interface Flow {
  language: string;
  blocks: FlowBlock[];
  /** Notes by the key that references have, in the order of the file. */
  notes: Map<string, FlowNote>;
}

/** Which changes hold. All: the text as it would be. None: the text as it was. */
export type Accepts = (revision: Revision) => boolean;

/** Whether this stands in the text in which those changes hold. */
export const stands = ({ inserted, deleted }: Tracked, accepts: Accepts): boolean =>
  (!inserted || accepts(inserted)) && !(deleted && accepts(deleted));
