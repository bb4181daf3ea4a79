import { TextError } from '../errors.ts';
import { draftIds, type ImportOptions } from '../importing/draft.ts';
import type { Text } from '../tree.ts';
import { blocksIn, type ReadParagraph } from './body.ts';
import { type Change, isTracked, pinChanges, placed, spanOf } from './changes.ts';
import { type DocxComment, readComments } from './comments.ts';
import { type Context, carriedFor } from './context.ts';
import type { Accepts, Flow, FlowNote, FlowParagraph } from './flow.ts';
import type { Lists } from './lists.ts';
import { type DocxNotice, Notices } from './notices.ts';
import { readLists } from './numbering.ts';
import { openPackage, type Package } from './opening.ts';
import { Naming } from './places.ts';
import { type Resolved, resolve } from './resolving.ts';
import { readStyles } from './styles.ts';
import { childrenNamed, findChild, textOf } from './xml.ts';

/** A document as it was handed in. */
export interface DocxRead {
  /** The text as it would be with every tracked change accepted. */
  text: Text;
  /** The text with every tracked change rejected; absent where nothing is tracked. The same ids are the same paragraphs. */
  before?: Text;
  /** Every tracked change in the order of the file; none where nothing is tracked. */
  changes: Change[];
  comments: DocxComment[];
  /** What the file holds and a text cannot: what this lists is all that was not kept. */
  notices: DocxNotice[];
  /** The text with the changes accepted that `accepts` names and the others rejected: those of one author, say. */
  accepting: (accepts: Accepts) => Text;
}

/**
 * Reads a DOCX of whatever program. Throws `TextError`: `text.not-an-archive`, `text.archive-encrypted`,
 * `text.archive-refused`, `text.archive-too-large` for what is no sound archive; `text.not-this-format`;
 * `text.not-xml`, `text.doctype-refused`, `text.wrong-encoding`, `text.too-deep` for its parts; `text.nothing-in-it`;
 * and what `assertText` throws.
 */
export function readDocx(bytes: Uint8Array, { language, ids }: ImportOptions): DocxRead {
  const notices = new Notices();
  const { flow, lists, comments } = flowIn(openPackage(bytes), language, notices);
  const pinned = pinChanges(flow);
  const after = resolve(pinned.flow, () => true, lists);
  const before = resolve(pinned.flow, () => false, lists);
  if (isEmpty(after) && isEmpty(before))
    throw new TextError('text.nothing-in-it', 'The document holds no words that could be read.');
  const naming = new Naming(ids, flow);
  const [now, was] = [naming.named(after), naming.named(before, 'before ')];
  return {
    text: now.text,
    ...((pinned.found.length > 0 || flow.blocks.some(isTracked)) && { before: was.text }),
    changes: placed(pinned.found, was, now),
    comments: comments.map((comment) => {
      const [old, span] = [spanOf(`comment ${comment.id}`, was), spanOf(`comment ${comment.id}`, now)];
      return { ...comment, ...(old && { before: old }), ...(span && { after: span }) };
    }),
    notices: notices.list(),
    accepting: (accepts) => naming.named(resolve(flow, accepts, lists), 'before ').text,
  };
}

const isEmpty = ({ text }: Resolved): boolean => text.nodes.length === 0 && !text.title;

interface ReadFlow {
  flow: Flow;
  lists: Lists;
  comments: DocxComment[];
}

function flowIn(file: Package, language: string, notices: Notices): ReadFlow {
  const shared = {
    ...{ styles: readStyles(file.find('styles')), properties: file.properties, notices },
    ...{ draftId: draftIds(), moves: [] },
  };
  const contextOf = (links: Package['relations']): Context => ({
    ...shared,
    links: new Map(links.filter(({ type }) => type === 'hyperlink').map(({ id, target }) => [id, target])),
  });
  const blocks = blocksIn(findChild(file.document, 'w:body') ?? file.document, contextOf(file.relations));
  const notes = new Map<string, FlowNote>();
  for (const kind of ['footnote', 'endnote'] as const)
    for (const [key, note] of notesIn(file, kind, contextOf(file.relationsOf(`${kind}s`))))
      notes.set(key, note);
  const comments = readComments(file.find('comments'), contextOf(file.relationsOf('comments')));
  noteParts(file, notices);
  return { flow: { language, blocks, notes }, lists: readLists(file.find('numbering')), comments };
}

/** The notes of one kind. What only draws the line above them is none. */
function notesIn(file: Package, kind: 'footnote' | 'endnote', context: Context): [string, FlowNote][] {
  return childrenNamed(file.find(`${kind}s`), `w:${kind}`).flatMap((note): [string, FlowNote][] => {
    const type = note.attributes.type;
    if (type !== undefined && type !== 'normal') return [];
    const paragraphs = blocksIn(note, context).flatMap((block): FlowParagraph[] =>
      block.kind === 'paragraph'
        ? [block]
        : block.rows.flatMap(({ cells }) => cells.flatMap(({ paragraphs: own }) => own)),
    );
    const names = (paragraphs as ReadParagraph[]).find((own) => own.names?.par ?? own.names?.was)?.names;
    const id = names?.par ?? names?.was ?? paragraphs[0]?.id;
    if (id === undefined) return [];
    const { label: _, ...carried } = carriedFor(names?.par ? 'par' : 'was', id, context);
    const alone = (paragraphs as ReadParagraph[]).some((own) => own.names?.lone) && { alone: true as const };
    return [
      [
        `${kind} ${note.attributes.id}`,
        { id, paragraphs, ...carried, ...alone, ...(names && { isNamed: true as const }) },
      ],
    ];
  });
}

/** Lists parts of the file that are not its text: headers and footers, what is embedded, programs. */
function noteParts(file: Package, notices: Notices): void {
  for (const part of [...file.all('header'), ...file.all('footer')]) {
    const words = textOf(part).trim();
    if (words !== '') notices.add('header-or-footer', words);
  }
  for (const { type, target } of file.relations) {
    if (type === 'vbaProject') notices.add('macros');
    if (type === 'oleObject' || type === 'package') notices.add('embedded-file', target);
  }
}
