import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as acts from '@comity/acts';
import { Chronicle, seat } from '@comity/acts/testing';
import * as dossier from '@comity/dossier';
import { assemble, partsFor } from '@comity/dossier/testing';
import { canonicalBytes, fromBase64url, parseCanonical, utf8 } from '@comity/log';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bundleForPage } from '../dossier/build.ts';

/**
 * The page of a dossier reads acts by schemas of its own. Built as the page is, they are held here against zod: on every
 * entry of the vectors, and on each of them with something changed.
 */
let folder: string;
let page: Pick<typeof acts, 'parseLeaf'> & Pick<typeof dossier, 'verifyDossier'>;
const leaves: Uint8Array[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'schemas-'));
  const source = (name: string) =>
    fileURLToPath(new URL(`../../../packages/${name}/src/index.ts`, import.meta.url));
  const entry = join(folder, 'entry.ts');
  await writeFile(
    entry,
    `export { parseLeaf } from ${JSON.stringify(source('acts'))}; export { verifyDossier } from ${JSON.stringify(source('dossier'))};`,
  );
  const built = join(folder, 'built.mjs');
  await writeFile(built, await bundleForPage(entry));
  page = await import(/* @vite-ignore */ pathToFileURL(built).href);
  for (const name of ['history', 'history-2', 'history-3', 'history-4'])
    for (const leaf of await leavesIn(name)) leaves.push(leaf);
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

async function leavesIn(name: string): Promise<Uint8Array[]> {
  const file = new URL(`../../../vectors/${name}.json`, import.meta.url);
  const { entries } = JSON.parse(await readFile(file, 'utf8')) as { entries: { leaf: string }[] };
  return entries.map(({ leaf }) => (leaf.startsWith('{') ? utf8(leaf) : fromBase64url(leaf)));
}

/** Whether it reads, and as what. */
function outcome(parse: (bytes: Uint8Array) => unknown, bytes: Uint8Array): string {
  try {
    return JSON.stringify(parse(bytes));
  } catch {
    return 'refused';
  }
}

type Json = { [name: string]: Json } | Json[] | string | number | boolean;
/** Every place in a value. */
function* places(
  value: Json,
  path: readonly (string | number)[] = [],
): Generator<readonly (string | number)[]> {
  yield path;
  if (typeof value !== 'object') return;
  for (const [name, member] of Object.entries(value))
    yield* places(member, [...path, Array.isArray(value) ? Number(name) : name]);
}

function changed(
  value: Json,
  [step, ...rest]: readonly (string | number)[],
  change: (at: Json) => Json | undefined,
): Json {
  if (step === undefined) return change(value) ?? {};
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<
    string | number,
    Json
  >;
  const result = rest.length === 0 ? change(copy[step]!) : changed(copy[step]!, rest, change);
  if (result === undefined) delete copy[step];
  else copy[step] = result;
  return (Array.isArray(value) ? Object.values(copy) : copy) as Json;
}

const changes: readonly ((at: Json) => Json | undefined)[] = [
  () => undefined,
  () => 0,
  () => -1,
  () => true,
  () => '',
  () => [],
  () => ({}),
  (at) => [at],
  (at) => (typeof at === 'string' ? `${at}A` : 1),
  (at) => (typeof at === 'string' ? at.slice(1) : 2 ** 53 - 1),
  (at) => (typeof at === 'string' ? at.toUpperCase() : 'x'),
  (at) => (typeof at === 'object' && !Array.isArray(at) ? { ...at, extra: 1 } : 'A'.repeat(5000)),
  (at) => (Array.isArray(at) ? [...at, ...at] : '2026-02-30T00:00:00.000Z'),
];

test('every entry of the vectors is read alike', () => {
  expect(leaves.length).toBeGreaterThan(20);
  for (const leaf of leaves) {
    const read = outcome(acts.parseLeaf, leaf);
    expect(read).not.toBe('refused');
    expect(outcome(page.parseLeaf, leaf)).toBe(read);
  }
});

test('with anything changed, anywhere, they answer alike', () => {
  let refused = 0;
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.nat(), (one, at, how) => {
      const leaf = parseCanonical(leaves[one % leaves.length]!) as Json;
      const all = [...places(leaf)];
      const bytes = canonicalBytes(changed(leaf, all[at % all.length]!, changes[how % changes.length]!));
      const read = outcome(acts.parseLeaf, bytes);
      if (read === 'refused') refused++;
      expect(outcome(page.parseLeaf, bytes)).toBe(read);
    }),
    { numRuns: 4000 },
  );
  expect(refused).toBeGreaterThan(1000);
});

test('what the page verifies it finds as the command does', async () => {
  const chronicle = await Chronicle.found();
  await seat(chronicle, 'alpha');
  for (const stream of ['body', 'participant/alpha']) {
    const bytes = await assemble(chronicle, await partsFor(chronicle, { stream }));
    expect(await page.verifyDossier(bytes)).toEqual(await dossier.verifyDossier(bytes));
  }
});
