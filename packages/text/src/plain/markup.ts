import type { Notices } from '../importing/notice.ts';
import { Words } from '../importing/words.ts';
import type { Inline } from '../tree.ts';

/** Stars around words as text editors put them: two for strong, one for emphasis; nothing else is taken for markup. */
const STARS = /(\*\*|\*)(?=\S)((?:(?!\*).)+?)(?<=\S)\1/gs;

/** Words with stars taken for emphasis; one notice a paragraph. Stars that stand alone are words. */
export function starred(text: string, line: number, notices: Notices): Inline {
  const words = new Words();
  let at = 0;
  for (const found of text.matchAll(STARS)) {
    words.add(text.slice(at, found.index));
    words.add(found[2]!, found[1] === '**' ? { strong: true } : { emphasis: true });
    at = found.index + found[0].length;
  }
  if (at > 0) notices.add('markup-taken', { line, words: text.slice(0, 80) });
  words.add(text.slice(at));
  return words.inline();
}
