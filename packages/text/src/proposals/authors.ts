import type { Version } from '../docx/index.ts';
import type { Text } from '../tree.ts';
import { applyChanges } from './merge.ts';
import type { Change } from './proposal.ts';
import { rebaseOver } from './rebase.ts';

/** A proposal with whoever made it, as its author in a document of a word processor. */
export interface Authored {
  id: string;
  author: string;
  /** RFC 3339 with seconds and `Z`. */
  date?: string;
  changes: readonly Change[];
}

/**
 * One version of the text for each author, with all that it proposes, for `writeTrackedDocx`. What one author proposes
 * twice over (two wordings for one place) stands in further versions under the same name. Changes that cannot be made on
 * this text are left out and named.
 */
export function versionsByAuthor(
  text: Text,
  proposals: readonly Authored[],
): { versions: Version[]; left: string[] } {
  const versions: Version[] = [];
  const left: string[] = [];
  for (const [author, own] of Map.groupBy(proposals, (proposal) => proposal.author)) {
    let waiting: readonly Authored[] = own;
    while (waiting.length > 0) {
      const { version, rest, broken } = together(text, waiting);
      left.push(...broken);
      if (version) {
        const date = waiting.find(({ id }) => !rest.some((other) => other.id === id))?.date;
        versions.push({ author, ...(date !== undefined && { date }), text: version });
      }
      waiting = rest;
    }
  }
  return { versions, left };
}

/** As many of them as can be made together, the first first. */
function together(text: Text, proposals: readonly Authored[]) {
  const made: Change[][] = [];
  const [rest, broken]: [Authored[], string[]] = [[], []];
  let now: Text | undefined;
  for (const proposal of proposals) {
    if (applyChanges(text, proposal.changes).conflicts.length > 0) {
      broken.push(proposal.id);
      continue;
    }
    let changes = [...proposal.changes];
    const clashes = made.some((theirs) => {
      const rebased = rebaseOver(changes, theirs);
      changes = rebased.changes;
      return rebased.conflicts.length > 0;
    });
    const merged = clashes ? undefined : applyChanges(now ?? text, changes).text;
    if (!merged) {
      rest.push(proposal);
      continue;
    }
    made.push(changes);
    now = merged;
  }
  return { version: now, rest, broken };
}
