import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ClockEvent, clockOf, dueAt, goneAt, isDue, mayDo, READY, sayGone } from './clock.ts';

const MINUTE = 60_000;
const at = (minutes: number, does: ClockEvent['does'], speed?: number): ClockEvent => ({
  ...{ does, at: minutes * MINUTE },
  ...(speed === undefined ? {} : { speed }),
});

describe('The clock of an exercise', () => {
  test('stands until it is started, and goes on after a pause where it stood', () => {
    expect(goneAt(READY, 99 * MINUTE)).toBe(0);
    const clock = clockOf([at(100, 'start'), at(110, 'pause'), at(200, 'resume')]);
    expect(clock.standing).toBe('running');
    expect(goneAt(clock, 205 * MINUTE)).toBe(15 * MINUTE);
    expect(clock.started).toBe(100 * MINUTE);
  });

  test('goes faster from the moment on that it is told to', () => {
    const clock = clockOf([at(0, 'start'), at(10, 'speed', 10), at(12, 'pause'), at(50, 'resume', 1)]);
    expect(goneAt(clock, 53 * MINUTE)).toBe((10 + 20 + 3) * MINUTE);
  });

  test('tells when a minute comes, and that it has come, once and not before', () => {
    const clock = clockOf([at(0, 'start'), at(10, 'speed', 3)]);
    const due = dueAt(clock, 20)!;
    expect(due).toBe(10 * MINUTE + Math.ceil((10 * MINUTE) / 3));
    expect([isDue(clock, 20, due - 1), isDue(clock, 20, due)]).toEqual([false, true]);
    const paused = clockOf([at(0, 'start'), at(10, 'pause')]);
    expect([dueAt(paused, 20), isDue(paused, 5, 99 * MINUTE)]).toEqual([undefined, false]);
  });

  test('ends for good, and what is not possible changes nothing', () => {
    const over = clockOf([at(0, 'start'), at(5, 'stop'), at(6, 'resume'), at(7, 'start')]);
    expect([over.standing, goneAt(over, 99 * MINUTE)]).toEqual(['over', 5 * MINUTE]);
    expect([mayDo(over, 'start'), mayDo(READY, 'stop'), mayDo(READY, 'start')]).toEqual([false, false, true]);
    expect(isDue(over, 1, 99 * MINUTE)).toBe(false);
  });

  test('never goes back, whatever is done to it', () => {
    const deed = fc.constantFrom('start', 'pause', 'resume', 'speed', 'stop');
    const event = fc.record({ does: deed, after: fc.nat(MINUTE), speed: fc.integer({ min: 1, max: 60 }) });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 20 }), (deeds) => {
        let now = 0;
        const events: ClockEvent[] = [];
        let before = 0;
        for (const { does, after, speed } of deeds) {
          now += after;
          expect(goneAt(clockOf(events), now)).toBeGreaterThanOrEqual(before);
          before = goneAt(clockOf(events), now);
          events.push({ does: does as ClockEvent['does'], at: now, speed });
        }
      }),
    );
  });

  test('is said in minutes and seconds', () => {
    expect([sayGone(0), sayGone(307_999), sayGone(123 * MINUTE)]).toEqual(['T+00:00', 'T+05:07', 'T+123:00']);
  });
});
