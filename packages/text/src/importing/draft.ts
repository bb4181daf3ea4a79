import { TextError } from '../errors.ts';
import { derivedId } from '../identity.ts';
import { tidy } from '../inline.ts';
import { tidyText } from '../tidying.ts';
import { MAX_NODES, type Text } from '../tree.ts';
import { walk, wordsOf } from '../walk.ts';
import type { Imported, Notices } from './notice.ts';
import { type IdSource, withIds } from './places.ts';

/** What a codec needs to be told. */
export interface ImportOptions {
  /** The language of the text; where the file says one, that is preferred and a difference is noticed. */
  language: string;
  /** Ids for the nodes, by their places. Ids of ours that a file has are kept. */
  ids: IdSource;
}

/** Ids for the time of reading, until places are known. Throws `text.too-large` for more than a text can hold. */
export function draftIds(): () => string {
  let n = 0;
  return () => {
    if (n > MAX_NODES) throw new TextError('text.too-large', `More than ${MAX_NODES} paragraphs.`);
    return derivedId('draft', String(n++));
  };
}

/** Controls that no text holds go when a text is tidied: never without a word. */
function noticeControls(draft: Text, notices: Notices): void {
  if (draft.title && tidy(draft.title).dropped > 0)
    notices.add('control-characters', { words: draft.title.text });
  for (const spot of walk(draft)) {
    const words = wordsOf(spot);
    if (words && tidy(words).dropped > 0)
      notices.add('control-characters', { node: spot.node.id, words: words.text });
  }
}

/**
 * Ends an import: the text in its one spelling, ids by place, notices with those ids. Throws `text.nothing-in-it`
 * when no word is left, and what `assertText` throws.
 */
export function settle(
  draft: Text,
  { ids }: ImportOptions,
  notices: Notices,
  keep = new Set<string>(),
): Imported {
  noticeControls(draft, notices);
  const tidied = tidyText(draft);
  if (tidied.nodes.length === 0 && !tidied.title)
    throw new TextError('text.nothing-in-it', 'There are no words in it.');
  const { text, renamed } = withIds(tidied, ids, keep);
  const named = notices.list.map(({ node, ...notice }) => {
    const id = node && renamed.get(node);
    return id ? { ...notice, node: id } : notice;
  });
  return { text: tidyText(text), notices: named };
}
