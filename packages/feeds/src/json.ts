import { FeedError } from './errors.ts';

export interface Limits {
  readonly bytes: number;
  /** How deep arrays and objects may nest. */
  readonly depth: number;
  /** Numbers, texts, arrays, objects and names together. */
  readonly values: number;
}

export const LIMITS: Limits = { bytes: 5 * 1024 * 1024, depth: 50, values: 500_000 };

/**
 * JSON of somebody else, in which every reader sees the same: UTF-8 (a byte order mark is passed over), no name
 * twice in an object, no number that a machine would round, no name by which a program is led astray, and not more
 * of anything than `limits` allow. Looked through before it is parsed: nesting is what makes parsers fall over.
 * Throws FeedError.
 */
export function readJson(bytes: Uint8Array, limits: Limits = LIMITS): unknown {
  if (bytes.length > limits.bytes)
    throw new FeedError(
      'feeds.too-large',
      `The file has ${bytes.length} bytes; at most ${limits.bytes} are read.`,
    );
  const text = decode(bytes);
  new Scan(text, limits).run();
  try {
    return JSON.parse(text);
  } catch {
    throw new FeedError('feeds.not-json', 'The file is not JSON.');
  }
}

function decode(bytes: Uint8Array): string {
  const [a, b] = bytes;
  // JSON begins with an ASCII sign: a zero among the first two bytes is UTF-16 or UTF-32 without a mark.
  const isWide =
    (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff) || a === 0 || (b === 0 && bytes.length > 1);
  if (isWide) throw new FeedError('feeds.wrong-encoding', 'The file is in UTF-16 or UTF-32; JSON is UTF-8.');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FeedError('feeds.wrong-encoding', 'The file is not UTF-8.');
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** An array or object that is open: its names so far, and whether the next text is a name. */
interface Frame {
  readonly names: Set<string> | undefined;
  isName: boolean;
}

/** Signs of a number after its first one. */
const NUMBER = /[0-9.eE+-]*/y;
const EXACT = /^-?\d{1,15}$/;

/** One pass over the text. What is no JSON at all is left for the parser to refuse. */
class Scan {
  readonly #text: string;
  readonly #limits: Limits;
  readonly #open: Frame[] = [];
  #values = 0;

  constructor(text: string, limits: Limits) {
    this.#text = text;
    this.#limits = limits;
  }

  run(): void {
    for (let i = 0; i < this.#text.length; i++) {
      const sign = this.#text.charCodeAt(i);
      if (sign === QUOTE) i = this.#string(i);
      else if (sign === 0x7b || sign === 0x5b) this.#enter(sign === 0x7b);
      else if (sign === 0x7d || sign === 0x5d) this.#open.pop();
      else if (sign === COMMA) this.#next();
      else if (sign === 0x2d || (sign >= 0x30 && sign <= 0x39)) i = this.#number(i);
    }
  }

  #enter(isObject: boolean): void {
    this.#count();
    if (this.#open.length >= this.#limits.depth)
      throw new FeedError('feeds.too-deep', `Nested deeper than ${this.#limits.depth} levels.`);
    this.#open.push({ names: isObject ? new Set() : undefined, isName: isObject });
  }

  #next(): void {
    const frame = this.#open.at(-1);
    if (frame?.names) frame.isName = true;
  }

  #count(): void {
    if (++this.#values > this.#limits.values)
      throw new FeedError('feeds.too-many-values', `The file holds more than ${this.#limits.values} values.`);
  }

  /** Answers with the place of the quote that ends it. */
  #string(from: number): number {
    this.#count();
    let end = from + 1;
    let isEscaped = false;
    for (; end < this.#text.length; end++) {
      const sign = this.#text.charCodeAt(end);
      if (sign === QUOTE) break;
      if (sign !== BACKSLASH) continue;
      isEscaped = true;
      end++;
    }
    const frame = this.#open.at(-1);
    if (frame?.isName) this.#name(frame, this.#text.slice(from, end + 1), isEscaped);
    return end;
  }

  #name(frame: Frame, quoted: string, isEscaped: boolean): void {
    frame.isName = false;
    const name = isEscaped ? unescaped(quoted) : quoted.slice(1, -1);
    if (name === '__proto__')
      throw new FeedError('feeds.forbidden-name', 'A name is “__proto__”, which leads programs astray.');
    if (frame.names!.has(name))
      throw new FeedError('feeds.duplicate-name', `An object has “${name.slice(0, 80)}” twice.`);
    frame.names!.add(name);
  }

  #number(from: number): number {
    this.#count();
    NUMBER.lastIndex = from;
    const digits = NUMBER.exec(this.#text)![0];
    if (!EXACT.test(digits)) this.#assertExact(digits);
    return from + digits.length - 1;
  }

  #assertExact(digits: string): void {
    const value = Number(digits);
    const isFraction = /[.eE]/.test(digits);
    if (isFraction ? Number.isFinite(value) : Number.isSafeInteger(value) || Number.isNaN(value)) return;
    throw new FeedError('feeds.unsafe-number', `The number ${digits.slice(0, 40)} is too large to be exact.`);
  }
}

function unescaped(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return quoted;
  }
}

export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member of a file, by its own name only: nothing that every object inherits. */
export const own = (fields: Fields, name: string): unknown =>
  Object.hasOwn(fields, name) ? fields[name] : undefined;

export function textOf(fields: Fields, name: string): string | undefined {
  const value = own(fields, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The objects of a list; what is none among them is left out. */
export function listOf(fields: Fields, name: string): Fields[] {
  const value = own(fields, name);
  return Array.isArray(value) ? value.filter(isFields) : [];
}

export function textsOf(fields: Fields, name: string): string[] {
  const value = own(fields, name);
  return Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : [];
}

export const fieldsOf = (fields: Fields, name: string): Fields => {
  const value = own(fields, name);
  return isFields(value) ? value : {};
};
