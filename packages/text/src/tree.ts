import * as z from 'zod/mini';

/**
 * The model: one **text** per language version of a document. A tree of nodes, each with an id that survives
 * renumbering and that is the same in every language; words as plain text with marks beside them, so that a
 * position is one number: the count of UTF-16 units before it in the plain text of its paragraph.
 *
 * One text has one spelling (`normal.ts`), so the hash of its canonical JSON names it.
 */

/** Sub-paragraphs within sub-paragraphs within a paragraph: (a), (i), (1), and three more for archives. */
export const MAX_SUB_DEPTH = 6;
/** Nodes, cells and notes in one text. */
export const MAX_NODES = 20_000;
/** UTF-16 units of one paragraph. */
export const MAX_PARAGRAPH = 100_000;
/** UTF-16 units of a whole text. */
export const MAX_UNITS = 8_000_000;
export const MAX_MARKS = 5_000;

/** Every node and note: `par_` and 128 bits. Made at random by a client, or derived (`identity.ts`). */
export const nodeId = z.string().check(z.regex(/^par_[A-Za-z0-9_-]{21}[AQgw]$/, 'not the id of a paragraph'));
const language = z.string().check(z.regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/, 'not a language tag'));
const hash = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'not 64 lower-case hex digits'));
const offset = z.int().check(z.gte(0), z.lte(MAX_PARAGRAPH));

/** Only what opens in a browser or a mail program: no script, no path into the host. */
const href = z
  .string()
  .check(z.regex(/^(?:https?:\/\/|mailto:)[\x21-\x7e]+$/, 'not a web or mail address'), z.maxLength(2_000));

const range = { from: offset, to: offset };
const mark = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('emphasis'), ...range }),
  z.strictObject({ kind: z.literal('strong'), ...range }),
  z.strictObject({ kind: z.literal('underline'), ...range }),
  z.strictObject({ kind: z.literal('link'), ...range, href }),
  z.strictObject({ kind: z.literal('note'), at: offset, note: nodeId }),
]);

const marks = z.optional(z.array(mark).check(z.minLength(1), z.maxLength(MAX_MARKS)));
const words = z.string().check(z.maxLength(MAX_PARAGRAPH));
/** Which state of which language these words were translated from (`languages.ts`). */
const source = z.optional(z.strictObject({ language, hash }));

export const SUFFIXES = ['bis', 'ter', 'quater', 'quinquies', 'sexies', 'septies', 'octies'] as const;
const ordinal = z.int().check(z.gte(1), z.lte(99));
/** What a paragraph carries where its place alone does not say how it is called (`labels.ts`). */
const label = z.union([
  z.strictObject({ number: z.int().check(z.gte(1), z.lte(9_999)) }),
  z.strictObject({ suffix: z.enum(SUFFIXES) }),
  z.strictObject({ alt: ordinal }),
  z.strictObject({ printed: z.string().check(z.minLength(1), z.maxLength(40)) }),
  z.strictObject({ unnumbered: z.literal(true) }),
]);

const title = z.strictObject({ text: words, marks, source });
const note = z.strictObject({ id: nodeId, text: words, marks, source });

const subShape = {
  kind: z.literal('paragraph'),
  id: nodeId,
  label: z.optional(label),
  text: words,
  marks,
  source,
};
type SubSchema = z.ZodMiniType<SubParagraph>;
/** One schema per level, so that depth needs no counting and no input can recurse further. */
const subAt = (depth: number): SubSchema =>
  (depth === MAX_SUB_DEPTH
    ? z.strictObject(subShape)
    : z.strictObject({
        ...subShape,
        children: z.optional(z.array(subAt(depth + 1)).check(z.minLength(1), z.maxLength(MAX_NODES))),
      })) as SubSchema;
const part = z.enum(['preamble', 'operative', 'other']);
const paragraph = z.strictObject({
  ...subShape,
  part,
  children: z.optional(z.array(subAt(1)).check(z.minLength(1), z.maxLength(MAX_NODES))),
});

const heading = z.strictObject({
  kind: z.literal('heading'),
  id: nodeId,
  level: z.int().check(z.gte(1), z.lte(6)),
  text: words,
  marks,
  source,
});

const span = z.optional(z.int().check(z.gte(2), z.lte(200)));
const cellParagraph = z.strictObject({
  kind: z.literal('paragraph'),
  id: nodeId,
  text: words,
  marks,
  source,
});
const cell = z.strictObject({
  header: z.optional(z.literal(true)),
  colspan: span,
  rowspan: span,
  paragraphs: z.array(cellParagraph).check(z.maxLength(200)),
});
const table = z.strictObject({
  kind: z.literal('table'),
  id: nodeId,
  rows: z
    .array(z.strictObject({ cells: z.array(cell).check(z.minLength(1), z.maxLength(200)) }))
    .check(z.minLength(1), z.maxLength(2_000)),
});

const node = z.discriminatedUnion('kind', [heading, paragraph, table]);

/** The schema of a text. It says nothing of what only the whole shows: `assertText` does. */
export const textSchema: z.ZodMiniType<Text> = z.strictObject({
  v: z.literal(1),
  language,
  title: z.optional(title),
  nodes: z.array(node).check(z.maxLength(MAX_NODES)),
  notes: z.array(note).check(z.maxLength(MAX_NODES)),
});

export type Part = 'preamble' | 'operative' | 'other';
export type Suffix = (typeof SUFFIXES)[number];

export type Label =
  /** Numbered so, and those after it count on. An `other` paragraph has a number only by this. */
  | { number: number }
  /** Inserted after the paragraph it counts from: bis, ter. Takes no number from those that follow. */
  | { suffix: Suffix }
  /** The n-th alternative to the nearest paragraph before it that is none itself: alt, alt.2. */
  | { alt: number }
  /** As the source prints it, where no rule of ours gives that: `4.1`. */
  | { printed: string }
  /** Has no number though its place would give it one. */
  | { unnumbered: true };

/** Offsets are UTF-16 units of `text`, `from` inclusive, `to` exclusive; neither stands within a surrogate pair. */
export type RangeMark =
  | { kind: 'emphasis' | 'strong' | 'underline'; from: number; to: number }
  | { kind: 'link'; from: number; to: number; href: string };
/** A reference to a note: stands before the unit at `at`, has no width. */
export interface NoteMark {
  kind: 'note';
  at: number;
  note: string;
}
export type Mark = RangeMark | NoteMark;

/** Words with their marks. A line break is U+000A; no other control character occurs. */
export interface Inline {
  text: string;
  marks?: Mark[] | undefined;
}
export interface Source {
  /** The language these words were translated from. */
  language: string;
  /** `nodeHash` of the node in that language as it stood when it was translated. */
  hash: string;
}
export interface Translated extends Inline {
  source?: Source | undefined;
}

export interface SubParagraph extends Translated {
  kind: 'paragraph';
  id: string;
  label?: Label | undefined;
  /** The sub-paragraphs, in order; absent, not empty. */
  children?: SubParagraph[] | undefined;
}
/** A paragraph of the top level. Its sub-paragraphs belong to the same part and do not repeat it. */
export interface Paragraph extends SubParagraph {
  part: Part;
}
export interface Heading extends Translated {
  kind: 'heading';
  id: string;
  /** 1 to 6, 1 the highest. */
  level: number;
}
export interface CellParagraph extends Translated {
  kind: 'paragraph';
  id: string;
}
export interface Cell {
  header?: true | undefined;
  /** Columns and rows that it covers; absent, not 1. */
  colspan?: number | undefined;
  rowspan?: number | undefined;
  paragraphs: CellParagraph[];
}
export interface Table {
  kind: 'table';
  id: string;
  rows: { cells: Cell[] }[];
}
export type Node = Heading | Paragraph | Table;
/** A footnote. It refers to no other note. */
export interface Note extends Translated {
  id: string;
}
export interface Text {
  v: 1;
  /** BCP 47, as in acts. */
  language: string;
  title?: Translated | undefined;
  nodes: Node[];
  /** In the order in which they are first referred to; what nothing refers to stands last. */
  notes: Note[];
}
