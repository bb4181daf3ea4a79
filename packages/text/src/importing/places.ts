import { workingLabels } from '../labels.ts';
import type { Node, SubParagraph, Text } from '../tree.ts';
import { type Spot, walk } from '../walk.ts';

/**
 * Where each node stands, in words that are the same in every language: `OP7(a)`, `heading 3`, `paragraph 2`,
 * `table 1/2.1.1`, `note 4`; of two that would have the same place, the second has ` #2`. By id.
 */
export function placesOf(text: Text): Map<string, string> {
  const labels = workingLabels(text);
  const counts = new Map<string, number>();
  const count = (kind: string): number => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return counts.get(kind)!;
  };
  const places = new Map<string, string>();
  for (const spot of walk(text)) {
    const place = placeOf(spot, labels, places, count);
    const times = count(`place ${place}`);
    places.set(spot.node.id, times > 1 ? `${place} #${times}` : place);
  }
  return places;
}

function placeOf(
  spot: Spot,
  labels: ReadonlyMap<string, string>,
  places: ReadonlyMap<string, string>,
  count: (kind: string) => number,
): string {
  const label = labels.get(spot.node.id);
  if (spot.role === 'cell')
    return `${places.get(spot.parent!)}/${spot.path.match(/\d+/g)!.slice(1).map(fromOne).join('.')}`;
  if (spot.role === 'sub') return label ?? `${places.get(spot.parent!)}/${count(`in ${spot.parent}`)}`;
  return label ?? `${spot.role} ${count(spot.role)}`;
}

const fromOne = (index: string): number => Number(index) + 1;

/** Where ids come from: of the place of a node in its document. `(place) => derivedId(symbol, place)` for archives. */
export type IdSource = (place: string) => string;

/** The same text with the ids that `ids` gives to places; nodes whose id is in `keep` keep theirs. */
export function withIds(
  text: Text,
  ids: IdSource,
  keep: ReadonlySet<string>,
): { text: Text; renamed: Map<string, string> } {
  const places = placesOf(text);
  const renamed = new Map([...places].map(([id, place]) => [id, keep.has(id) ? id : ids(place)]));
  return { text: rename(text, renamed), renamed };
}

function rename(text: Text, ids: ReadonlyMap<string, string>): Text {
  const named = <T extends { id?: string; marks?: unknown }>(node: T): T => {
    const marks = (node.marks as { kind: string; note?: string }[] | undefined)?.map((mark) =>
      mark.kind === 'note' ? { ...mark, note: ids.get(mark.note!)! } : mark,
    );
    return { ...node, ...(node.id && { id: ids.get(node.id)! }), ...(marks && { marks }) };
  };
  const inParagraph = <T extends SubParagraph>(node: T): T =>
    node.children ? { ...named(node), children: node.children.map(inParagraph) } : named(node);
  const inNode = (node: Node): Node => {
    if (node.kind === 'paragraph') return inParagraph(node);
    if (node.kind === 'heading') return named(node);
    const rows = node.rows.map(({ cells }) => ({
      cells: cells.map((cell) => ({ ...cell, paragraphs: cell.paragraphs.map(named) })),
    }));
    return { ...named(node), rows };
  };
  return {
    ...text,
    ...(text.title && { title: named(text.title) }),
    nodes: text.nodes.map(inNode),
    notes: text.notes.map(named),
  };
}
