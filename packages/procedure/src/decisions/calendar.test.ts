import type { Calendar, Span } from '@comity/acts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ASSEMBLY, REGIONAL } from './books.ts';
import { covers, dayOf, deadlineAfter, endOf, instantOf, isAtWork, isWorkday, offsetAt } from './calendar.ts';

const at = (text: string) => Date.parse(text);
const NEW_YORK = ASSEMBLY.calendar;
const SUNDAYS = REGIONAL.calendar;
const HOUR = 3_600_000;
const text = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());

describe('a calendar', () => {
  test('knows its offset before and after clocks change', () => {
    expect(offsetAt(NEW_YORK, at('2026-03-08T06:59:59.999Z'))).toBe(-300);
    expect(offsetAt(NEW_YORK, at('2026-03-08T07:00:00.000Z'))).toBe(-240);
    expect(offsetAt(NEW_YORK, at('2026-11-01T06:00:00.000Z'))).toBe(-300);
  });

  test('takes the later of two instants that clocks show alike, and leaps with them', () => {
    const twice = dayOf(NEW_YORK, at('2026-11-01T12:00:00.000Z'));
    expect(text(instantOf(NEW_YORK, twice, 1.5 * HOUR))).toBe('2026-11-01T06:30:00.000Z');
    const leapt = dayOf(NEW_YORK, at('2026-03-08T12:00:00.000Z'));
    expect(text(instantOf(NEW_YORK, leapt, 2.5 * HOUR))).toBe('2026-03-08T07:30:00.000Z');
  });

  test('counts working days from the day after, past weekends and holidays', () => {
    // Friday before a holiday on Monday.
    const days = (count: number): Span => ({ unit: 'working-days', count });
    expect(text(endOf(NEW_YORK, at('2026-05-22T15:00:00.000Z'), days(1)))).toBe('2026-05-26T15:00:00.000Z');
    expect(text(endOf(NEW_YORK, at('2026-05-22T15:00:00.000Z'), days(0)))).toBe('2026-05-22T15:00:00.000Z');
    // The same local time on the other side of a change of clocks.
    expect(text(endOf(NEW_YORK, at('2026-03-06T15:00:00.000Z'), days(1)))).toBe('2026-03-09T14:00:00.000Z');
    // A week from Sunday to Thursday.
    expect(text(endOf(SUNDAYS, at('2026-03-05T09:00:00.000Z'), days(1)))).toBe('2026-03-08T09:00:00.000Z');
  });

  test('counts hours on the clock, or only those of working days', () => {
    const friday = at('2026-03-13T16:00:00.000Z');
    expect(text(endOf(NEW_YORK, friday, { unit: 'hours', count: 72 }))).toBe('2026-03-16T16:00:00.000Z');
    expect(text(endOf(NEW_YORK, friday, { unit: 'working-hours', count: 72 }))).toBe(
      '2026-03-18T16:00:00.000Z',
    );
  });

  test('ends where it was made to end', () => {
    expect(covers(NEW_YORK, at('2035-06-01T00:00:00.000Z'))).toBe(false);
    expect(
      endOf(NEW_YORK, at('2035-06-01T00:00:00.000Z'), { unit: 'working-days', count: 1 }),
    ).toBeUndefined();
  });
});

const instants = fc.integer({ min: at('2026-01-05T00:00:00.000Z'), max: at('2027-06-01T00:00:00.000Z') });
const calendars = fc.constantFrom<Calendar>(NEW_YORK, SUNDAYS);
const spans = fc.record<Span>({
  unit: fc.constantFrom('hours', 'working-hours', 'working-days'),
  count: fc.integer({ min: 0, max: 60 }),
});

// But for the hour that clocks show twice.
test('a span ends no earlier than it begins, and no earlier if it begins later', () => {
  fc.assert(
    fc.property(
      calendars,
      instants,
      fc.nat({ max: 5 * 24 * HOUR }),
      spans,
      (calendar, start, later, span) => {
        const end = endOf(calendar, start, span)!;
        expect(end).toBeGreaterThanOrEqual(start);
        expect(endOf(calendar, start + later, span)!).toBeGreaterThanOrEqual(end - HOUR);
      },
    ),
  );
});

test('so many working days lie behind its beginning, counted one by one', () => {
  fc.assert(
    fc.property(calendars, instants, fc.integer({ min: 1, max: 40 }), (calendar, start, count) => {
      const end = endOf(calendar, start, { unit: 'working-days', count })!;
      // What begins on a day off begins with the next working day.
      let counted = isWorkday(calendar, dayOf(calendar, start)) ? 0 : -1;
      for (let day = dayOf(calendar, start) + 1; day <= dayOf(calendar, end); day++)
        if (isWorkday(calendar, day)) counted++;
      expect(counted).toBe(count);
      expect(isWorkday(calendar, dayOf(calendar, end))).toBe(true);
    }),
  );
});

test('so many hours of working days pass, counted minute by minute', () => {
  fc.assert(
    fc.property(calendars, instants, fc.integer({ min: 1, max: 100 }), (calendar, start, count) => {
      const from = Math.floor(start / 60_000) * 60_000;
      const end = endOf(calendar, from, { unit: 'working-hours', count })!;
      let minutes = 0;
      for (let t = from; t < end; t += 60_000) if (isWorkday(calendar, dayOf(calendar, t))) minutes++;
      expect(minutes).toBe(count * 60);
    }),
    { numRuns: 40 },
  );
});

test('every instant is the instant of its local time, or the same time shown again', () => {
  fc.assert(
    fc.property(calendars, instants, (calendar, instant) => {
      const day = dayOf(calendar, instant);
      const time = instant + offsetAt(calendar, instant) * 60_000 - day * 24 * HOUR;
      expect([0, HOUR]).toContain(instantOf(calendar, day, time) - instant);
    }),
  );
});

test('a proposed deadline is a full hour, at work, and leaves the span', () => {
  fc.assert(
    fc.property(calendars, instants, spans, (calendar, start, span) => {
      const deadline = deadlineAfter(calendar, start, span, true)!;
      expect(deadline % HOUR).toBe(0);
      expect(isAtWork(calendar, deadline)).toBe(true);
      expect(deadline).toBeGreaterThanOrEqual(endOf(calendar, start, span)!);
    }),
  );
});
