import type { Fate } from './report.ts';
import { secondsTo } from './report.ts';

/** A row of a timeline: how long one contact took, in whole pixels from where it was sent. */
export interface PlotRow {
  readonly fate: Fate;
  readonly y: number;
  /** Absent where it was not sent. */
  readonly from?: number;
  readonly acknowledged?: number;
  readonly answered?: number;
}

export interface Plot {
  readonly width: number;
  readonly height: number;
  readonly rows: readonly PlotRow[];
  /** Seconds after sending, and where they lie. */
  readonly ticks: readonly { readonly seconds: number; readonly x: number }[];
}

const WIDTH = 600;
const SIDE = 24;
const ROW = 24;
const STEPS = [60, 300, 900, 1800, 3600, 7200, 14_400, 43_200, 86_400, 259_200, 604_800];

/**
 * The timeline of one inject: a line for each contact, a circle where it acknowledged, a square where it answered. Where
 * things lie follows from whole numbers, so a page and a file show the same. Shapes tell, colours do not.
 */
export function plotOf(fates: readonly Fate[]): Plot {
  const last = Math.max(
    1,
    ...fates.flatMap((fate) => [secondsTo(fate, 'acknowledged') ?? 0, secondsTo(fate, 'answered') ?? 0]),
  );
  const most = STEPS.find((step) => step >= last) ?? last;
  const x = (seconds: number) => SIDE + Math.round((seconds * (WIDTH - 2 * SIDE)) / most);
  const mark = (fate: Fate, what: 'acknowledged' | 'answered') => {
    const seconds = secondsTo(fate, what);
    return seconds === undefined ? {} : { [what]: x(seconds) };
  };
  return {
    width: WIDTH,
    height: ROW * (fates.length + 1),
    rows: fates.map((fate, i) => ({
      ...{ fate, y: ROW * i + ROW / 2 },
      ...(fate.sent === undefined ? {} : { from: x(0) }),
      ...mark(fate, 'acknowledged'),
      ...mark(fate, 'answered'),
    })),
    ticks: [0, 1, 2, 3, 4].map((n) => {
      const seconds = Math.round((most * n) / 4);
      return { seconds, x: x(seconds) };
    }),
  };
}
