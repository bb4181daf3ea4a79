const KEY = String.raw`[a-z][\w-]*(?:\.[\w-]+)*`;
/** A key in full, `t('nav.today')`, or what it begins with, `` t(`nav.${place}`) ``. */
const CALL = /\bt\(\s*(?:'([^']+)'|"([^"]+)"|`([^`$]*)(\$\{)?)/g;
const NAMED = new RegExp(`(['"\`])(${KEY})\\1`, 'gi');
const BEGUN = new RegExp(`(?:\`(${KEY}\\.)\\$\\{|'(${KEY}\\.)'\\s*\\+)`, 'gi');

/** What the sources of the pages say of keys. */
export interface Use {
  /** Keys, and beginnings of keys with the dot, that are asked for by a call. */
  called: Set<string>;
  /** Keys that stand somewhere in quotation marks. */
  named: Set<string>;
  /** Beginnings, with the dot, that a page completes itself: `act.`, `field.`. */
  begun: Set<string>;
}

export function useIn(sources: readonly string[]): Use {
  const use: Use = { called: new Set(), named: new Set(), begun: new Set() };
  for (const source of sources) {
    for (const [, single, double, template] of source.matchAll(CALL)) {
      use.called.add((single ?? double ?? template)!);
    }
    for (const [, , key] of source.matchAll(NAMED)) use.named.add(key!);
    for (const [, template, joined] of source.matchAll(BEGUN)) use.begun.add((template ?? joined)!);
  }
  return use;
}

/** Keys that a page asks for and nobody wrote, and keys that were written and no page asks for. */
export function useFlaws(keys: readonly string[], { called, named, begun }: Use): string[] {
  const known = new Set(keys);
  const isThere = (key: string) =>
    key.endsWith('.') ? keys.some((each) => each.startsWith(key)) : known.has(key);
  const isUsed = (key: string) => named.has(key) || [...begun].some((each) => key.startsWith(each));
  return [
    ...[...called].filter((key) => !isThere(key)).map((key) => `${key}: a page asks for it, nobody wrote it`),
    ...keys.filter((key) => !isUsed(key)).map((key) => `${key}: no page asks for it`),
  ];
}
