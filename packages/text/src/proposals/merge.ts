import { TextError } from '../errors.ts';
import type { Text } from '../tree.ts';
import { Draft } from './draft.ts';
import { anchorOf, type Conflict, obstacle } from './obstacle.ts';
import { type Change, reachOf } from './proposal.ts';
import { type Rebased, rebaseOver } from './rebase.ts';

/** What comes of making changes: the text, or why it cannot be made, and where. */
export type Merged = { text: Text; conflicts: [] } | { text?: never; conflicts: Conflict[] };

/**
 * The one way into a text: every change of a proposal, or none. What it strikes out must stand there to the letter. The
 * text that comes out is in its one spelling.
 */
export function applyChanges(text: Text, changes: readonly Change[]): Merged {
  const draft = new Draft(text);
  const conflicts = performed(draft, changes);
  if (conflicts.length > 0) return { conflicts };
  try {
    return { text: draft.text(), conflicts: [] };
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    return { conflicts: [{ change: 0, why: 'whole', at: error.details.place ?? 'title' }] };
  }
}

/** Makes the changes one after the other, as far as nothing stands in the way; answers what did. */
function performed(draft: Draft, changes: readonly Change[]): Conflict[] {
  const conflicts: Conflict[] = [];
  changes.forEach((change, i) => {
    const why = obstacle(draft, change);
    if (why) conflicts.push({ change: i, ...why });
    else if (conflicts.length === 0) draft.perform(change);
  });
  return conflicts;
}

/** What became of changes on the text as it stands: moved over what came in since, or in conflict. */
export interface Standing extends Rebased {
  clean: boolean;
}

/**
 * Changes that were made on an earlier text, on the text as it stands: moved over everything that came in since, in order,
 * each as it was made on the text of its time; and then held against it. Whatever cannot be made says so. `now` is asked,
 * not changed, so that one serves all proposals on a text.
 */
export function rebaseAlong(
  changes: readonly Change[],
  since: readonly (readonly Change[])[],
  now: Draft,
): Standing {
  let {
    changes: mine,
    conflicts,
    reordered,
  }: Rebased = { changes: [...changes], conflicts: [], reordered: [] };
  for (const theirs of since) {
    const next = rebaseOver(mine, theirs);
    reordered = [...new Set([...reordered, ...next.reordered])].sort((a, b) => a - b);
    // The first reason is the one that is shown: behind it nothing is known of the place.
    if (next.conflicts.length > 0)
      return { changes: mine, conflicts: next.conflicts, reordered, clean: false };
    mine = next.changes;
  }
  conflicts = obstaclesOn(now, mine);
  return { changes: mine, conflicts, reordered, clean: conflicts.length === 0 };
}

/** What stands in the way of each change by itself; those on what the proposal brings in itself are not asked. */
function obstaclesOn(draft: Draft, changes: readonly Change[]): Conflict[] {
  const own = new Set(reachOf(changes).brings);
  const isOwn = (change: Change): boolean =>
    change.kind === 'new' || change.kind === 'move' ? own.has(anchorOf(change.place)) : own.has(change.at);
  return changes.flatMap((change, i) => {
    const why = isOwn(change) ? undefined : obstacle(draft, change);
    return why ? [{ change: i, ...why }] : [];
  });
}
