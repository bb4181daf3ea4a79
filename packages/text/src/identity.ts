import { canonicalBytes, canonicalText, sha256, sha256HexOfText, toBase64url } from '@comity/log';
import type { Cell, CellParagraph, Heading, Inline, Note, SubParagraph, Table } from './tree.ts';

/** The id that 128 bits make: `par_` and 22 letters. The bits come from the caller. */
export const nodeIdOf = (bits: Uint8Array): string => `par_${toBase64url(bits.subarray(0, 16))}`;

/**
 * The id of a node of an archived document: the same whoever imports it, and in whichever language. `symbol` is
 * the document's (`A/80/257`), `place` where the node stands in it (`OP7(a)`, `heading 3`; `importing/places.ts` makes them).
 */
export const derivedId = (symbol: string, place: string): string =>
  nodeIdOf(sha256(canonicalBytes(['comity/text/place/v1', symbol, place])));

/** Anything that `nodeHash` names: what a translation is made from and what a reader has read. */
export type Hashed = Heading | SubParagraph | CellParagraph | Note | Table | Inline;

/**
 * SHA-256, in hex, over the words and marks of one node: not its id, label, children or what it was translated
 * from, so that renumbering and moving make no translation outdated. Of a table: its shape; its cells have their own.
 */
export function nodeHash(node: Hashed): string {
  const level = 'level' in node ? { level: node.level } : {};
  const own =
    'rows' in node ? { rows: node.rows.map(shapeOf) } : { ...level, text: node.text, marks: node.marks };
  return sha256HexOfText(canonicalText(['comity/text/node/v1', own]));
}

const shapeOf = ({ cells }: { cells: Cell[] }) =>
  cells.map(({ header, colspan, rowspan, paragraphs }) => ({
    header,
    colspan,
    rowspan,
    ids: paragraphs.map(({ id }) => id),
  }));
