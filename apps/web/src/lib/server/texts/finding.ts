import { type FoundTexts, get } from '#lib/server/about.ts';

/** What a search in texts may be narrowed by, as it stands in the address. */
const FILTERS = ['q', 'language', 'document', 'superseded', 'from', 'until'] as const;
const LANGUAGE = /^[A-Za-z0-9-]{2,35}$/;

/** The filters of an address, without those that are empty or that no search takes. */
export function textFiltersOf(address: URLSearchParams): URLSearchParams {
  const filters = new URLSearchParams();
  for (const name of FILTERS) {
    const value = address.get(name)?.trim();
    if (value && fits(name, value)) filters.set(name, value);
  }
  return filters;
}

function fits(name: (typeof FILTERS)[number], value: string): boolean {
  if (name === 'q') return value.length <= 200;
  if (name === 'superseded') return value === 'true';
  if (name === 'language') return LANGUAGE.test(value);
  return name === 'document' ? value.length <= 40 : /^\d{4}-\d{2}-\d{2}$/.test(value);
}

export const findTexts = (
  fetch: typeof globalThis.fetch,
  filters: URLSearchParams,
  more: Readonly<Record<string, string>>,
): Promise<FoundTexts> =>
  get<'/api/texts'>(fetch, `/api/texts?${new URLSearchParams([...filters, ...Object.entries(more)])}`);

/** Words cut where they were met: what is met stands in every second piece. */
export function cutAtMarks(words: string, marks: readonly (readonly number[])[]): string[] {
  let at = 0;
  const pieces: string[] = [];
  for (const [from = 0, to = 0] of marks) {
    pieces.push(words.slice(at, from), words.slice(from, to));
    at = to;
  }
  return [...pieces, words.slice(at)];
}
