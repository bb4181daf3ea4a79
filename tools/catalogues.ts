import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ACT_TYPES } from '@comity/acts';
import { messageFlaws, readMessage } from './catalogues/message.ts';
import { typographyFlaws } from './catalogues/typography.ts';
import { useFlaws, useIn } from './catalogues/use.ts';

/** The labels of one language: key to ICU message. */
export type Catalogue = Readonly<Record<string, string>>;

const PAGES = 'apps/web/src';

/**
 * Lists what is wrong with the catalogues of `locales/`: against the English one, in themselves, and against
 * what the pages ask for.
 */
export async function findCatalogueFlaws(root = '.'): Promise<string[]> {
  const folder = join(root, 'locales');
  const english = await readCatalogue(folder, 'en');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const found = await Promise.all(
    files.map(async (name) => {
      const language = name.slice(0, -'.json'.length);
      const flaws = catalogueFlaws(language, await readCatalogue(folder, language), english);
      return flaws.map((flaw) => `locales/${name}: ${flaw}`);
    }),
  );
  const keys = Object.keys(english);
  const inUse = [...useFlaws(keys, useIn(await readPages(join(root, PAGES)))), ...actFlaws(keys)];
  return [...found.flat(), ...inUse.map((flaw) => `locales/en.json: ${flaw}`)];
}

export const readCatalogue = async (folder: string, language: string): Promise<Catalogue> =>
  JSON.parse(await readFile(join(folder, `${language}.json`), 'utf8'));

/** What is wrong with one catalogue beside the English one. */
export function catalogueFlaws(language: string, catalogue: Catalogue, english: Catalogue): string[] {
  const [keys, expected] = [Object.keys(catalogue), Object.keys(english)];
  const missing = expected.filter((key) => !Object.hasOwn(catalogue, key));
  const unknown = keys.filter((key) => !Object.hasOwn(english, key));
  const place = keys.findIndex((key, index) => key !== expected[index]);
  const misplaced = missing.length + unknown.length === 0 && place >= 0 ? [keys[place]!] : [];
  return [
    ...missing.map((key) => `${key} is missing`),
    ...unknown.map((key) => `${key} is not in en.json`),
    ...misplaced.map((key) => `${key} stands where en.json has ${expected[place]}`),
    ...keys.flatMap((key) =>
      labelFlaws(language, key, catalogue, Object.hasOwn(english, key) ? english : catalogue),
    ),
  ];
}

function labelFlaws(language: string, key: string, catalogue: Catalogue, english: Catalogue): string[] {
  const text = catalogue[key]!;
  const flaws = messageFlaws(language, text, english[key]!);
  const letters = flaws.length === 0 ? typographyFlaws(language, readMessage(language, text).text) : [];
  return [...flaws, ...letters].map((flaw) => `${key}: ${flaw}`);
}

/** The pages name every act by its type: one without a title would show its key. */
const actFlaws = (keys: readonly string[]) =>
  ACT_TYPES.filter((type) => !keys.includes(`act.${type}`)).map((type) => `act.${type} is missing`);

async function readPages(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const sources = names.filter((name) => /\.(?:ts|svelte)$/.test(name) && !name.endsWith('.test.ts'));
  return Promise.all(sources.map((name) => readFile(join(folder, name), 'utf8')));
}
