import { type Context, carriedFor, followsMove, type Names, noteBookmark, trackedBy } from './context.ts';
import type { FlowBlock, FlowCell, FlowParagraph, FlowRow, FlowTable, Role, Tracked } from './flow.ts';
import { Runs } from './runs.ts';
import { listIn, outlineIn, roleOf } from './styles.ts';
import { childrenNamed, elementsOf, findChild, switchOf, textOf, valOf, type XmlElement } from './xml.ts';

const AROUND = new Set(['w:sdt', 'w:sdtContent', 'w:customXml', 'w:ins', 'w:del', 'w:moveTo', 'w:moveFrom']);
const SILENT = new Set(['w:sectPr', 'w:bookmarkEnd', 'w:tcPr', 'w:sdtPr', 'w:sdtEndPr', 'w:proofErr']);
/** The style of the paragraphs of a header cell. */
const HEAD_STYLE = 'comity table head';

/** The paragraphs and tables within an element, in order. `names` are bookmarks that stand between two of them. */
export function blocksIn(of: XmlElement, context: Context, names: Names = {}): FlowBlock[] {
  return elementsOf(of).flatMap((element): FlowBlock[] => {
    const { name } = element;
    if (name === 'w:p') return [paragraphIn(element, context, take(names))];
    if (name === 'w:tbl') return tableIn(element, context);
    if (name === 'w:bookmarkStart') noteBookmark(element, names);
    else if (AROUND.has(name)) return blocksIn(element, context, names);
    else if (name === 'mc:AlternateContent') return blocksIn(fallback(element), context, names);
    else if (name === 'w:altChunk') context.notices.add('object', 'altChunk');
    else if (name.startsWith('m:')) context.notices.add('equation', textOf(element));
    else if (!followsMove(element, context) && !SILENT.has(name))
      context.notices.add('unknown-element', name);
    return [];
  });
}

const fallback = (element: XmlElement): XmlElement =>
  findChild(element, 'mc:Fallback') ?? findChild(element, 'mc:Choice') ?? { ...element, children: [] };

function take(names: Names): Names {
  const taken = { ...names };
  for (const kind of Object.keys(names)) delete names[kind as keyof Names];
  return taken;
}

/** A paragraph, and what the bookmarks in it name: the table and the note too that it stands in. */
export interface ReadParagraph extends FlowParagraph {
  names: Names;
}

function paragraphIn(element: XmlElement, context: Context, names: Names): ReadParagraph {
  const properties = findChild(element, 'w:pPr');
  const style = context.styles.get(valOf(properties, 'w:pStyle') ?? '');
  const role = roleOf(style, outlineIn(properties));
  const runs = new Runs(context, names);
  runs.read(element);
  if (findChild(properties, 'w:pPrChange')) context.notices.add('formatting-change');
  const kind = names.par ? 'par' : 'was';
  const known = names.par ?? names.was;
  const id = known ?? context.draftId();
  const { place: _, ...carried } = known ? carriedFor(kind, known, context) : {};
  const list = { ...style?.list, ...listIn(properties) };
  return {
    ...{
      kind: 'paragraph',
      role,
      id,
      pieces: runs.pieces,
      end: endOf(properties, context),
      names: runs.names,
    },
    ...(known && { isNamed: true as const }),
    ...(known && isNumbered(role) && { label: null }),
    ...carried,
    ...(list.number !== undefined && { list: { number: list.number, level: list.level ?? 0 } }),
  };
}

const isNumbered = ({ kind }: Role): boolean => kind === 'paragraph' || kind === 'sub';

/** What the properties of a paragraph's own mark say: whether its end was put in or struck out. */
function endOf(properties: XmlElement | undefined, context: Context): Tracked {
  let tracked: Tracked = {};
  for (const child of elementsOf(findChild(properties, 'w:rPr')))
    tracked = trackedBy(child, tracked, context);
  return tracked;
}

/** One table, or, where it is a table in a table, its paragraphs. */
function tableIn(element: XmlElement, context: Context): FlowBlock[] {
  const names: Names = {};
  const rows = rowsIn(element, context, names);
  const known = names.tab ?? names.twas;
  const id = known ?? context.draftId();
  return rows.length > 0
    ? [{ kind: 'table', id, rows, ...(known && { isNamed: true as const }) } satisfies FlowTable]
    : [];
}

function rowsIn(of: XmlElement, context: Context, names: Names): FlowRow[] {
  return elementsOf(of).flatMap((element): FlowRow[] => {
    if (AROUND.has(element.name)) return rowsIn(element, context, names);
    if (element.name === 'w:bookmarkStart') noteBookmark(element, names);
    followsMove(element, context);
    return element.name === 'w:tr' ? [rowIn(element, context, names)] : [];
  });
}

function rowIn(element: XmlElement, context: Context, names: Names): FlowRow {
  const properties = findChild(element, 'w:trPr');
  const isHead = switchOf(properties, 'w:tblHeader') === true;
  const before = Number(valOf(properties, 'w:gridBefore') ?? 0);
  let tracked: Tracked = {};
  for (const child of elementsOf(properties)) tracked = trackedBy(child, tracked, context);
  const skipped: FlowCell[] = before > 0 && before <= 200 ? [{ columns: before, paragraphs: [] }] : [];
  return { cells: [...skipped, ...cellsIn(element, isHead, context, names)], ...tracked };
}

function cellsIn(of: XmlElement, isHead: boolean, context: Context, names: Names): FlowCell[] {
  return elementsOf(of).flatMap((element): FlowCell[] => {
    if (AROUND.has(element.name)) return cellsIn(element, isHead, context, names);
    if (element.name === 'w:bookmarkStart') noteBookmark(element, names);
    return element.name === 'w:tc' ? [cellIn(element, isHead, context, names)] : [];
  });
}

function cellIn(element: XmlElement, isHead: boolean, context: Context, names: Names): FlowCell {
  const properties = findChild(element, 'w:tcPr');
  const columns = Number(valOf(properties, 'w:gridSpan') ?? 1);
  const merge = findChild(properties, 'w:vMerge');
  const changed = ['w:cellIns', 'w:cellDel', 'w:cellMerge'].some((name) => findChild(properties, name));
  if (changed) context.notices.add('formatting-change');
  const paragraphs = flat(blocksIn(element, context), context);
  for (const { names: own } of paragraphs as ReadParagraph[]) {
    names.tab ??= own?.tab;
    names.twas ??= own?.twas;
  }
  const isOwnHead = childrenNamed(element, 'w:p').some((p) => {
    const style = context.styles.get(valOf(findChild(p, 'w:pPr'), 'w:pStyle') ?? '');
    return style?.name.toLowerCase() === HEAD_STYLE;
  });
  return {
    ...((isHead || isOwnHead) && { header: true as const }),
    columns: Number.isInteger(columns) && columns >= 1 && columns <= 200 ? columns : 1,
    ...(merge && { merge: merge.attributes.val === 'restart' ? ('first' as const) : ('next' as const) }),
    paragraphs,
  };
}

function flat(blocks: readonly FlowBlock[], context: Context): FlowParagraph[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'paragraph') return [block];
    context.notices.add('nested-table');
    return block.rows.flatMap(({ cells }) => cells.flatMap(({ paragraphs }) => paragraphs));
  });
}
