import type { DocumentRules, DocumentSeries } from './catalogue/documentrules.ts';

/**
 * How documents are cited. A symbol is that of a work (`A/BODY/2027/CRP.1`, built by the pattern of its class) and
 * then, for a later document of the same work, suffixes: `/Rev.1/Add.2`. Which patterns there are, the body adopts.
 */

export const FAMILY = ['revision', 'addendum', 'corrigendum'] as const;
export type FamilyKind = (typeof FAMILY)[number];
export interface SymbolStep {
  readonly kind: FamilyKind;
  readonly number: number;
}

export interface SymbolParts {
  /** What `{organ}` stands for: the prefix of the organ. */
  readonly organ?: string;
  readonly session?: string;
  readonly year?: number;
  readonly serial: number;
}
export interface ParsedSymbol extends SymbolParts {
  readonly class: string;
  /** The symbol without suffixes. */
  readonly work: string;
  readonly steps: readonly SymbolStep[];
  /** The symbol that the last suffix was added to; absent where there is none. */
  readonly parent?: string;
}

/** Symbols that differ in capitals alone are one: the form that is compared. */
export const symbolKey = (symbol: string): string => symbol.toUpperCase();

/** The symbol up to its last slash: that of the document which a revision, an addendum or a corrigendum belongs to. */
export const parentSymbol = (symbol: string): string | undefined =>
  symbol.includes('/') ? symbol.slice(0, symbol.lastIndexOf('/')) : undefined;

/** Numbers in symbols are written without zeros in front, so that one document has one symbol. */
const NUMBER = '[1-9][0-9]{0,4}';
const PLACE: Record<string, string> = {
  organ: '[A-Za-z0-9./()-]+?',
  session: '[A-Za-z0-9-]{1,12}',
  year: '[0-9]{4}',
  serial: NUMBER,
};
const escaped = (text: string) => text.replace(/[.()/-]/g, '\\$&');
const pieces = (pattern: string) => pattern.split(/(\{[a-z]+\})/);

function expression({ pattern }: DocumentSeries): RegExp {
  const named = pieces(pattern).map((piece) => {
    const name = /^\{([a-z]+)\}$/.exec(piece)?.[1];
    return name === undefined ? escaped(piece) : `(?<${name}>${PLACE[name]!})`;
  });
  return new RegExp(`^${named.join('')}$`);
}

/** Takes suffixes off the end of a symbol; they come in the order in which they were added. */
export function splitSymbol(
  { suffixes }: DocumentRules,
  symbol: string,
): { readonly work: string; readonly steps: readonly SymbolStep[] } {
  const steps: SymbolStep[] = [];
  for (let work = symbol; ; ) {
    const at = work.lastIndexOf('/');
    const last = work.slice(at);
    const found = FAMILY.map((kind) => ({ kind, number: numberIn(suffixes[kind], last) })).find(
      (step) => step.number !== undefined,
    );
    if (at <= 0 || found?.number === undefined) return { work, steps };
    steps.unshift({ kind: found.kind, number: found.number });
    work = work.slice(0, at);
  }
}

function numberIn(suffix: string, text: string): number | undefined {
  const literal = suffix.slice(0, suffix.indexOf('{'));
  const number = text.startsWith(literal) ? text.slice(literal.length) : '';
  return new RegExp(`^${NUMBER}$`).test(number) ? Number(number) : undefined;
}

/** Reads a symbol by the patterns in force; undefined where it follows none of them. The first series that fits counts. */
export function parseSymbol(rules: DocumentRules, symbol: string): ParsedSymbol | undefined {
  const { work, steps } = splitSymbol(rules, symbol);
  for (const series of rules.series) {
    const groups = expression(series).exec(work)?.groups;
    if (!groups) continue;
    const { organ, session, year, serial } = groups;
    const parent = steps.length > 0 ? parentSymbol(symbol) : undefined;
    return {
      ...{ class: series.class, work, steps, serial: Number(serial) },
      ...(organ === undefined ? {} : { organ }),
      ...(session === undefined ? {} : { session }),
      ...(year === undefined ? {} : { year: Number(year) }),
      ...(parent === undefined ? {} : { parent }),
    };
  }
  return undefined;
}

/** Writes the symbol of a work; undefined where the class is unknown or a part that its pattern needs is missing. */
export function formatSymbol(rules: DocumentRules, name: string, parts: SymbolParts): string | undefined {
  const pattern = rules.series.find((s) => s.class === name)?.pattern;
  if (pattern === undefined) return undefined;
  const filled = pieces(pattern).map((piece) => {
    const place = /^\{([a-z]+)\}$/.exec(piece)?.[1] as keyof SymbolParts | undefined;
    return place === undefined ? piece : parts[place];
  });
  return filled.includes(undefined) ? undefined : filled.join('');
}

/**
 * The next free symbol of a class: one above the highest serial that is taken with the same other parts. Serials
 * are never used again, so gaps stay gaps. Undefined as in `formatSymbol`.
 */
export function nextSymbol(
  rules: DocumentRules,
  name: string,
  parts: Omit<SymbolParts, 'serial'>,
  taken: Iterable<string>,
): string | undefined {
  const candidate = (serial: number) => formatSymbol(rules, name, { ...parts, serial });
  let highest = 0;
  for (const symbol of taken) {
    const parsed = parseSymbol(rules, splitSymbol(rules, symbol).work);
    if (parsed?.class !== name || parsed.serial <= highest) continue;
    if (candidate(parsed.serial) === parsed.work) highest = parsed.serial;
  }
  return candidate(highest + 1);
}

/** The next free suffix of a document, added to its symbol. */
export function nextInFamily(
  { suffixes }: DocumentRules,
  of: string,
  kind: FamilyKind,
  taken: Iterable<string>,
): string {
  let highest = 0;
  for (const symbol of taken) {
    if (parentSymbol(symbol) !== of) continue;
    highest = Math.max(highest, numberIn(suffixes[kind], symbol.slice(of.length)) ?? 0);
  }
  return `${of}${suffixes[kind].replace('{n}', String(highest + 1))}`;
}
