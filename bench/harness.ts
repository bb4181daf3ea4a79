/** What benchmarks are made of: rounds, ratios of pairs, growth. The bounds are ratios, so that they hold on any machine. */

export interface Options {
  /** Fewer rounds and smaller sizes: shows that a benchmark runs, not what it measures. */
  quick: boolean;
}

/** What a benchmark found: the ratio that its bound is about, and details for the reader. */
export interface Measured {
  ratio: number;
  [detail: string]: unknown;
}

/** The default export of a file `bench/NAME.ts`. */
export interface Benchmark {
  name: string;
  bound: number;
  direction: 'at-least' | 'at-most';
  run(options: Options): Promise<Measured>;
}

/** One line of the report. */
export interface Verdict extends Measured {
  name: string;
  bound: number;
  direction: Benchmark['direction'];
  pass: boolean;
}

/** Runs a benchmark and holds it to its bound. A ratio that is no number passes nothing. */
export async function judge(benchmark: Benchmark, options: Options): Promise<Verdict> {
  const { name, bound, direction } = benchmark;
  const { ratio, ...details } = await benchmark.run(options);
  const within = direction === 'at-least' ? ratio >= bound : ratio <= bound;
  return { name, ratio, bound, direction, pass: Number.isFinite(ratio) && within, ...details };
}

/** Calls `fn` n times, one after the other, and returns what it answered. */
export async function rounds<T>(n: number, fn: (round: number) => T | Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (let round = 0; round < n; round++) answers.push(await fn(round));
  return answers;
}

/** Seconds that `fn` took. */
export async function timed(fn: () => unknown): Promise<number> {
  const started = performance.now();
  await fn();
  return (performance.now() - started) / 1000;
}

/** The middle of the values; of an even count, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which the share `q` (0 to 1) of the values lies, interpolated. Throws a RangeError without values. */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new RangeError('There is no quantile of no values.');
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const below = sorted[Math.floor(at)]!;
  return below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at));
}

/** How far the middle half of the values lies apart, as a share of their median: 0 where all are equal. */
export function spread(values: readonly number[]): number {
  return (quantile(values, 0.75) - quantile(values, 0.25)) / median(values);
}

/** One way of doing a thing: does it once and answers its figure (seconds, or a rate). */
export type Measure = () => number | Promise<number>;

export interface Pairs {
  /** Median of a/b, taken pair by pair. */
  ratio: number;
  spread: number;
  /** Medians of each side. */
  a: number;
  b: number;
  pairs: number;
}

/**
 * Measures A, then B, `n` times over, and takes the ratio A/B of each pair: what slows the machine for a while
 * slows both sides of a pair. The first `warmUps` pairs are not counted.
 */
export async function pairwise(n: number, a: Measure, b: Measure, warmUps = 1): Promise<Pairs> {
  const both = (await rounds(warmUps + n, async () => ({ a: await a(), b: await b() }))).slice(warmUps);
  const ratios = both.map((pair) => pair.a / pair.b);
  return {
    ratio: median(ratios),
    spread: spread(ratios),
    a: median(both.map((pair) => pair.a)),
    b: median(both.map((pair) => pair.b)),
    pairs: both.length,
  };
}

/**
 * How the figure grows at ten times the size: 1 where size does not matter, 10 where it is linear in a time.
 * `prepare` builds what is measured at a size; only what it returns is measured.
 */
export async function growth(
  n: number,
  size: number,
  prepare: (size: number) => Measure | Promise<Measure>,
): Promise<Pairs & { size: number }> {
  const small = await prepare(size);
  const large = await prepare(10 * size);
  return { ...(await pairwise(n, large, small)), size };
}
