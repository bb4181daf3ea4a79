/** One row of `data/terms.json`: an English term, and its rendering in each language that has one. */
export type Term = Readonly<Record<string, string>> & { readonly en: string };

/**
 * The terms that an English message uses with their rendering in a language, as `root key: clé racine`. Of
 * terms that stand inside one another the longest is taken: “point of contact” hides “contact”.
 */
export function termsIn(english: string, language: string, terms: readonly Term[]): string[] {
  let left = english.toLowerCase();
  const byLength = terms
    .map((term) => ({ word: term.en.replace(/\s*\(.*\)$/, ''), term }))
    .sort((a, b) => b.word.length - a.word.length);
  const found: string[] = [];
  for (const { word, term } of byLength) {
    const place = placeOf(word.toLowerCase(), left);
    if (place < 0 || term[language] === undefined) continue;
    found.push(`${term.en}: ${term[language]}`);
    left = left.replaceAll(word.toLowerCase(), ' ');
  }
  return found.sort();
}

/** Where a word stands in a text as a word, in the singular or plural: “act” is not in “exact”. */
function placeOf(word: string, text: string): number {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return text.search(new RegExp(String.raw`(?<![\p{L}-])${escaped}s?(?![\p{L}-])`, 'u'));
}
