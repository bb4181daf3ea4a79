import { ACT_TYPES, SUBJECT } from '@comity/acts';

/** What the record is asked for, as it stands in the address of a page, a table or a feed. */
export interface Filters {
  readonly q: string;
  readonly participant: string;
  readonly type: string;
  readonly from: string;
  readonly until: string;
  readonly stream: string;
  readonly about: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (text: string) => DAY.test(text) && !Number.isNaN(Date.parse(text));

/** An address may be old, or somebody's own: what the record would refuse is passed over. */
export function filtersOf(query: URLSearchParams): Filters {
  const given = (name: string, isGood: (text: string) => boolean) => {
    const text = (query.get(name) ?? '').trim();
    return isGood(text) ? text : '';
  };
  return {
    q: given('q', () => true)
      .slice(0, 200)
      .toWellFormed()
      .replaceAll('\0', ''),
    participant: given('participant', (text) => /^[a-z0-9-]{2,32}$/.test(text)),
    type: given('type', (text) => (ACT_TYPES as readonly string[]).includes(text)),
    from: given('from', isDay),
    until: given('until', isDay),
    stream: given('stream', (text) => /^[A-Za-z0-9/_-]{1,80}$/.test(text)),
    about: given('about', (text) => SUBJECT.test(text)),
  };
}

export const isFiltered = (filters: Filters): boolean => Object.values(filters).some((value) => value !== '');

/** The same as a query, in one order, so that one question has one address. */
export function queryOf(filters: Filters, more: Readonly<Record<string, string>> = {}): string {
  const said = Object.entries({ ...filters, ...more }).filter(([, value]) => value !== '');
  return said.length ? `?${new URLSearchParams(said)}` : '';
}

/** Older than this entry, where a page says so. */
export function beforeOf(query: URLSearchParams): string {
  const text = query.get('before') ?? '';
  return /^\d{1,12}$/.test(text) ? text : '';
}
