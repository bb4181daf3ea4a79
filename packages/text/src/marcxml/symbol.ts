/** What follows the symbol of a document: a revision, an addendum, a corrigendum, an amendment. */
export interface SymbolPart {
  kind: 'Rev' | 'Add' | 'Corr' | 'Amend';
  number: number;
}
export interface DocumentSymbol {
  /** As given. */
  symbol: string;
  /** Without revisions, addenda and corrigenda: what a family has in common. */
  base: string;
  /** In the order in which they stand: `L.1/Add.1/Rev.2` is the second revision of the first addendum. */
  parts: SymbolPart[];
}

const PART = /\/(Rev|Add|Corr|Amend)\.(\d{1,3})$/;

/** Takes a symbol apart: `A/C.3/78/L.49/Rev.1` is revision 1 of `A/C.3/78/L.49`. */
export function parseSymbol(symbol: string): DocumentSymbol {
  const parts: SymbolPart[] = [];
  let base = symbol;
  for (let found = PART.exec(base); found; found = PART.exec(base)) {
    parts.unshift({ kind: found[1] as SymbolPart['kind'], number: Number(found[2]) });
    base = base.slice(0, found.index);
  }
  return { symbol, base, parts };
}

const RANK = { Rev: 1, Amend: 2, Add: 3, Corr: 4 } as const;

/** The order within a family: the document, its corrigenda and addenda, then each revision with its own. */
export function compareSymbols(a: DocumentSymbol, b: DocumentSymbol): number {
  if (a.base !== b.base) return a.base < b.base ? -1 : 1;
  const rank = ({ parts }: DocumentSymbol) => parts.map(({ kind, number }) => RANK[kind] * 1_000 + number);
  const revision = ({ parts }: DocumentSymbol) => parts.find(({ kind }) => kind === 'Rev')?.number ?? 0;
  const [left, right] = [rank(a), rank(b)];
  const differing = left.findIndex((value, i) => value !== right[i]);
  return (
    revision(a) - revision(b) ||
    (differing < 0 ? left.length - right.length : left[differing]! - (right[differing] ?? 0))
  );
}
