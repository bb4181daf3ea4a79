import { collide, sameEdit } from './edits.ts';
import { anchorOf } from './obstacle.ts';
import type { Change, Edit } from './proposal.ts';
import type { Stated } from './rolling.ts';

/**
 * Proposals that cannot all be taken as they are, at one place. `words`: they change the same words, or words that
 * touch; `from` and `to` say where. `paragraph`: one would have the paragraph out, elsewhere or called
 * otherwise, and others change it or lean on it. `order`: they bring something to the same place, and nobody said which
 * comes first. `same`: they ask for the same.
 */
export interface Collision {
  why: 'words' | 'paragraph' | 'order' | 'same';
  at: string;
  from?: number;
  to?: number;
  /** In the order in which they were proposed. */
  proposals: string[];
}

/** Everything that collides, place by place: what a chair sees first. One line for a place, however many meet there. */
export function collisionsOf(proposals: readonly Stated[]): Collision[] {
  const by = placesOf(proposals);
  return [
    ...[...by.words].flatMap(([at, edits]) => wordCollisions(at, edits)),
    ...[...by.whole].flatMap(([at, whole]) => paragraphCollision(at, whole, by)),
    ...[...by.places].flatMap(([, { at, proposals: all }]): Collision[] =>
      all.size > 1 ? [{ why: 'order', at, proposals: [...all] }] : [],
    ),
  ];
}

interface Placed {
  edit: Edit;
  proposal: string;
}
interface Places {
  words: Map<string, Placed[]>;
  /** Deletions, moves and forms, by paragraph. */
  whole: Map<string, { change: Exclude<Change, { kind: 'words' | 'new' }>; proposal: string }[]>;
  /** What leans on a paragraph: it comes after it, or under it. */
  leaning: Map<string, string[]>;
  places: Map<string, { at: string; proposals: Set<string> }>;
}

function placesOf(proposals: readonly Stated[]): Places {
  const out: Places = { words: new Map(), whole: new Map(), leaning: new Map(), places: new Map() };
  for (const { id: proposal, changes } of proposals) {
    const own = new Set(changes.flatMap((change) => (change.kind === 'new' ? [change.id] : [])));
    for (const change of changes) {
      if (change.kind === 'words')
        for (const edit of change.edits) push(out.words, change.at, { edit, proposal });
      else if (change.kind !== 'new') push(out.whole, change.at, { change, proposal });
      if ((change.kind === 'new' || change.kind === 'move') && !own.has(anchorOf(change.place)))
        lean(out, change.place, proposal);
    }
  }
  return out;
}

function lean(out: Places, place: Extract<Change, { kind: 'new' }>['place'], proposal: string): void {
  const [key, at] = [JSON.stringify(place), anchorOf(place)];
  push(out.leaning, at, proposal);
  const known = out.places.get(key);
  if (known) known.proposals.add(proposal);
  else out.places.set(key, { at, proposals: new Set([proposal]) });
}

function push<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}

/** Edits that meet, directly or through one between them, are one place. */
function wordCollisions(at: string, edits: readonly Placed[]): Collision[] {
  const ordered = edits.toSorted((a, b) => a.edit.from - b.edit.from || a.edit.to - b.edit.to);
  const places: { from: number; to: number; edits: Placed[] }[] = [];
  for (const placed of ordered) {
    const last = places.at(-1);
    const { from, to } = placed.edit;
    if (last?.edits.some(({ edit }) => collide(edit, placed.edit))) {
      last.edits.push(placed);
      last.to = Math.max(last.to, to);
    } else places.push({ from, to, edits: [placed] });
  }
  return places.flatMap(({ from, to, edits: all }): Collision[] => {
    const proposals = [...new Set(all.map(({ proposal }) => proposal))];
    if (proposals.length < 2) return [];
    const why = all.every(({ edit }) => sameEdit(edit, all[0]!.edit)) ? 'same' : 'words';
    return [{ why, at, from, to, proposals }];
  });
}

function paragraphCollision(
  at: string,
  whole: NonNullable<ReturnType<Places['whole']['get']>>,
  { words, leaning }: Places,
): Collision[] {
  const kinds = new Set(whole.map(({ change }) => JSON.stringify({ ...change })));
  const goes = whole.some(({ change }) => change.kind === 'delete');
  const stands = whole.some(({ change }) => change.kind !== 'delete');
  const others = [
    ...(goes ? (words.get(at) ?? []).map(({ proposal }) => proposal) : []),
    ...(goes || stands ? (leaning.get(at) ?? []) : []),
  ];
  const proposals = [...new Set([...whole.map(({ proposal }) => proposal), ...others])];
  if (proposals.length < 2) return [];
  return [{ why: kinds.size === 1 && others.length === 0 ? 'same' : 'paragraph', at, proposals }];
}
