import type { Label, Source } from '../tree.ts';
import type { Revision, Tracked, Was } from './flow.ts';
import { type BookmarkKind, bookmarked, propertyName } from './naming.ts';
import type { Notices } from './notices.ts';
import type { Styles } from './styles.ts';
import type { XmlElement } from './xml.ts';

/** What reading one part of a file needs to know of the rest of it. */
export interface Context {
  styles: Styles;
  notices: Notices;
  properties: ReadonlyMap<string, string>;
  /** Addresses of links of this part, by the id of their relation. */
  links: ReadonlyMap<string, string>;
  /** An id for the time of reading, until places are known. */
  draftId: () => string;
  /** Names of the moves that are open at this place. */
  moves: string[];
}

/** Who changed this, and when. */
export const revisionOf = ({ attributes }: XmlElement): Revision => ({
  author: attributes.author ?? '',
  ...(attributes.date && { date: attributes.date }),
});

/** What the element around something says of it: put in, struck out, or moved. */
export function trackedBy(element: XmlElement, outer: Tracked, context: Context): Tracked {
  const by = revisionOf(element);
  const move = context.moves.at(-1) ?? `move ${by.author}`;
  if (element.name === 'w:ins') return { ...outer, inserted: by };
  if (element.name === 'w:del') return { ...outer, deleted: by };
  if (element.name === 'w:moveTo') return { ...outer, inserted: by, move };
  return element.name === 'w:moveFrom' ? { ...outer, deleted: by, move } : outer;
}

/** Elements that mark a place between words and have no words of their own. */
const MOVE_STARTS = new Set(['w:moveFromRangeStart', 'w:moveToRangeStart']);
const MOVE_ENDS = new Set(['w:moveFromRangeEnd', 'w:moveToRangeEnd']);

/** Follows the moves that begin and end at this element; whether it was one of those. */
export function followsMove({ name, attributes }: XmlElement, context: Context): boolean {
  if (MOVE_STARTS.has(name)) context.moves.push(attributes.name ?? '');
  if (MOVE_ENDS.has(name)) context.moves.pop();
  return MOVE_STARTS.has(name) || MOVE_ENDS.has(name);
}

/** Ids that bookmarks of ours give to the paragraph, the table and the note they stand in. */
export type Names = { [kind in BookmarkKind]?: string | undefined };

/** Takes the id from a bookmark of ours. Of two paragraphs that became one, it is the id of the first. */
export function noteBookmark({ attributes }: XmlElement, names: Names): void {
  const found = bookmarked(attributes.name ?? '');
  if (found) names[found.kind] ??= found.id;
}

/** What a file of ours says of a paragraph beside its words. */
export interface Carried {
  label?: Label;
  source?: Source;
  /** Of a note. */
  place?: number;
  was?: Was & { place?: number };
}

/** What cannot be read is as if it were not there; whether what was read can stand in a text, `assertText` says. */
export function carriedFor(kind: BookmarkKind, id: string, { properties }: Context): Carried {
  const json = properties.get(propertyName(kind, id));
  if (json === undefined) return {};
  try {
    const { label, source, place, was } = JSON.parse(json) as Carried;
    const placed = typeof place === 'number' && { place };
    return { ...(label && { label }), ...(source && { source }), ...placed, ...(was?.by && { was }) };
  } catch {
    return {};
  }
}
