import { idOf, type Shell } from '../compare/units.ts';
import type { Inline, Mark, Text } from '../tree.ts';
import { Draft, depthOf } from './draft.ts';
import { anchorOf, obstacle } from './obstacle.ts';
import type { Change, Edit } from './proposal.ts';
import { rebaseOver } from './rebase.ts';

/** A proposal as views show it: who it is, and what it changes in the text that is shown. */
export interface Stated {
  id: string;
  changes: readonly Change[];
}

/**
 * A run of the words of a paragraph with everything that is proposed there. `base`: words of the text; `struck` lists the
 * proposals that would have them out. `put`: words that the proposals in `by` would have in at this place.
 */
export type Run = ({ kind: 'base'; struck: string[] } & Inline) | { kind: 'put'; text: string; by: string[] };

/** One paragraph of a rolling text: as it stands, with what is proposed. All lists name proposals. */
export interface RollingEntry {
  shell: Shell;
  label?: string;
  runs: Run[];
  /** It does not stand in the text: these would have it in. */
  broughtBy: string[];
  deletedBy: string[];
  /** Where others would have it stand. */
  moves: { by: string; after: string | undefined }[];
  forms: { by: string; now: Extract<Change, { kind: 'form' }>['now'] }[];
}
export interface Rolling {
  language: string;
  entries: RollingEntry[];
  /** Changes that cannot be shown in their place: it is not there. */
  unplaced: { proposal: string; change: Change; at: string }[];
}

/**
 * The state of play: the text with everything that is proposed in it, each change in its place under the names of those
 * who ask for it. Nothing is chosen, shortened or ranked: with all proposals left out it is the text, and with one taken
 * it is what that one would make of it (`readingOf`).
 */
export function rollingText(text: Text, proposals: readonly Stated[]): Rolling {
  const { draft, broughtBy, labels, unplaced } = withEverythingNew(text, proposals);
  const at = gathered(proposals);
  const fate = new Fates();
  const entries = draft.units().map(({ shell, text: words }): RollingEntry => {
    const id = idOf(shell);
    const label = labels.get(id);
    const own = at.get(id) ?? NOTHING;
    const marks = 'marks' in shell ? shell.marks : undefined;
    return {
      shell,
      ...(label !== undefined && { label }),
      runs: runsOf({ text: words, marks }, own.edits),
      broughtBy: broughtBy.get(id) ?? [],
      deletedBy: fate.of(shell, own.deletedBy),
      moves: own.moves,
      forms: own.forms,
    };
  });
  return { language: text.language, entries, unplaced };
}

interface Gathered {
  edits: { edit: Edit; by: string }[];
  deletedBy: string[];
  moves: RollingEntry['moves'];
  forms: RollingEntry['forms'];
}
const NOTHING: Gathered = { edits: [], deletedBy: [], moves: [], forms: [] };

/** What is proposed, by the paragraph that it is proposed for. */
function gathered(proposals: readonly Stated[]): Map<string, Gathered> {
  const at = new Map<string, Gathered>();
  for (const { id: by, changes } of proposals)
    for (const change of changes) {
      if (change.kind === 'new') continue;
      const own = at.get(change.at) ?? { edits: [], deletedBy: [], moves: [], forms: [] };
      at.set(change.at, own);
      if (change.kind === 'words') for (const edit of change.edits) own.edits.push({ edit, by });
      else if (change.kind === 'delete') own.deletedBy.push(by);
      else if (change.kind === 'move') own.moves.push({ by, after: afterOf(change) });
      else own.forms.push({ by, now: change.now });
    }
  return at;
}
const afterOf = ({ place }: Extract<Change, { kind: 'move' }>): string | undefined =>
  'first' in place ? undefined : anchorOf(place);

/** What hangs on a paragraph goes with it. */
class Fates {
  /** Who would have out the paragraph of each depth that is open; of a table, what its cells go with. */
  #open: (readonly string[])[] = [];

  of(shell: Shell, own: readonly string[]): string[] {
    const depth = shell.role === 'cell' ? 1 : depthOf(shell);
    const above = depth === 0 ? [] : (this.#open[depth - 1] ?? []);
    const all = unique([...above, ...own]);
    this.#open = [...this.#open.slice(0, depth), all];
    return all;
  }
}

/** The text with every paragraph that anybody would have in, and what each is called then. */
export interface Together {
  draft: Draft;
  /** Who would have in what does not stand in the text. */
  broughtBy: ReadonlyMap<string, string[]>;
  labels: ReadonlyMap<string, string>;
  unplaced: Rolling['unplaced'];
}

/** Every paragraph that anybody would have in stands in its place, in the order in which they were proposed. */
export function withEverythingNew(text: Text, proposals: readonly Stated[]): Together {
  const draft = new Draft(text);
  const broughtBy = new Map<string, string[]>();
  const unplaced: Rolling['unplaced'] = [];
  const placed: Change[] = [];
  for (const { id: proposal, changes } of proposals)
    for (const change of changes) {
      if (change.kind !== 'new') continue;
      // Several in one place stand one behind the other, as they would if all were accepted.
      const moved = rebaseOver([change], placed).changes[0]!;
      if (obstacle(draft, moved)) unplaced.push({ proposal, change, at: change.id });
      else {
        draft.perform(moved);
        placed.push(moved);
        broughtBy.set(change.id, [proposal]);
      }
    }
  const known = new Set(draft.units().map(({ shell }) => idOf(shell)));
  return { draft, broughtBy, labels: draft.labels(), unplaced: [...unplaced, ...lost(proposals, known)] };
}

const lost = (proposals: readonly Stated[], known: ReadonlySet<string>): Rolling['unplaced'] =>
  proposals.flatMap(({ id: proposal, changes }) =>
    changes.flatMap((change) =>
      change.kind === 'new' || known.has(change.at) ? [] : [{ proposal, change, at: change.at }],
    ),
  );

interface Put {
  from: number;
  to: number;
  text: string;
  by: string[];
}

/** The words cut wherever an edit begins or ends. What several ask for in the same words stands there once. */
export function runsOf(words: Inline, edits: readonly { edit: Edit; by: string }[]): Run[] {
  if (edits.length === 0) return words.text === '' ? [] : [base(words, 0, words.text.length, [])];
  const puts = putsOf(edits);
  const struck = edits.filter(({ edit }) => edit.from < edit.to).sort((a, b) => a.edit.from - b.edit.from);
  const cuts = new Set([0, words.text.length]);
  for (const { edit } of edits) cuts.add(edit.from).add(edit.to);
  const places = [...cuts].sort((a, b) => a - b);
  const runs: Run[] = [];
  let [active, next]: [typeof struck, number] = [[], 0];
  places.forEach((from, i) => {
    for (const { text, by } of puts.get(from) ?? []) runs.push({ kind: 'put', text, by });
    const to = places[i + 1];
    if (to === undefined) return;
    active = active.filter(({ edit }) => edit.to > from);
    for (; next < struck.length && struck[next]!.edit.from <= from; next++) active.push(struck[next]!);
    runs.push(base(words, from, to, unique(active.map(({ by }) => by))));
  });
  return runs;
}

const unique = (all: readonly string[]): string[] => [...new Set(all)];

/** What comes in, by the place behind the words that it stands for; what begins first stands first. */
function putsOf(edits: readonly { edit: Edit; by: string }[]): Map<number, Put[]> {
  const puts = new Map<string, Put>();
  for (const {
    edit: { from, to, put: text },
    by,
  } of edits) {
    if (text === '') continue;
    const key = `${from} ${to} ${text}`;
    const known = puts.get(key);
    if (known) known.by = unique([...known.by, by]);
    else puts.set(key, { from, to, text, by: [by] });
  }
  const ordered = [...puts.values()].sort((a, b) => a.from - b.from);
  return Map.groupBy(ordered, ({ to }) => to);
}

function base({ text, marks = [] }: Inline, from: number, to: number, struck: string[]): Run {
  const within = marks.length > 0 ? marksWithin(marks, from, to) : [];
  return { kind: 'base', text: text.slice(from, to), ...(within.length > 0 && { marks: within }), struck };
}

const marksWithin = (marks: readonly Mark[], start: number, end: number): Mark[] =>
  marks.flatMap((mark): Mark[] => {
    if (mark.kind === 'note')
      return mark.at >= start && mark.at < end ? [{ ...mark, at: mark.at - start }] : [];
    const [from, to] = [Math.max(mark.from, start) - start, Math.min(mark.to, end) - start];
    return from < to ? [{ ...mark, from, to }] : [];
  });

/** The words of one entry when these proposals are taken and all others are not; undefined where it is not there. */
export function readingOf(
  { runs, broughtBy, deletedBy }: RollingEntry,
  taken: ReadonlySet<string>,
): string | undefined {
  const any = (all: readonly string[]) => all.some((id) => taken.has(id));
  if ((broughtBy.length > 0 && !any(broughtBy)) || any(deletedBy)) return undefined;
  return runs
    .filter((run) => (run.kind === 'base' ? !any(run.struck) : any(run.by)))
    .map(({ text }) => text)
    .join('');
}
