import { fromBase64url, fromUtf8, toBase64url, utf8 } from '@comity/log';
import { microsOf } from '../time.ts';
import { TaxiiError } from './errors.ts';

/** Which versions of each object: the standard's words, or the instants by which versions are named. */
export interface Versions {
  readonly all: boolean;
  readonly first: boolean;
  readonly last: boolean;
  /** Microseconds. */
  readonly exact: readonly number[];
}

export interface Query {
  /** Only what was added after this, in microseconds, exclusive. */
  readonly after?: number;
  readonly limit: number;
  readonly ids?: readonly string[];
  readonly types?: readonly string[];
  readonly versions: Versions;
  /** Absent: of each object the newest version of the standard that there is. */
  readonly specs?: readonly string[];
  /** The filters as they were asked, by which a later page is held to them. */
  readonly asked: string;
}

export const DEFAULT_LIMIT = 100;
export const MAX_LIMIT = 1000;
const MAX_NAMED = 500;

const FILTERS = ['added_after', 'match[id]', 'match[type]', 'match[version]', 'match[spec_version]'] as const;
type Filter = (typeof FILTERS)[number];
/** What may be asked at the places where objects are listed; fewer filters make sense for a single object. */
export const LISTING: readonly Filter[] = FILTERS;
export const SINGLE: readonly Filter[] = ['added_after', 'match[version]', 'match[spec_version]'];
export const VERSIONS: readonly Filter[] = ['added_after', 'match[spec_version]'];

const bad = (why: string) => new TaxiiError(400, 'taxii.bad-filter', why);

/**
 * What is asked for in the query of a URL. A page that `next` names goes on with the filters of the first one: they
 * travel in `next`, so none is forgotten, and other ones beside it are refused. Throws TaxiiError 400.
 */
export function readQuery(text: string, allowed: readonly Filter[]): Query {
  const given = parse(text, allowed);
  const limit = readLimit(given.get('limit'));
  const next = given.get('next');
  const asked = filtersOf(given);
  const page = next === undefined ? undefined : readNext(next);
  if (page && asked !== '' && asked !== page.asked)
    throw new TaxiiError(400, 'taxii.bad-next', '“next” belongs to a question with other filters.');
  const filters = page ? parse(page.asked, allowed) : given;
  const query = { ...queryOf(filters), limit, asked: page?.asked ?? asked };
  return page ? { ...query, after: Math.max(page.after, query.after ?? 0) } : query;
}

function parse(text: string, allowed: readonly Filter[]): Map<string, string> {
  const given = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    const isKnown = name === 'limit' || name === 'next' || (allowed as readonly string[]).includes(name);
    // A filter that is passed over in silence would answer with what was not asked for.
    if (!isKnown && (name.startsWith('match') || name.startsWith('added')))
      throw bad(`There is no filter “${name.slice(0, 80)}” here.`);
    if (!isKnown) continue;
    if (given.has(name))
      throw bad(`“${name}” is given more than once; several values are divided by commas.`);
    given.set(name, value);
  }
  return given;
}

/** The filters in one order and one spelling. */
const filtersOf = (given: ReadonlyMap<string, string>): string =>
  new URLSearchParams(
    FILTERS.flatMap((name) => (given.has(name) ? [[name, given.get(name)!]] : [])),
  ).toString();

function readLimit(text: string | undefined): number {
  if (text === undefined) return DEFAULT_LIMIT;
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw bad('“limit” is a whole number from 1 up.');
  return Math.min(Number(text), MAX_LIMIT);
}

function queryOf(given: ReadonlyMap<string, string>): Omit<Query, 'limit' | 'asked'> {
  const after = given.get('added_after');
  const micros = after === undefined ? undefined : microsOf(after);
  if (after !== undefined && micros === undefined)
    throw bad('“added_after” is a time in UTC: 2027-01-31T12:00:00.000000Z.');
  const list = (name: Filter) => listed(name, given.get(name));
  const [ids, types, specs] = [list('match[id]'), list('match[type]'), list('match[spec_version]')];
  return {
    ...(micros === undefined ? {} : { after: micros }),
    ...(ids ? { ids } : {}),
    ...(types ? { types } : {}),
    ...(specs ? { specs } : {}),
    versions: versionsOf(list('match[version]') ?? ['last']),
  };
}

function listed(name: Filter, text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const values = text.split(',');
  if (values.some((value) => value === '')) throw bad(`“${name}” names nothing.`);
  if (values.length > MAX_NAMED) throw bad(`“${name}” names more than ${MAX_NAMED}.`);
  return values;
}

function versionsOf(words: readonly string[]): Versions {
  const exact = words
    .filter((word) => !['all', 'first', 'last'].includes(word))
    .map((word) => microsOf(word));
  if (exact.some((version) => version === undefined))
    throw bad('“match[version]” is all, first, last, or times in UTC.');
  const has = (word: string) => words.includes(word);
  return { all: has('all'), first: has('first'), last: has('last'), exact: exact as number[] };
}

/** Where a list goes on: behind which instant, with which filters. Opaque to the client; nothing in it is secret. */
export const makeNext = (after: number, asked: string): string => toBase64url(utf8(`${after} ${asked}`));

function readNext(text: string): { after: number; asked: string } {
  const refused = new TaxiiError(400, 'taxii.bad-next', '“next” is not one that was given here.');
  try {
    const [, after = '', asked = ''] = /^(\d{1,16}) (.*)$/.exec(fromUtf8(fromBase64url(text))) ?? [];
    if (after !== '') return { after: Number(after), asked };
  } catch {
    throw refused;
  }
  throw refused;
}
