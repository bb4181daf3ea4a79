import { canonicalText, sha256, toBase64url, utf8 } from '@comity/log';
import { statesIn } from '../carrying.ts';
import type { Opened } from '../opened.ts';
import { type Clock, type ClockEvent, clockOf } from './clock.ts';
import {
  EXERCISE_LIMITS,
  type ExerciseItem,
  type ExerciseKind,
  exerciseItemIn,
  type Inject,
} from './items.ts';

/** An item as it was opened, and when the host received it: milliseconds since 1970. */
export interface OpenedExerciseItem {
  readonly opened: Opened;
  readonly received: number;
}

export interface Note {
  readonly text: string;
  readonly inject?: string;
  /** The contact that signed it. */
  readonly contact: string;
  readonly participant: string;
  readonly at: string;
}

/** What the items of control add up to. */
export interface Exercise {
  readonly what: ExerciseKind;
  readonly title: string;
  readonly language: string;
  readonly seed: string;
  readonly card?: string;
  /** The States whose contacts its beginning was sealed to, which is signed: whatever the host says, no other is sealed to. */
  readonly control: readonly string[];
  /** By minute, then by id. */
  readonly injects: readonly Inject[];
  readonly clock: Clock;
  readonly notes: readonly Note[];
  /** Items that this reader cannot open, or that hold something else. */
  readonly unread: number;
}

/**
 * The id of an exercise of a body follows from who controls it, sorted, and from its seed: nobody can put a plan of their
 * own in its place.
 */
export const exerciseIdOf = (body: string, control: readonly string[], seed: string): string =>
  `thr_${toBase64url(sha256(utf8(canonicalText(['exercise', body, [...control], seed]))).slice(0, 16))}`;

/** What the items that a host gives for an exercise add up to; undefined where its beginning cannot be read here. */
export function exerciseOf(id: string, items: readonly OpenedExerciseItem[]): Exercise | undefined {
  const begun = beginningIn(id, items);
  if (!begun) return undefined;
  const { control } = begun.says;
  const injects = new Map<string, Inject>();
  const clock: ClockEvent[] = [];
  const notes: Note[] = [];
  let unread = 0;
  for (const one of items) {
    if (one === begun.one) continue;
    const { opened, received } = one;
    const item = exerciseItemIn(opened);
    const isOwn = opened.kind === 'bound' && isOfControl(id, opened, control);
    if (!isOwn || !item || item.kind === 'exercise') unread++;
    else enter(item, { opened, received }, { injects, clock, notes });
  }
  const inOrder = [...injects.values()].sort((a, b) => a.minute - b.minute || (a.id < b.id ? -1 : 1));
  return { ...begun.says, injects: inOrder, clock: clockOf(clock), notes, unread };
}

type Bound = Extract<Opened, { kind: 'bound' }>;

/** What was sealed in this thread, by and to those who control it alone. */
const isOfControl = (id: string, opened: Bound, control: readonly string[]): boolean =>
  opened.payload.thread === id && statesIn(opened).every((one) => control.includes(one));

/**
 * The beginning from which the id of the exercise follows; the first one where it follows from none, as of exercises that
 * began before ids did.
 */
function beginningIn(id: string, items: readonly OpenedExerciseItem[]) {
  const found = items.flatMap((one) => {
    const { opened } = one;
    const item = exerciseItemIn(opened);
    if (opened.kind !== 'bound' || item?.kind !== 'exercise' || opened.payload.thread !== id) return [];
    const says = beginning(opened, item);
    return [{ one, says, isItsId: exerciseIdOf(opened.payload.body, says.control, says.seed) === id }];
  });
  return found.find(({ isItsId }) => isItsId) ?? found[0];
}

const beginning = (opened: Bound, { what, seed, card }: ExerciseItem & { kind: 'exercise' }) => ({
  ...{ what, seed, title: opened.payload.subject, language: opened.payload.language },
  control: statesIn(opened),
  ...(card === undefined ? {} : { card }),
});

interface Entering {
  readonly injects: Map<string, Inject>;
  readonly clock: ClockEvent[];
  readonly notes: Note[];
}

function enter(
  item: Exclude<ExerciseItem, { kind: 'exercise' }>,
  { opened, received }: { opened: Bound; received: number },
  { injects, clock, notes }: Entering,
): void {
  switch (item.kind) {
    case 'inject': {
      const { kind: _, ...inject } = item;
      if (injects.has(inject.id) || injects.size < EXERCISE_LIMITS.injects) injects.set(inject.id, inject);
      return;
    }
    case 'withdrawn':
      injects.delete(item.id);
      return;
    case 'clock':
      clock.push({
        does: item.does,
        at: received,
        ...(item.speed === undefined ? {} : { speed: item.speed }),
      });
      return;
    case 'note': {
      const { signer, payload } = opened;
      const { text, inject } = item;
      const about = inject === undefined ? {} : { inject };
      notes.push({
        text,
        ...about,
        contact: signer.contact,
        participant: signer.participant,
        at: payload.at,
      });
    }
  }
}

/**
 * The ids of the message that brings an inject to a contact, and of its thread. They follow from the seed, which only
 * control knows: whoever of control sends it sends the same message, and the rules take it once.
 */
export function idsFor(
  { seed }: Pick<Exercise, 'seed'>,
  inject: string,
  contact: string,
): { readonly message: string; readonly thread: string } {
  const id = (what: string) =>
    toBase64url(sha256(utf8(JSON.stringify(['exercise', seed, inject, contact, what]))).slice(0, 16));
  return { message: `msg_${id('message')}`, thread: `thr_${id('thread')}` };
}
