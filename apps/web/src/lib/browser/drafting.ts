import { newId } from '@comity/acts';
import { diffWords, findSpot, type Label, type Span, type Text } from '@comity/text';
import {
  applyChanges,
  type Change,
  type Conflict,
  deleting,
  type Edit,
  inserting,
  type Place,
  replacing,
  rewording,
} from '@comity/text/proposals';
import type { ProposalDraft } from './proposaldrafts.ts';

/** The changes that a draft comes to on a text; none where all would stay as it is. */
export function changesOf(draft: ProposalDraft, text: Text): Change[] {
  if (draft.kind === 'batch') return picked(batchOf(draft, text), draft.left);
  const change = changeOf(draft, text);
  return change ? [change] : [];
}

function changeOf(draft: ProposalDraft, text: Text): Change | undefined {
  const { kind, paragraph, wording } = draft;
  switch (kind) {
    case 'words':
      return rewording(text, paragraph, wording.trim());
    case 'new':
      return broughtIn(draft, text);
    case 'delete':
      return deleting(text, paragraph);
    case 'move':
      return { kind, at: paragraph, place: placeOf(draft.place, draft.behind) };
    default:
      return reformed(draft, text);
  }
}

function placeOf(place: ProposalDraft['place'], anchor: string): Place {
  if (place === 'first') return { first: true };
  return place === 'under' ? { under: anchor } : { after: anchor };
}

/** A new paragraph is called bis or alt after another; numbered, or a heading, it stands where it is put. */
function broughtIn({ paragraph, wording, call, place, part, level }: ProposalDraft, text: Text) {
  const [id, words] = [newId('par'), wording.trim()];
  if (call === 'insertion' || call === 'alternative') return inserting(text, paragraph, { id, call, words });
  const at = placeOf(place, paragraph);
  if (call === 'heading')
    return {
      kind: 'new',
      id,
      place: at,
      node: { kind: 'heading', level: Number(level), text: words },
    } as const;
  if (place === 'after' && part === '') return inserting(text, paragraph, { id, call, words });
  const top = place === 'first' || (place === 'after' && findSpot(text, paragraph)?.role !== 'sub');
  const own = top ? { part: part || 'operative' } : {};
  return { kind: 'new', id, place: at, node: { kind: 'paragraph', ...own, call, text: words } } as const;
}

/** Which part a paragraph belongs to, whether it is numbered, how high a heading stands. */
function reformed({ paragraph: at, part, numbering, level }: ProposalDraft, text: Text): Change | undefined {
  const spot = findSpot(text, at);
  if (spot?.role === 'heading') {
    const was = spot.node.level;
    return was === Number(level)
      ? undefined
      : { kind: 'form', at, was: { level: was }, now: { level: Number(level) } };
  }
  if (spot?.role !== 'paragraph' && spot?.role !== 'sub') return undefined;
  const label: Label | undefined = spot.node.label;
  const own = spot.role === 'paragraph' ? spot.node.part : undefined;
  const was = { ...(label ? { label } : {}), ...(own ? { part: own } : {}) };
  const called =
    numbering === '' ? label : numbering === 'unnumbered' ? { unnumbered: true as const } : undefined;
  const now = { ...(called ? { label: called } : {}), ...(own ? { part: part || own } : {}) };
  return JSON.stringify(was) === JSON.stringify(now) ? undefined : { kind: 'form', at, was, now };
}

const batchOf = ({ find, put, paragraph }: ProposalDraft, text: Text): Change[] =>
  replacing(text, find, put, paragraph === '' ? undefined : new Set([paragraph]));

const keyOf = (at: string, { from }: Edit): string => `${at} ${from}`;

function picked(changes: readonly Change[], left: readonly string[]): Change[] {
  return changes.flatMap((change): Change[] => {
    if (change.kind !== 'words') return [change];
    const edits = change.edits.filter((edit) => !left.includes(keyOf(change.at, edit)));
    return edits.length > 0 ? [{ ...change, edits }] : [];
  });
}

/** One place of the words that are looked for, with those around it. */
export interface BatchPlace {
  readonly key: string;
  readonly paragraph: string;
  readonly before: string;
  readonly found: string;
  readonly after: string;
}

const AROUND = 30;
/** Every place at which the words stand, whether ticked or not. */
export function placesOf(draft: ProposalDraft, text: Text): BatchPlace[] {
  // Words that are put in place of themselves change nothing, and would not be found.
  const put = draft.put === draft.find ? `${draft.put} ` : draft.put;
  return batchOf({ ...draft, put }, text).flatMap((change) =>
    change.kind === 'words'
      ? change.edits.map((edit) => placeAt(change.at, edit, wordsBefore(text, change.at)))
      : [],
  );
}

function placeAt(paragraph: string, edit: Edit, words: string): BatchPlace {
  const { from, to, was } = edit;
  const [before, after] = [words.slice(Math.max(0, from - AROUND), from), words.slice(to, to + AROUND)];
  return { key: keyOf(paragraph, edit), paragraph, before, found: was, after };
}

const wordsBefore = (text: Text, id: string): string => {
  const node = findSpot(text, id)?.node;
  return node && 'text' in node ? node.text : '';
};

/** Why the changes cannot be made on the text, and where; undefined where they can. */
export const obstacleTo = (text: Text, changes: readonly Change[]): Conflict | undefined =>
  applyChanges(text, changes).conflicts[0];

/** What became of words, piece by piece. */
export const spansOf = (was: string, is: string): Span[] => diffWords(was, is);
