import type { Text } from '../tree.ts';
import { Draft, formOf } from './draft.ts';
import { deleting, rewording } from './making.ts';
import type { Change } from './proposal.ts';

/**
 * The same changes in another language version of the text, whose paragraphs have the same ids: what comes, goes and moves
 * does so there too, and what is written has the words that `words` gives for its paragraph. Undefined where that version lacks a
 * paragraph, where words are missing, or where they are those that stand there already: a translation changes the same things,
 * or it is none.
 */
export function translating(
  text: Text,
  changes: readonly Change[],
  words: (paragraph: string) => string | undefined,
): Change[] | undefined {
  const draft = new Draft(text);
  const made = changes.map((change) => translated(text, draft, change, words));
  return made.every((change) => change !== undefined) ? made : undefined;
}

function translated(
  text: Text,
  draft: Draft,
  change: Change,
  words: (paragraph: string) => string | undefined,
): Change | undefined {
  if (change.kind === 'move') return change;
  if (change.kind === 'new') {
    const own = words(change.id);
    return own ? { ...change, node: { ...change.node, text: own } } : undefined;
  }
  if (change.kind === 'words') {
    const own = words(change.at);
    return own === undefined ? undefined : rewording(text, change.at, own);
  }
  const unit = draft.unit(change.at);
  if (!unit) return undefined;
  return change.kind === 'delete' ? deleting(text, change.at) : { ...change, was: formOf(unit.shell) };
}
