import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Opened } from '../opened.ts';
import { EXERCISE_LIMITS, type ExerciseItem, exerciseItemIn, exerciseText, type Inject } from './items.ts';
import { exerciseIdOf, exerciseOf, idsFor } from './plan.ts';

const SEED = 'A'.repeat(22);
const contact = (letter: string) => `con_${letter.repeat(21)}A`;
const inject = (more: Partial<Inject> = {}): Inject => ({
  ...{ id: 'one', minute: 5, to: [contact('a')], type: 'exercise-inject', language: 'en' },
  ...{ subject: 'A port', text: 'Trucks wait.' },
  ...more,
});
let count = 0;
const BODY = 'b'.repeat(64);
const THREAD = exerciseIdOf(BODY, ['alpha', 'bravo'], SEED);
const openedWith = (text: string, more: object = {}): Opened => ({
  ...{ kind: 'bound', checks: [], attachments: [], signedAt: '2026-11-29T10:00:00.000Z' },
  messageId: String(++count).padStart(64, '0'),
  signer: { participant: 'alpha', contact: contact('c'), key: 'a'.repeat(40) },
  payload: {
    ...{ text, exercise: true, subject: 'Port in the storm', language: 'en', at: '2026-11-29T10:00:00.000Z' },
    ...{ body: BODY, thread: THREAD, from: { participant: 'alpha' }, to: [{ participant: 'bravo' }] },
    ...more,
  } as never,
});
const put = (item: ExerciseItem, received = 0, more: object = {}) => ({
  opened: openedWith(exerciseText(item), more),
  received,
});
const BEGUN: ExerciseItem = { kind: 'exercise', what: 'scenario', seed: SEED };

describe('An item of control', () => {
  test('is read as it was written', () => {
    const words = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 100 })
      .filter((s) => !s.includes('\0'));
    const item = fc.oneof(
      fc.record({ kind: fc.constant('note' as const), text: words }),
      fc.record({ subject: words, text: words, minute: fc.nat(EXERCISE_LIMITS.minutes) }).map((more) => ({
        kind: 'inject' as const,
        ...inject(more),
      })),
      fc.record({
        kind: fc.constant('clock' as const),
        does: fc.constantFrom('start' as const, 'stop' as const),
      }),
    );
    fc.assert(
      fc.property(item, (one) => {
        expect(exerciseItemIn(openedWith(exerciseText(one)))).toEqual(one);
      }),
    );
  });

  test('is not written where it is too much, goes to nobody, or to one twice', () => {
    const bad: [Partial<Inject>, string][] = [
      [{ to: [] }, 'to'],
      [{ to: [contact('a'), contact('a')] }, 'to'],
      [{ minute: -1 }, 'minute'],
      [{ minute: 1.5 }, 'minute'],
      [{ text: 'a'.repeat(4001) }, 'text'],
      [{ subject: '' }, 'subject'],
      [{ id: 'One!' }, 'id'],
      [{ hours: 0 }, 'hours'],
    ];
    for (const [more, field] of bad)
      expect(() => exerciseText({ kind: 'inject', ...inject(more) }), field).toThrow(
        expect.objectContaining({ code: 'seal.exercise-malformed', field }),
      );
  });

  test('is never made of what is something else, nor of a message that is no exercise', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        expect(exerciseItemIn(openedWith(text))).toBeUndefined();
      }),
    );
    expect(exerciseItemIn(openedWith(exerciseText(BEGUN), { exercise: false }))).toBeUndefined();
    expect(exerciseItemIn({ kind: 'refused', code: 'seal.no-key', checks: [] } as never)).toBeUndefined();
  });
});

describe('What the items add up to', () => {
  test('is a plan by minute, in which a later inject takes the place of the one before', () => {
    const read = exerciseOf(THREAD, [
      put(BEGUN),
      put({ kind: 'inject', ...inject({ id: 'late', minute: 30 }) }),
      put({ kind: 'inject', ...inject() }),
      put({ kind: 'inject', ...inject({ id: 'gone' }) }),
      put({ kind: 'withdrawn', id: 'gone' }),
      put({ kind: 'inject', ...inject({ minute: 7, text: 'Trucks turn back.' }) }),
      put({ kind: 'note', text: 'Slow.', inject: 'one' }),
      put({ kind: 'clock', does: 'start', speed: 2 }, 60_000),
    ])!;
    expect(read.injects.map(({ id, minute, text }) => [id, minute, text])).toEqual([
      ['one', 7, 'Trucks turn back.'],
      ['late', 30, 'Trucks wait.'],
    ]);
    expect(read).toMatchObject({ title: 'Port in the storm', what: 'scenario', unread: 0, seed: SEED });
    expect(read.control).toEqual(['alpha', 'bravo']);
    expect(read.clock).toMatchObject({ standing: 'running', speed: 2, started: 60_000 });
    expect(read.notes).toMatchObject([{ text: 'Slow.', inject: 'one', participant: 'alpha' }]);
  });

  test('counts what cannot be read, and is nothing without its beginning', () => {
    const refused = { opened: { kind: 'refused', code: 'seal.no-key', checks: [] } as never, received: 0 };
    expect(exerciseOf(THREAD, [put(BEGUN), refused, put(BEGUN)])).toMatchObject({ unread: 2 });
    expect(exerciseOf(THREAD, [put({ kind: 'inject', ...inject() })])).toBeUndefined();
  });

  test('begins with that from which its id follows: a plan of others in its thread does not take its place', () => {
    const theirs = put({ ...BEGUN, seed: 'B'.repeat(22) } as ExerciseItem, 0, {
      subject: 'Another port',
      ...{ from: { participant: 'carla' }, to: [{ participant: 'alpha' }] },
    });
    const note = put({ kind: 'note', text: 'Slow.' });
    expect(exerciseOf(THREAD, [theirs, note, put(BEGUN)])).toMatchObject({
      ...{ title: 'Port in the storm', control: ['alpha', 'bravo'], unread: 1, notes: [{ text: 'Slow.' }] },
    });
    // Exercises that began before ids did follow from nothing: the first beginning counts.
    const old = `thr_${'A'.repeat(22)}`;
    expect(exerciseOf(old, [put(BEGUN, 0, { thread: old })])).toMatchObject({
      control: ['alpha', 'bravo'],
      unread: 0,
    });
  });

  test('is of those who control it: a letter of another thread, or to others, is not taken for its own', () => {
    const note: ExerciseItem = { kind: 'note', text: 'Slow.' };
    const letter = {
      opened: openedWith('Good morning', { thread: 'thr_other', exercise: false }),
      received: 0,
    };
    const to = [{ participant: 'carla' }];
    const strays = [
      put(note, 0, { thread: 'thr_other' }),
      put(note, 0, { to }),
      put(BEGUN, 0, { thread: 'thr_other', to }),
    ];
    expect(exerciseOf(THREAD, [letter, strays[2]!, put(BEGUN), ...strays])).toMatchObject({
      ...{ unread: 5, notes: [], control: ['alpha', 'bravo'] },
    });
  });
});

test('Ids of a message follow from the seed, the inject and the contact, and from nothing else', () => {
  const one = idsFor({ seed: SEED }, 'one', contact('a'));
  expect(one).toEqual(idsFor({ seed: SEED }, 'one', contact('a')));
  expect(one.message).toMatch(/^msg_[A-Za-z0-9_-]{22}$/);
  expect(one.thread).toMatch(/^thr_[A-Za-z0-9_-]{22}$/);
  const all = [
    one,
    idsFor({ seed: SEED }, 'two', contact('a')),
    idsFor({ seed: SEED }, 'one', contact('b')),
    idsFor({ seed: 'B'.repeat(22) }, 'one', contact('a')),
  ].flatMap(({ message, thread }) => [message.slice(4), thread.slice(4)]);
  expect(new Set(all).size).toBe(8);
});
