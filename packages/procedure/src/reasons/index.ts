/**
 * What the rules say when they refuse, in the languages beside English. A rule says why in one English sentence with the facts in
 * it; that sentence without its facts (`{}` in their place) is what the books are looked up by, so a rule needs no other code.
 * A sentence that is not in them is said in English alone: `reasons.test.ts` finds it.
 */
import type { Decision } from '../case.ts';
import ar from './ar.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import fr from './fr.json' with { type: 'json' };
import ru from './ru.json' with { type: 'json' };
import zh from './zh.json' with { type: 'json' };

type Book = Readonly<Record<string, string>>;
const BOOKS: Readonly<Record<string, Book>> = { ar, zh, fr, ru, es };

/** Why something was refused, and what would allow it, in one language. */
export interface Reason {
  readonly why: string;
  readonly allowedWhen: string;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Sentences with facts in them; what says most beside its facts is tried first. */
const PATTERNS = Object.keys(fr)
  .filter((key) => key.includes('{}'))
  .sort((a, b) => b.length - a.length)
  .map((key) => ({ key, matches: new RegExp(`^${key.split('{}').map(escaped).join('(.+)')}$`, 'su') }));

interface Sentence {
  readonly key: string;
  readonly facts: readonly string[];
}

function findSentence(english: string): Sentence | undefined {
  if (Object.hasOwn(fr, english)) return { key: english, facts: [] };
  for (const { key, matches } of PATTERNS) {
    const found = matches.exec(english);
    if (found) return { key, facts: found.slice(1) };
  }
  return undefined;
}

function sentenceIn(book: Book, { key, facts }: Sentence): string {
  let next = 0;
  return book[key]!.replaceAll('{}', () => factIn(book, facts[next++]!));
}

/** Offices and outcomes are called as the language calls them, alone or in a list; all other facts stand as they are. */
function factIn(book: Book, fact: string): string {
  const parts = fact.split(/(, | or )/u);
  if (parts.some((part, i) => i % 2 === 0 && !Object.hasOwn(book, part))) return fact;
  return parts.map((part) => (part === ', ' ? part : book[part]!)).join('');
}

/** By language, English beside it: nothing for what was allowed, or where a sentence is in no book. */
export function reasonsOf(decision: Decision): Readonly<Record<string, Reason>> | undefined {
  if (decision.allowed) return undefined;
  const [why, when] = [findSentence(decision.why), findSentence(decision.allowedWhen)];
  if (!why || !when) return undefined;
  const said = Object.entries(BOOKS).map(([language, book]): [string, Reason] => [
    language,
    { why: sentenceIn(book, why), allowedWhen: sentenceIn(book, when) },
  ]);
  const { why: english, allowedWhen } = decision;
  return { en: { why: english, allowedWhen }, ...Object.fromEntries(said) };
}
