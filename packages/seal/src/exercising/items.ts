import { canonicalText } from '@comity/log';
import { carriedIn } from '../carrying.ts';
import {
  codeName,
  contactId,
  firstFault,
  isList,
  isText,
  language,
  type Shape,
  type Test,
} from '../formats.ts';
import { LIMITS } from '../message.ts';
import type { Opened } from '../opened.ts';

/**
 * What exercise control writes: its plan, its clock, its notes. An item is a sealed message among the contacts of
 * control, whose text is one of these as canonical JSON. Pure, without openpgp: a page may hold it.
 */

/** In characters, and in how many. */
export const EXERCISE_LIMITS = {
  subject: 200,
  text: 4000,
  note: 4000,
  asks: 10,
  ask: 300,
  recipients: 400,
  injects: 100,
  /** The last minute of an exercise: two weeks. */
  minutes: 20_160,
  /** How much faster than the clock on the wall. */
  speed: 60,
} as const;

export const EXERCISE_KINDS = ['link-test', 'form-test', 'scenario'] as const;
export type ExerciseKind = (typeof EXERCISE_KINDS)[number];
export const CLOCK_DEEDS = ['start', 'pause', 'resume', 'speed', 'stop'] as const;
export type ClockDeed = (typeof CLOCK_DEEDS)[number];

/** What is injected, to whom, and in which minute of the exercise. A later one with the same id takes its place. */
export interface Inject {
  /** Of its own exercise: small letters, digits, hyphens. */
  readonly id: string;
  /** Minutes of the exercise after its start. */
  readonly minute: number;
  /** Contacts; each is sent it by itself, in a thread of its own. */
  readonly to: readonly string[];
  readonly type: string;
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  readonly asks?: readonly string[];
  /** Hours on the wall in which an answer is hoped for. */
  readonly hours?: number;
}

export type ExerciseItem =
  /** Opens the exercise. From `seed` follow the ids of what it sends; `card` is the case of a form test. */
  | { readonly kind: 'exercise'; readonly what: ExerciseKind; readonly seed: string; readonly card?: string }
  | ({ readonly kind: 'inject' } & Inject)
  | { readonly kind: 'withdrawn'; readonly id: string }
  | { readonly kind: 'clock'; readonly does: ClockDeed; readonly speed?: number }
  | { readonly kind: 'note'; readonly text: string; readonly inject?: string };

const is =
  (wanted: unknown): Test =>
  (value) =>
    value === wanted;
const oneOf =
  (all: readonly string[]): Test =>
  (value) =>
    all.includes(value as string);
const whole =
  (least: number, most: number): Test =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;
const name: Test = (value) => typeof value === 'string' && /^[a-z0-9-]{1,24}$/.test(value);
const seed: Test = (value) => typeof value === 'string' && /^[A-Za-z0-9_-]{22}$/.test(value);

const SHAPES: Readonly<Record<ExerciseItem['kind'], Shape>> = {
  exercise: {
    required: { v: is(1), kind: is('exercise'), what: oneOf(EXERCISE_KINDS), seed },
    optional: { card: name },
  },
  inject: {
    required: {
      ...{ v: is(1), kind: is('inject'), id: name, minute: whole(0, EXERCISE_LIMITS.minutes) },
      to: isList(EXERCISE_LIMITS.recipients, contactId),
      ...{ type: codeName, language, subject: isText(1, EXERCISE_LIMITS.subject) },
      text: isText(1, EXERCISE_LIMITS.text),
    },
    optional: {
      asks: isList(EXERCISE_LIMITS.asks, isText(1, EXERCISE_LIMITS.ask)),
      hours: whole(1, 24 * 14),
    },
  },
  withdrawn: { required: { v: is(1), kind: is('withdrawn'), id: name } },
  clock: {
    required: { v: is(1), kind: is('clock'), does: oneOf(CLOCK_DEEDS) },
    optional: { speed: whole(1, EXERCISE_LIMITS.speed) },
  },
  note: {
    required: { v: is(1), kind: is('note'), text: isText(1, EXERCISE_LIMITS.note) },
    optional: { inject: name },
  },
};

/** An item that cannot be written as it is: which field. */
export class ExerciseError extends Error {
  readonly code = 'seal.exercise-malformed';
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.name = 'ExerciseError';
    this.field = field;
  }
}

/** The text of the message that carries an item. Throws `ExerciseError`. */
export function exerciseText(item: ExerciseItem): string {
  const value = { v: 1, ...item };
  const field = firstFault(value, SHAPES[item.kind]) ?? (isRepeating(item) ? 'to' : undefined);
  if (field !== undefined)
    throw new ExerciseError(field, `“${field}” is empty, too long, too much or not as it must be.`);
  const text = canonicalText(value);
  if ([...text].length > LIMITS.text)
    throw new ExerciseError('text', 'It is too much for one message: fewer recipients, or a shorter text.');
  return text;
}

const isRepeating = (item: ExerciseItem): boolean =>
  item.kind === 'inject' && (item.to.length === 0 || new Set(item.to).size < item.to.length);

/** The item in a message that was opened; undefined for one that was not, or that holds something else. */
export function exerciseItemIn(opened: Opened): ExerciseItem | undefined {
  if (opened.kind !== 'bound' || !opened.payload.exercise) return undefined;
  const item = carriedIn<ExerciseItem>(opened, SHAPES);
  return item && !isRepeating(item) ? item : undefined;
}
