import { nodeHash } from './identity.ts';
import type { Text, Translated } from './tree.ts';
import { type Spot, walk, wordsOf } from './walk.ts';

/** How one language version stands to the version it was made from. Lists hold ids, in order of the text they stand in. */
export interface Standing {
  language: string;
  /** In the original, not here. */
  missing: string[];
  /** Translated from words that the original no longer has. */
  outdated: string[];
  /** Here, but does not say which words it was translated from: nobody can tell whether it is outdated. */
  unmarked: string[];
  /** Here, not in the original. */
  extra: string[];
  /** Both versions have the same paragraphs, and these do not stand in the same order or under the same paragraph. */
  elsewhere: string[];
}

/**
 * How the language versions of a document stand to one of them, `original` by its language. A paragraph is aligned
 * by its id; it is outdated when `source.hash` is not the `nodeHash` that the original has there now. The title
 * counts as a paragraph with the id `title`. Tables have no words: their cells are looked at. No language version
 * is said to be more valid by this: the original is the one that the others were translated from.
 */
export function compareLanguages(texts: readonly Text[], original: string): Standing[] {
  const from = texts.find(({ language }) => language === original);
  if (!from) return [];
  const originals = unitsOf(from);
  return texts.filter((text) => text !== from).map((text) => standing(text, original, originals));
}

interface Unit {
  words: Translated;
  hash: string;
  parent: string | undefined;
}

function unitsOf(text: Text): Map<string, Unit> {
  const units = new Map<string, Unit>();
  if (text.title) units.set('title', { words: text.title, hash: nodeHash(text.title), parent: undefined });
  for (const spot of walk(text)) {
    const words = wordsOf(spot);
    // A paragraph that only holds sub-paragraphs has nothing to translate.
    if (words && words.text !== '')
      units.set(spot.node.id, { words, hash: hashOf(spot), parent: spot.parent });
  }
  return units;
}

const hashOf = (spot: Spot): string => nodeHash(spot.node);

function standing(text: Text, original: string, originals: ReadonlyMap<string, Unit>): Standing {
  const own = unitsOf(text);
  const shared = [...own].filter(([id]) => originals.has(id));
  const sourceOf = ({ words }: Unit) => (words.source?.language === original ? words.source.hash : undefined);
  const stale = shared.filter(([id, unit]) => {
    const source = sourceOf(unit);
    return source !== undefined && source !== originals.get(id)!.hash;
  });
  return {
    language: text.language,
    missing: [...originals.keys()].filter((id) => !own.has(id)),
    outdated: stale.map(([id]) => id),
    unmarked: shared.filter(([, unit]) => sourceOf(unit) === undefined).map(([id]) => id),
    extra: [...own.keys()].filter((id) => !originals.has(id)),
    elsewhere: elsewhere(shared, originals),
  };
}

/** Paragraphs under another parent, and those after which one stands that precedes them in the original. */
function elsewhere(shared: [string, Unit][], originals: ReadonlyMap<string, Unit>): string[] {
  const places = new Map([...originals.keys()].map((id, i) => [id, i]));
  return shared.flatMap(([id, unit], i) => {
    const next = shared[i + 1]?.[0];
    const outOfOrder = next !== undefined && places.get(next)! < places.get(id)!;
    return outOfOrder || unit.parent !== originals.get(id)!.parent ? [id] : [];
  });
}

/**
 * The same text with each named paragraph marked as translated from the words that `original` has there now: what a
 * translator's confirmation does. `ids` that either text lacks are left alone.
 */
export function markTranslated(text: Text, original: Text, ids: ReadonlySet<string>): Text {
  const originals = unitsOf(original);
  const marked = <T extends Translated>(words: T, id: string): T => {
    const unit = originals.get(id);
    if (!unit || !ids.has(id)) return words;
    return { ...words, source: { language: original.language, hash: unit.hash } };
  };
  return mapWords(text, marked);
}

/** The same text with the words of each node replaced by what `change` makes of them. */
export function mapWords(text: Text, change: <T extends Translated>(words: T, id: string) => T): Text {
  const inParagraph = <T extends { id: string; children?: unknown } & Translated>(node: T): T => {
    const changed = change(node, node.id);
    const children = node.children as T[] | undefined;
    return children ? { ...changed, children: children.map(inParagraph) } : changed;
  };
  return {
    ...text,
    ...(text.title && { title: change(text.title, 'title') }),
    nodes: text.nodes.map((node) => {
      if (node.kind === 'paragraph') return inParagraph(node);
      if (node.kind === 'heading') return change(node, node.id);
      const rows = node.rows.map(({ cells }) => ({
        cells: cells.map((cell) => ({ ...cell, paragraphs: cell.paragraphs.map((p) => change(p, p.id)) })),
      }));
      return { ...node, rows };
    }),
    notes: text.notes.map((note) => change(note, note.id)),
  };
}
