import type { Span } from '../compare/spans.ts';
import { idOf, type Shell } from '../compare/units.ts';
import type { Inline, Text } from '../tree.ts';
import type { Change, Edit, NewNode } from './proposal.ts';
import { type Rolling, type Stated, withEverythingNew } from './rolling.ts';

/** One proposal on one paragraph, as a compilation gives it. */
export interface CompiledChange {
  proposal: string;
  /** `words` has the whole paragraph with what it changes marked; `new` the words that come in. */
  change: Change;
  spans: Span[];
}
export interface CompiledParagraph {
  shell: Shell;
  label?: string;
  /** As it stands; absent from what is only proposed. */
  words?: Inline;
  changes: CompiledChange[];
}
export interface Compilation {
  language: string;
  paragraphs: CompiledParagraph[];
  unplaced: Rolling['unplaced'];
}

/**
 * Every proposal, paragraph by paragraph in the order of the text, those on one paragraph in the order in which they were
 * proposed. Paragraphs that nobody would change are left out unless `all` is asked for.
 */
export function compileProposals(
  text: Text,
  proposals: readonly Stated[],
  { all = false } = {},
): Compilation {
  const { draft, broughtBy, labels, unplaced } = withEverythingNew(text, proposals);
  const changes = changesAt(proposals);
  const paragraphs = draft.units().flatMap(({ shell, text: words }): CompiledParagraph[] => {
    const own = changes.get(idOf(shell)) ?? [];
    if (own.length === 0 && !all) return [];
    const label = labels.get(idOf(shell));
    const marks = 'marks' in shell && shell.marks ? { marks: shell.marks } : {};
    const stands = !broughtBy.has(idOf(shell)) && shell.role !== 'table';
    return [
      {
        shell,
        ...(label !== undefined && { label }),
        ...(stands && { words: { text: words, ...marks } }),
        changes: own.map(({ proposal, change }) => ({ proposal, change, spans: spansOf(words, change) })),
      },
    ];
  });
  return { language: text.language, paragraphs, unplaced };
}

function changesAt(proposals: readonly Stated[]): Map<string, { proposal: string; change: Change }[]> {
  const at = new Map<string, { proposal: string; change: Change }[]>();
  for (const { id: proposal, changes } of proposals)
    for (const change of changes) {
      const key = change.kind === 'new' ? change.id : change.at;
      const list = at.get(key);
      if (list) list.push({ proposal, change });
      else at.set(key, [{ proposal, change }]);
    }
  return at;
}

function spansOf(words: string, change: Change): Span[] {
  if (change.kind === 'words') return editSpans(words, change.edits);
  if (change.kind === 'new') return [{ kind: 'inserted', text: (change.node as NewNode).text }];
  if (change.kind === 'delete') return words === '' ? [] : [{ kind: 'deleted', text: words }];
  return [];
}

/** Words with what edits change in them, as a comparison has them. */
export function editSpans(words: string, edits: readonly Edit[]): Span[] {
  const spans: Span[] = [];
  const add = (kind: Span['kind'], text: string) => {
    if (text !== '') spans.push({ kind, text });
  };
  let at = 0;
  for (const { from, to, was, put } of edits) {
    add('kept', words.slice(at, from));
    add('deleted', was);
    add('inserted', put);
    at = to;
  }
  add('kept', words.slice(at));
  return spans;
}
