import { directionOf } from '../directions.ts';
import { escaped } from '../html/escape.ts';
import { findOddities } from '../oddities.ts';
import type { Inline } from '../tree.ts';

/** What a page says beside a text, in the reader's language. This package has no words of its own. */
export interface NegotiationWords {
  /** The language of these words. */
  language: string;
  /** Beside a paragraph that some would have out, in, or elsewhere. */
  deletes: string;
  brings: string;
  moves: string;
  renames: string;
  /** Before a change that nobody proposed: the chair's own. */
  chair: string;
  /** Before the names of those who ask for part of a change. */
  partly: string;
}

/** Who stands behind a proposal, as it is printed: names of States. And where more is said of it, a path. */
export interface Attribution {
  names: (proposal: string) => readonly string[];
  href?: (proposal: string) => string;
}

/** The names behind some proposals, each once, in the order in which they proposed, as links where there is a page. */
export function namesHtml(
  proposals: readonly string[],
  { names, href }: Attribution,
  language: string,
): string {
  const shown = new Set<string>();
  const parts = proposals.flatMap((id) => {
    const own = names(id).filter((name) => !shown.has(name));
    for (const name of own) shown.add(name);
    if (own.length === 0) return [];
    const text = own.map(escaped).join(', ');
    return [href ? `<a href="${escaped(href(id))}">${text}</a>` : text];
  });
  if (parts.length === 0) return '';
  return `<cite lang="${escaped(language)}" dir="${directionOf(language)}">${parts.join(', ')}</cite>`;
}

/** Signs that turn, join or have no width; and letters of which one may stand for another. */
const HIDDEN = /[\u00ad\u115f\u1160\u200b-\u200d\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]/;
const LATIN = /[A-Za-z\u00c0-\u024f]/;
const LOOKS_LATIN = /[\u0370-\u052f]/;
/** Looking closely costs ten times what this does, and most words have nothing to look at. */
const mayBeOdd = (text: string): boolean => HIDDEN.test(text) || (LOOKS_LATIN.test(text) && LATIN.test(text));

const MARKUP = /[&<>"'\n]/;
const plainHtml = (text: string): string =>
  MARKUP.test(text) ? escaped(text).replaceAll('\n', '<br>') : text;

/** Words in which nothing is hidden: signs that turn the direction or cannot be seen stand there by their numbers. */
export function openWords(words: Inline, html: (words: Inline) => string): string {
  const { text, marks } = words;
  const odd = mayBeOdd(text) ? findOddities(text) : [];
  if (odd.length === 0) return marks ? html(words) : plainHtml(text);
  let [at, out] = [0, ''];
  for (const { kind, from, to, words: which } of odd) {
    if (from < at) continue;
    const shown = kind === 'mixed-scripts' ? escaped(text.slice(from, to)) : `[${which}]`;
    out += `${plainHtml(text.slice(at, from))}<mark class="odd ${kind}" title="${escaped(which)}">${shown}</mark>`;
    at = to;
  }
  return out + plainHtml(text.slice(at));
}
