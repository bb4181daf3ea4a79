import { readFile } from 'node:fs/promises';

const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'] as const;
const DATA = new URL('../../../../data/', import.meta.url);

/** A document as the secretariat found it in an archive: texts and titles by language. */
export interface ArchivedDocument {
  readonly symbol?: string;
  readonly dated?: string;
  readonly titles: Readonly<Record<string, string>>;
  readonly texts: Readonly<Record<string, string>>;
}

const EXCERPT: Record<(typeof LANGUAGES)[number], string> = {
  ar: 'مقتطف',
  zh: '节选',
  en: 'Excerpt',
  fr: 'Extrait',
  ru: 'Выдержка',
  es: 'Extracto',
};

/** `2015/a/ac_182/l_139` is the symbol A/AC.182/L.139. */
const symbolOf = (id: string) => id.split('/').slice(1).join('/').replaceAll('_', '.').toUpperCase();

const lines = async (name: string) => (await readFile(new URL(name, DATA), 'utf8')).split('\n');

/**
 * Documents from the aligned UN corpus, those with most aligned lines first, and the statement of 8 March 2024,
 * placed among them by its date: an archive import, one among several.
 */
export async function archivedDocuments(most: number): Promise<ArchivedDocument[]> {
  const ids = await lines('un_parallel_v1/dev_public.ids');
  const texts = await Promise.all(LANGUAGES.map((l) => lines(`un_parallel_v1/dev_public.${l}`)));
  const rows = new Map<string, number[]>();
  for (const [i, line] of ids.entries()) {
    const id = line.split(' ')[0];
    if (id) rows.set(id, [...(rows.get(id) ?? []), i]);
  }
  const largest = [...rows]
    .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
    .slice(0, most);
  const documents = largest.map(([id, at]) => excerpt(symbolOf(id), at, texts));
  documents.splice(Math.floor(documents.length / 2), 0, await statement());
  return documents;
}

function excerpt(symbol: string, at: readonly number[], texts: readonly string[][]): ArchivedDocument {
  const byLanguage = LANGUAGES.map((l, i) => [l, `${at.map((n) => texts[i]![n]).join('\n\n')}\n`] as const);
  return {
    symbol,
    titles: Object.fromEntries(LANGUAGES.map((l) => [l, `${EXCERPT[l]}: ${symbol}`])),
    texts: Object.fromEntries(byLanguage),
  };
}

async function statement(): Promise<ArchivedDocument> {
  return {
    dated: '2024-03-08',
    titles: {
      en: 'Statement at the seventh session of the open-ended working group on security of and in the use of ICTs 2021-2025',
    },
    texts: { en: await readFile(new URL('statement_2024-03-08_en.txt', DATA), 'utf8') },
  };
}

export interface State {
  readonly id: string;
  readonly names: Readonly<Record<string, string>>;
  readonly kind: 'state' | 'observer';
}

/** The 193 Members and two observers, with their display names in six languages, in English order. */
export async function readStates(): Promise<State[]> {
  const all = JSON.parse(await readFile(new URL('states.json', DATA), 'utf8')) as {
    iso3: string;
    status: string;
    names: Record<string, { display: string }>;
  }[];
  return all.map((s) => ({
    id: s.iso3.toLowerCase(),
    kind: s.status === 'member' ? 'state' : 'observer',
    names: Object.fromEntries(LANGUAGES.map((l) => [l, s.names[l]!.display])),
  }));
}

export const demoStix = (): Promise<Uint8Array> =>
  readFile(new URL('stix2/malicious-email-indicator-with-attachment.json', DATA)).then(
    (b) => new Uint8Array(b),
  );
