import { blocksIn } from './body.ts';
import type { Span } from './changes.ts';
import type { Context } from './context.ts';
import type { FlowBlock } from './flow.ts';
import { inlineOf } from './inlining.ts';
import { childrenNamed, type XmlElement } from './xml.ts';

/** A remark beside the text. */
export interface DocxComment {
  /** As the file numbers it. */
  id: string;
  author: string;
  /** RFC 3339, as the file gives it. */
  date?: string;
  initials?: string;
  /** Its words, a line for each paragraph. */
  words: string;
  /** The words that it is about in the text as it would be, and as it was; absent where those do not stand there. */
  after?: Span;
  before?: Span;
}

/** The comments of a file, without their places. */
export const readComments = (root: XmlElement | undefined, context: Context): DocxComment[] =>
  childrenNamed(root, 'w:comment').map((comment) => {
    const { id, author, date, initials } = comment.attributes;
    const words = blocksIn(comment, context).flatMap(linesOf).join('\n');
    return {
      id: id ?? '',
      author: author ?? '',
      ...(date && { date }),
      ...(initials && { initials }),
      words,
    };
  });

const linesOf = (block: FlowBlock): string[] =>
  block.kind === 'table'
    ? block.rows.flatMap(({ cells }) => cells.flatMap(({ paragraphs }) => paragraphs.flatMap(linesOf)))
    : [inlineOf(block.pieces, () => true, new Map()).words.text];
