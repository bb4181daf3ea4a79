import pg from 'pg';
import { platformError } from '../errors.ts';

// Object ids of PostgreSQL's built-in types (pg_type.dat): they never change.
const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;
const TIMESTAMP = 1114;

function toNumber(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw platformError('number-out-of-range', { detail: 'The database returned an integer beyond 2^53.' });
}

const toNumbers = (text: string): (number | null)[] =>
  text === '{}'
    ? []
    : text
        .slice(1, -1)
        .split(',')
        .map((item) => (item === 'NULL' ? null : toNumber(item)));

const asText = (text: string): string => text;

/**
 * How values arrive: int8 as number (refused beyond 2^53), timestamptz as Date, bytea as Buffer, json parsed.
 * date and timestamp stay text: `pg` would read them in the zone of this machine.
 */
const PARSERS = new Map<number, (text: string) => unknown>([
  [INT8, toNumber],
  [INT8_ARRAY, toNumbers],
  [DATE, asText],
  [TIMESTAMP, asText],
]);

export const types: pg.CustomTypesConfig = {
  getTypeParser: ((id: number, format?: 'text' | 'binary') =>
    (format !== 'binary' && PARSERS.get(id)) ||
    pg.types.getTypeParser(id, format)) as typeof pg.types.getTypeParser,
};
