import { compareTexts, type Entry, isChanged } from '../compare/compare.ts';
import { diffPieces, type Span } from '../compare/spans.ts';
import { idOf, type Shell, unitsOf } from '../compare/units.ts';
import { insertionAfter } from '../labels.ts';
import type { SubParagraph, Text } from '../tree.ts';
import { findSpot, walk, wordsOf } from '../walk.ts';
import { cut, plainSegment, type Segment } from '../words.ts';
import { Draft, formOf, treeHash } from './draft.ts';
import { sameForm } from './obstacle.ts';
import type { Change, Edit, NewNode, Place } from './proposal.ts';

/** What becomes of spans: the edits that make the new words of the old ones. */
export function editsOf(spans: readonly Span[]): Edit[] {
  const edits: Edit[] = [];
  let at = 0;
  for (const { kind, text } of spans) {
    const last = edits.at(-1);
    const joins = last !== undefined && last.to === at;
    if (kind === 'kept') at += text.length;
    else if (kind === 'deleted') {
      if (joins) Object.assign(last, { to: at + text.length, was: last.was + text });
      else edits.push({ from: at, to: at + text.length, was: text, put: '' });
      at += text.length;
    } else if (joins) last.put += text;
    else edits.push({ from: at, to: at, was: '', put: text });
  }
  return edits;
}

/** New words for a paragraph, as the edits that they come to: what is the same in both stays. Undefined where all is. */
export function rewording(
  text: Text,
  at: string,
  words: string,
  segment: Segment = plainSegment,
): Change | undefined {
  const spot = at === 'title' ? undefined : findSpot(text, at);
  const before = at === 'title' ? text.title?.text : spot && wordsOf(spot)?.text;
  return before === words ? undefined : rewordingOf(cut(before ?? '', segment), at, cut(words, segment));
}

/** The same for words that are cut already: who compares many wordings of one paragraph cuts it once. */
export function rewordingOf(
  before: readonly string[],
  at: string,
  after: readonly string[],
): Change | undefined {
  const edits = editsOf(diffPieces(before, after));
  return edits.length > 0 ? { kind: 'words', at, edits } : undefined;
}

/**
 * One word, or several, in place of another wherever it stands: one proposal for all paragraphs, or those of `within`.
 * Only whole words are found, as they are spelled.
 */
export function replacing(text: Text, find: string, put: string, within?: ReadonlySet<string>): Change[] {
  const wanted = plainSegment(find);
  if (find === '' || find === put) return [];
  return walk(text).flatMap((spot): Change[] => {
    const words = wordsOf(spot);
    if (!words || (within && !within.has(spot.node.id))) return [];
    const edits = occurrences(plainSegment(words.text), wanted).map(
      (from): Edit => ({ from, to: from + find.length, was: find, put }),
    );
    const apart = edits.filter(({ from }, i) => i === 0 || edits[i - 1]!.to < from);
    return apart.length > 0 ? [{ kind: 'words', at: spot.node.id, edits: apart }] : [];
  });
}

function occurrences(pieces: readonly string[], wanted: readonly string[]): number[] {
  const found: number[] = [];
  let at = 0;
  pieces.forEach((piece, i) => {
    if (wanted.every((word, k) => pieces[i + k] === word)) found.push(at);
    at += piece.length;
  });
  return found;
}

/** A new paragraph after another: behind what hangs on that one already, and called bis, ter, or alt. */
export function inserting(
  text: Text,
  after: string,
  { id, call, words }: { id: string; call: 'insertion' | 'alternative' | 'numbered'; words: string },
): Change | undefined {
  const spot = findSpot(text, after);
  if (spot?.role !== 'paragraph' && spot?.role !== 'sub') return undefined;
  const siblings = siblingsOf(text, spot.role === 'sub' ? spot.parent : undefined);
  const behind =
    call === 'alternative' ? lastAlternative(siblings, after) : insertionAfter(siblings, after)?.after;
  const place: Place = { after: behind ?? after };
  const part = spot.role === 'paragraph' ? { part: spot.part } : {};
  return { kind: 'new', id, place, node: { kind: 'paragraph', ...part, call, text: words } };
}

/** Alternatives stand right behind the paragraph that they are to, before its bis. */
function lastAlternative(siblings: readonly SubParagraph[], after: string): string | undefined {
  let at = siblings.findIndex(({ id }) => id === after);
  while (at >= 0 && siblings[at + 1]?.label && 'alt' in siblings[at + 1]!.label!) at++;
  return siblings[at]?.id;
}

const siblingsOf = (text: Text, parent: string | undefined): SubParagraph[] => {
  if (parent === undefined) return text.nodes as SubParagraph[];
  return (findSpot(text, parent)?.node as SubParagraph | undefined)?.children ?? [];
};

/** A paragraph goes, with all that hangs on it. */
export function deleting(text: Text, at: string): Change | undefined {
  const draft = new Draft(text);
  return draft.unit(at) ? { kind: 'delete', at, was: treeHash(draft.tree(at)) } : undefined;
}

/** What changes cannot say: marks, notes, tables, a paragraph that became another's or stood by itself. By id. */
export interface Between {
  changes: Change[];
  unsaid: string[];
}

/**
 * The changes that make one text of another: what a delegation edited, as a proposal; what a new version brought, so
 * that proposals on the old one can be moved over it. Words first, then what came and moved, in the order of the new
 * text, then what went.
 */
export function changesBetween(before: Text, after: Text, segment: Segment = plainSegment): Between {
  const { entries } = compareTexts(before, after, segment);
  const named = entries.filter(({ by }) => by !== 'words');
  const both = named.filter((entry) => entry.by === 'id' && fits(entry));
  const unsaid = named.filter((entry) => entry.by === 'id' && (!fits(entry) || leavesMarks(entry)));
  const kept = new Set(both.map(({ after: shell }) => idOf(shell!)));
  const [from, to] = [parentsIn(before), parentsIn(after)];
  const inPlace = both.filter(({ kind }) => kind === 'kept').map(({ after: shell }) => idOf(shell!));
  const stays = new Set(inPlace.filter((id) => from.get(id) === to.get(id)));
  const structure = placing(after, kept, stays);
  const changes = [...both.flatMap(wordChanges), ...structure.changes];
  const gone = deletions(before, changes, new Set([...kept, ...unitIds(after)]));
  return {
    changes: [...changes, ...gone],
    unsaid: [...unsaid.map(({ after: shell }) => idOf(shell!)), ...structure.unsaid],
  };
}

const fits = ({ before, after }: Entry): boolean =>
  before!.role === after!.role && before!.role !== 'table' && before!.role !== 'note';
const leavesMarks = (entry: Entry): boolean =>
  isChanged({ ...entry, spans: [] }) && entry.spans.every(({ kind }) => kind === 'kept');
const parentsIn = (text: Text) => new Map(walk(text).map(({ node, parent }) => [node.id, parent]));
const unitIds = (text: Text): string[] => unitsOf(text).map(({ shell }) => idOf(shell));

function wordChanges({ before, after, spans }: Entry): Change[] {
  const at = idOf(after!);
  const edits = editsOf(spans);
  const [was, now] = [formOf(before!), formOf(after!)];
  const words: Change[] = edits.length > 0 ? [{ kind: 'words', at, edits }] : [];
  return sameForm(was, now) ? words : [...words, { kind: 'form', at, was, now }];
}

/** Where each paragraph that came or moved stands: after the one before it, which has its place already. */
function placing(after: Text, known: ReadonlySet<string>, stays: ReadonlySet<string>): Between {
  const out: Between = { changes: [], unsaid: [] };
  const open: string[] = [];
  let previous: string[] = [];
  for (const { shell, text } of unitsOf(after)) {
    const id = idOf(shell);
    if (shell.role === 'title' || shell.role === 'note' || shell.role === 'cell') {
      if (!known.has(id)) out.unsaid.push(id);
      continue;
    }
    const depth = shell.role === 'sub' ? shell.depth : 0;
    const place = placeOf(previous[depth], depth > 0 ? open[depth - 1] : undefined);
    previous = [...previous.slice(0, depth), id];
    open[depth] = id;
    if (stays.has(id)) continue;
    const node = newNode(shell, text);
    if (known.has(id)) out.changes.push({ kind: 'move', at: id, place });
    else if (node) out.changes.push({ kind: 'new', id, place, node });
    else out.unsaid.push(id);
  }
  return out;
}

const placeOf = (after: string | undefined, under: string | undefined): Place => {
  if (after !== undefined) return { after };
  return under === undefined ? { first: true } : { under };
};

function newNode(shell: Shell, text: string): NewNode | undefined {
  if (shell.role === 'heading') return { kind: 'heading', level: shell.level, text };
  if (shell.role !== 'paragraph' && shell.role !== 'sub') return undefined;
  const label = shell.label ?? {};
  const call = 'suffix' in label ? 'insertion' : 'alt' in label ? 'alternative' : 'numbered';
  return { kind: 'paragraph', ...(shell.role === 'paragraph' && { part: shell.part }), call, text };
}

/** What the new text lacks, each with all that is left to hang on it once the other changes are made. */
function deletions(before: Text, changes: readonly Change[], kept: ReadonlySet<string>): Change[] {
  const draft = new Draft(before);
  for (const change of changes) draft.perform(change);
  const gone = draft
    .units()
    .filter(
      ({ shell }) =>
        !kept.has(idOf(shell)) && shell.role !== 'title' && shell.role !== 'note' && shell.role !== 'cell',
    );
  const covered = new Set<string>();
  return gone.flatMap(({ shell }): Change[] => {
    const at = idOf(shell);
    if (covered.has(at)) return [];
    const tree = draft.tree(at);
    for (const unit of tree) covered.add(idOf(unit.shell));
    return [{ kind: 'delete', at, was: treeHash(tree) }];
  });
}
