import { fromUtf8, utf8 } from './bytes.ts';
import { LogError } from './errors.ts';
import { isPlainlyCanonical } from './plain.ts';

/**
 * Canonical JSON: RFC 8785 narrowed to what an act may hold. Integers within 2^53, well-formed strings
 * without U+0000, no null, no value within more than 32 arrays and objects. Strings are never normalised:
 * a State's words stay as they are.
 */
export type Json = boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

const MAX_DEPTH = 32;

const refuse = (why: string) => new LogError('log.not-encodable', why);

/** Anything but printable ASCII without quote and backslash: what is left is its own JSON spelling. */
const NEEDS_CARE = /[^\x20\x21\x23-\x5b\x5d-\x7e]/;

function text(value: string): string {
  if (!NEEDS_CARE.test(value)) return `"${value}"`;
  if (!value.isWellFormed()) throw refuse('A lone surrogate is not text.');
  if (value.includes('\u0000')) throw refuse('U+0000 is not allowed in text.');
  return JSON.stringify(value);
}

function write(value: unknown, depth: number): string {
  if (depth > MAX_DEPTH) throw refuse(`Nested deeper than ${MAX_DEPTH} levels.`);
  switch (typeof value) {
    case 'string':
      return text(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isSafeInteger(value)) throw refuse('Numbers are integers within 2^53.');
      return String(value);
    case 'object':
      break;
    default:
      throw refuse(`A ${typeof value} has no canonical form.`);
  }
  if (value === null) throw refuse('Absent is absent: null is not allowed.');
  if (Array.isArray(value)) {
    let out = '[';
    for (let i = 0; i < value.length; i++) out += (i ? ',' : '') + write(value[i], depth + 1);
    return `${out}]`;
  }
  return object(value as Record<string, unknown>, depth);
}

/** Dates, maps, byte arrays and class instances would lose what they hold without a word. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The names in order of their UTF-16 code units (RFC 8785 section 3.2.3), which `<` and `sort` compare by. */
function sortedKeys(value: object): string[] {
  const keys = Object.keys(value);
  for (let i = 1; i < keys.length; i++) if (keys[i - 1]! > keys[i]!) return keys.sort();
  return keys;
}

function object(value: Record<string, unknown>, depth: number): string {
  if (!isPlain(value)) throw refuse('Only plain objects have a canonical form.');
  let out = '{';
  for (const key of sortedKeys(value)) {
    const field = value[key];
    if (field === undefined) continue;
    out += `${out.length > 1 ? ',' : ''}${text(key)}:${write(field, depth + 1)}`;
  }
  return `${out}}`;
}

/** The canonical text of a value. Fields that are `undefined` are absent. Throws `log.not-encodable`. */
export const canonicalText = (value: unknown): string => write(value, 0);

/** The canonical bytes (UTF-8) of a value: what is hashed and signed. Throws `log.not-encodable`. */
export const canonicalBytes = (value: unknown): Uint8Array => utf8(write(value, 0));

/**
 * Reads bytes that must already be canonical; nothing is ever canonicalised for a signer.
 * Duplicate keys, floats, other spellings of a number or a string, white space: all differ from their
 * canonical form and are refused by the one comparison. Throws `log.not-canonical` or `log.bad-encoding`.
 */
export function parseCanonical(bytes: Uint8Array): unknown {
  const source = fromUtf8(bytes);
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    throw new LogError('log.not-canonical', 'The bytes are not JSON.');
  }
  if (isPlainlyCanonical(bytes, MAX_DEPTH)) return value;
  let again: string;
  try {
    again = write(value, 0);
  } catch (error) {
    throw new LogError('log.not-canonical', (error as Error).message);
  }
  if (again !== source)
    throw new LogError('log.not-canonical', `Not canonical JSON ${difference(source, again)}.`);
  return value;
}

function difference(given: string, canonical: string): string {
  let at = 0;
  while (at < given.length && given[at] === canonical[at]) at++;
  return `from character ${at} on`;
}
