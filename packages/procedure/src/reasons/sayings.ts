/**
 * Sentences that are said in English with facts in them, in other languages: the sentence without its facts (`{}` in their
 * place) is what the books are looked up by, so whoever says it needs no other code.
 */

/** One language: by the English sentence, and beside sentences the words for facts that are words. */
export type Book = Readonly<Record<string, string>>;
/** By language. All books hold the same sentences. */
export type Books = Readonly<Record<string, Book>>;
/** Writes an instant, ISO 8601 in UTC, as the language writes one. */
export type InstantWriter = (instant: string, language: string) => string;
/** The sentence by language, English among them; undefined where it is in no book. */
export type Sayings = (
  english: string,
  write?: InstantWriter,
) => Readonly<Record<string, string>> | undefined;

interface Sentence {
  readonly key: string;
  readonly facts: readonly string[];
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?Z$/;

/** Sentences with facts in them, as what stands around the facts; what says most beside its facts is tried first. */
const patternsIn = (book: Book) =>
  Object.keys(book)
    .filter((key) => key.includes('{}'))
    .sort((a, b) => b.length - a.length)
    .map((key) => ({ key, pieces: key.split('{}') }));

/**
 * The facts between the pieces, none of them empty; undefined where the pieces do not stand so. Each piece is taken where it
 * stands last, and no place is tried twice: facts come from outside, and a regular expression could be made to try for hours.
 */
function factsBetween(pieces: readonly string[], text: string): string[] | undefined {
  const [first, last] = [pieces[0]!, pieces.at(-1)!];
  if (!text.startsWith(first) || !text.endsWith(last)) return undefined;
  const facts: string[] = [];
  let end = text.length - last.length;
  for (const piece of pieces.slice(1, -1).reverse()) {
    const latest = end - piece.length - 1;
    const at = latest < 0 ? -1 : text.lastIndexOf(piece, latest);
    if (at < 0) return undefined;
    facts.unshift(text.slice(at + piece.length, end));
    end = at;
  }
  return end > first.length ? [text.slice(first.length, end), ...facts] : undefined;
}

export function sayingsOf(books: Books): Sayings {
  const keys = Object.values(books)[0] ?? {};
  const patterns = patternsIn(keys);
  const find = (english: string): Sentence | undefined => {
    if (Object.hasOwn(keys, english)) return { key: english, facts: [] };
    for (const { key, pieces } of patterns) {
      const facts = factsBetween(pieces, english);
      if (facts) return { key, facts };
    }
    return undefined;
  };
  return (english, write = (instant) => instant) => {
    const sentence = find(english);
    if (!sentence) return undefined;
    const said = Object.entries({ en: {}, ...books }).map(([language, book]): [string, string] => [
      language,
      sayIn(book, sentence, (instant) => write(instant, language)),
    ]);
    return Object.fromEntries(said);
  };
}

function sayIn(book: Book, { key, facts }: Sentence, write: (instant: string) => string): string {
  let next = 0;
  return (book[key] ?? key).replaceAll('{}', () => factIn(book, facts[next++]!, write));
}

/** What the book has words for is called so, alone or in a list; instants are written, all other facts stand as they are. */
function factIn(book: Book, fact: string, write: (instant: string) => string): string {
  if (INSTANT.test(fact) && !Number.isNaN(Date.parse(fact))) return write(fact);
  const parts = fact.split(/(, | or )/u);
  if (parts.some((part, i) => i % 2 === 0 && !Object.hasOwn(book, part))) return fact;
  return parts.map((part) => (part === ', ' ? part : book[part]!)).join('');
}
