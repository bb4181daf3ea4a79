import { type AnyAct, type Facts, parentSymbol, symbolKey } from '@comity/acts';
import type { Reader } from '../../platform/index.ts';
import { NO_FACTS } from '../record/index.ts';
import { findFact } from './store.ts';
import { findInitiativeFact } from './store-initiatives.ts';
import { findBySymbol, findOrganFact } from './store-registry.ts';
import { findRequestFact, findRoundFact, findSynthesisFact } from './store-rounds.ts';

/** What an act of this room names, by kind: all that its decision may ask about. */
interface Named {
  readonly documents: readonly string[];
  /** As keys: of the symbol itself, and of the one that it may be a revision of. */
  readonly symbols: readonly string[];
  readonly organs: readonly string[];
  readonly initiatives: readonly string[];
  readonly rounds: readonly string[];
  readonly syntheses: readonly string[];
  readonly requests: readonly string[];
}

interface Names {
  readonly document?: string;
  readonly documents?: readonly string[];
  readonly symbol?: string;
  readonly organ?: string;
  readonly parent?: string;
  readonly initiative?: string;
  readonly round?: string;
  readonly synthesis?: string | object;
  readonly request?: string;
}

function namedIn({ data }: AnyAct): Named {
  const n = data as Names;
  const some = (...given: (string | undefined)[]) => given.filter((one) => one !== undefined);
  return {
    documents: [...some(n.document), ...(n.documents ?? [])],
    symbols: some(n.symbol, n.symbol && parentSymbol(n.symbol)).map(symbolKey),
    organs: some(n.organ, n.parent),
    initiatives: some(n.initiative),
    rounds: some(n.round),
    syntheses: typeof n.synthesis === 'string' ? [n.synthesis] : [],
    requests: some(n.request),
  };
}

/** Acts about the same document, symbol, organ, initiative or round are decided one after the other. */
export function aboutOf(act: AnyAct): readonly string[] {
  const { documents, symbols, organs, initiatives, rounds } = namedIn(act);
  const all = (kind: string, ids: readonly string[]) => ids.map((id) => `${kind}/${id}`);
  return [...documents, ...all('symbol', symbols), ...all('organ', organs), ...initiatives, ...rounds];
}

/** The facts of everything that an act names, read together. */
export async function factsOf(read: Reader, act: AnyAct): Promise<Facts> {
  const named = namedIn(act);
  const [documents, symbols, organs, initiatives, rounds, syntheses] = await Promise.all([
    all(named.documents, (id) => findFact(read, id)),
    all(named.symbols, (key) => findBySymbol(read, key)),
    all(named.organs, (id) => findOrganFact(read, id)),
    all(named.initiatives, (id) => findInitiativeFact(read, id)),
    all(named.rounds, (id) => findRoundFact(read, id)),
    all(named.syntheses, (id) => findSynthesisFact(read, id)),
  ]);
  const requests = await all(named.requests, (id) => findRequestFact(read, id));
  // An answer is compared with the synthesis that was complained of.
  for (const { synthesis } of requests.values())
    if (!syntheses.has(synthesis)) {
      const found = await findSynthesisFact(read, synthesis);
      if (found) syntheses.set(synthesis, found);
    }
  return {
    ...NO_FACTS,
    document: (id) => documents.get(id),
    symbol: (symbol) => symbols.get(symbolKey(symbol)),
    organ: (id) => organs.get(id),
    initiative: (id) => initiatives.get(id),
    round: (id) => rounds.get(id),
    synthesis: (id) => syntheses.get(id),
    request: (id) => requests.get(id),
  };
}

async function all<T>(
  ids: readonly string[],
  find: (id: string) => Promise<T | undefined>,
): Promise<Map<string, T>> {
  const found = await Promise.all(ids.map(async (id) => [id, await find(id)] as const));
  return new Map(found.flatMap(([id, fact]) => (fact === undefined ? [] : [[id, fact] as const])));
}
