import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { READY } from './clock.ts';
import { plotOf } from './plot.ts';
import {
  type Fate,
  fateIn,
  forTheBody,
  REPORT_COLUMNS,
  reportOf,
  reportRows,
  reportValue,
  resultFor,
} from './report.ts';

const SECOND = 1000;
const fate = (participant: string, acknowledged?: number, answered?: number, inject = 'one'): Fate => ({
  ...{ inject, participant, contact: `con_${participant}`, sent: 0 },
  ...(acknowledged === undefined ? {} : { acknowledged: acknowledged * SECOND }),
  ...(answered === undefined ? {} : { answered: answered * SECOND }),
});
const exercise = {
  ...{ what: 'scenario' as const, title: 'Port', language: 'en', seed: 'A'.repeat(22), unread: 0, notes: [] },
  control: ['alpha'],
  clock: { ...READY, standing: 'over' as const, started: 0 },
  injects: ['one', 'two'].map((id, i) => ({
    ...{ id, minute: i * 10, to: [], type: 'exercise-inject' as const, language: 'en' },
    ...{ subject: `Inject ${id}`, text: 'Text' },
  })),
};

describe('What became of an inject', () => {
  const message = (id: string, from: string, received: string, acknowledged?: string) => ({
    ...{ message: id, received, header: { from: { contact: from } } },
    to: [{ contact: 'con_a', ...(acknowledged ? { acknowledged: { received: acknowledged } } : {}) }],
  });
  const asked = { message: 'msg_1', contact: 'con_a' };

  test('is read from its thread: sent, acknowledged, first answer of that contact', () => {
    const messages = [
      message('msg_0', 'con_a', '1970-01-01T00:00:00.000Z'),
      message('msg_1', 'con_control', '1970-01-01T00:00:01.000Z', '1970-01-01T00:00:05.000Z'),
      message('msg_2', 'con_other', '1970-01-01T00:00:06.000Z'),
      message('msg_3', 'con_a', '1970-01-01T00:00:09.000Z'),
      message('msg_4', 'con_a', '1970-01-01T00:00:10.000Z'),
    ];
    expect(fateIn({ messages }, asked)).toEqual({ sent: 1000, acknowledged: 5000, answered: 9000 });
    expect(fateIn({ messages: messages.slice(0, 1) }, asked)).toEqual({});
  });
});

describe('The report', () => {
  test('adds up for each inject, each State and all', () => {
    const all = [fate('alpha', 10, 60), fate('bravo', 30), fate('alpha', 5, undefined, 'two')];
    const report = reportOf(exercise, [
      ...all,
      { ...fate('bravo', undefined, undefined, 'two'), sent: undefined } as never,
    ]);
    expect(report.sums).toMatchObject({ planned: 4, sent: 3, acknowledged: 3, answered: 1, states: 2 });
    expect(report.injects.map(({ sums }) => [sums.sent, sums.acknowledged])).toEqual([
      [2, 2],
      [1, 1],
    ]);
    expect(report.participants.map((p) => [p.participant, p.sums.acknowledged])).toEqual([
      ['alpha', 2],
      ['bravo', 1],
    ]);
  });

  test('gives no typical time of fewer than five States, and gives it of five', () => {
    const states = ['alpha', 'bravo', 'carla', 'delta', 'eland'];
    const four = states.slice(0, 4).map((s, i) => fate(s, 10 * (i + 1)));
    expect(reportOf(exercise, four).sums.toAcknowledge).toBeUndefined();
    expect(
      reportOf(exercise, [...four, fate('alpha', 90, undefined, 'two')]).sums.toAcknowledge,
    ).toBeUndefined();
    const five = states.map((s, i) => fate(s, 10 * (i + 1)));
    expect(reportOf(exercise, five).sums.toAcknowledge).toEqual({ median: 30, longest: 50 });
    expect(JSON.stringify(forTheBody(reportOf(exercise, five)))).not.toMatch(/alpha|bravo|con_/);
  });

  test('ranks nobody: the order of States is the same whoever was faster', () => {
    const states = ['zulu', 'alpha', 'mike'];
    fc.assert(
      fc.property(fc.array(fc.nat(9999), { minLength: 3, maxLength: 3 }), fc.boolean(), (seconds, turned) => {
        const fates = states.map((s, i) => fate(s, seconds[i]!));
        const report = reportOf(exercise, turned ? fates.toReversed() : fates);
        expect(report.injects[0]!.fates.map((f) => f.participant)).toEqual(['alpha', 'mike', 'zulu']);
        expect(report.participants.map((p) => p.participant)).toEqual(['alpha', 'mike', 'zulu']);
      }),
    );
  });

  test('says on every line of its table, and to machines, that it is an exercise', () => {
    const report = reportOf(exercise, [fate('alpha', 10, 60), fate('bravo')]);
    for (const row of reportRows(report)) {
      expect(row).toHaveLength(REPORT_COLUMNS.length);
      expect(row[0]).toBe('EXERCISE');
    }
    expect(reportRows(report)[0]!.slice(-2)).toEqual([10, 60]);
    expect(reportValue(report)).toMatchObject({
      exercise: true,
      injects: [{ fates: [{ participant: 'alpha' }, {}] }, {}],
    });
    expect(resultFor(report, 'bravo').map(({ fate: f }) => f.participant)).toEqual(['bravo']);
  });
});

test('A plot lies within its frame, and shows a mark where there is one to show', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(2_000_000), { nil: undefined }), { maxLength: 20 }), (times) => {
      const { rows, width, height, ticks } = plotOf(times.map((s, i) => fate(`s${i}`, s)));
      expect(rows.map((row) => row.acknowledged === undefined)).toEqual(times.map((s) => s === undefined));
      for (const x of [...rows.flatMap((r) => r.acknowledged ?? []), ...ticks.map((t) => t.x)]) {
        expect(Number.isInteger(x)).toBe(true);
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(width);
      }
      for (const { y } of rows) expect(y).toBeLessThan(height);
    }),
  );
});
