import { type Piece, piecesOf } from '../inline.ts';
import type { Inline, RangeMark } from '../tree.ts';
import { escaped } from './escape.ts';

const ELEMENT = { strong: 'strong', emphasis: 'em', underline: 'u', link: 'a' } as const;

/** Numbers of notes by id, and the prefix that keeps the ids of two texts on one page apart. */
export interface NoteLinks {
  numbers: ReadonlyMap<string, number>;
  prefix: string;
}

/** Words with their marks as HTML. References to notes are links to them; line breaks are `<br>`. */
export const inlineHtml = (words: Inline, notes?: NoteLinks): string =>
  piecesOf(words)
    .map((piece) => pieceHtml(piece, notes))
    .join('');

function pieceHtml({ text, marks, notes: noted }: Piece, notes: NoteLinks | undefined): string {
  const references = noted.map((id) => (notes ? reference(id, notes) : '')).join('');
  if (text === '') return references;
  const words = escaped(text).replaceAll('\n', '<br>');
  return references + marks.reduceRight((within, mark) => open(mark) + within + close(mark), words);
}

const open = (mark: RangeMark): string =>
  mark.kind === 'link' ? `<a href="${escaped(mark.href)}" rel="noopener">` : `<${ELEMENT[mark.kind]}>`;
const close = (mark: RangeMark): string => `</${ELEMENT[mark.kind]}>`;

const reference = (id: string, { numbers, prefix }: NoteLinks): string =>
  `<sup><a href="#${prefix}${id}" role="doc-noteref">${numbers.get(id) ?? '*'}</a></sup>`;
