/**
 * `npm run bench -- NAME… [--json] [--quick]`: runs benchmarks by name, or `all`, one after the other.
 * Ends with 1 when one misses its bound or cannot run, with 2 when it was asked for nothing it knows.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type Benchmark, judge, type Verdict } from './harness.ts';

/** Files of this folder that are no benchmarks: what benchmarks are made of, and the long runs. */
const OTHERS = new Set(['index', 'harness', 'load', 'soak']);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, quick: { type: 'boolean', default: false } },
});

const known = await listNames();
const wanted = positionals.includes('all') ? known : positionals;
const unknown = wanted.filter((name) => !known.includes(name));
if (positionals.length === 0 || unknown.length > 0) {
  for (const name of unknown) console.error(`There is no benchmark ${name}.`);
  console.error(`Name one of: all ${known.join(' ')}`);
  process.exitCode = 2;
} else {
  for (const name of wanted) await report(name);
}

async function listNames(): Promise<string[]> {
  const files = await readdir(import.meta.dirname);
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.slice(0, -'.ts'.length))
    .filter((name) => !OTHERS.has(name))
    .sort();
}

async function report(name: string): Promise<void> {
  try {
    const verdict = await judge(await loadBenchmark(name), { quick: values.quick });
    if (!verdict.pass) process.exitCode = 1;
    console.log(values.json ? JSON.stringify(verdict) : describe(verdict));
  } catch (error) {
    process.exitCode = 1;
    console.error(error);
    console.log(
      values.json ? JSON.stringify({ name, pass: false, error: String(error) }) : `FAILED  ${name}: ${error}`,
    );
  }
}

async function loadBenchmark(name: string): Promise<Benchmark> {
  const module = (await import(pathToFileURL(join(import.meta.dirname, `${name}.ts`)).href)) as {
    default?: Partial<Benchmark>;
  };
  const { bound, direction, run, name: own } = module.default ?? {};
  const whole = own === name && typeof bound === 'number' && typeof run === 'function';
  if (!whole || !['at-least', 'at-most'].includes(String(direction))) {
    throw new TypeError(`bench/${name}.ts exports no benchmark named ${name}.`);
  }
  return module.default as Benchmark;
}

function describe({ name, ratio, bound, direction, pass, ...details }: Verdict): string {
  const rest = Object.entries(details).map(([key, value]) => `${key} ${readable(value)}`);
  const head = `${pass ? 'ok    ' : 'FAILED'}  ${name}: ${readable(ratio)}, ${direction.replace('-', ' ')} ${bound}`;
  return [head, ...rest].join('; ');
}

function readable(value: unknown): string {
  if (typeof value !== 'number') return typeof value === 'string' ? value : JSON.stringify(value);
  return Number.isInteger(value) ? String(value) : value.toPrecision(4);
}
