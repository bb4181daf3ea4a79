/**
 * Catalogues to and from translators, as XLIFF 1.2:
 *
 *     node tools/catalogues-xliff.ts export fr > fr.xlf
 *     node tools/catalogues-xliff.ts import fr.xlf
 *
 * An import with a flaw lists its flaws and writes nothing. A language that has no catalogue yet can be exported
 * too: its targets are empty.
 */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { takeIn } from './catalogues/taking-in.ts';
import type { Term } from './catalogues/terms.ts';
import { fromXliff, toXliff } from './catalogues/xliff.ts';
import { readCatalogue } from './catalogues.ts';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'locales');
const fileOf = (language: string) => join(folder, `${language}.json`);
const presentOf = async (language: string) =>
  existsSync(fileOf(language)) ? readCatalogue(folder, language) : {};

const [order, subject] = process.argv.slice(2);
if (order === 'export' && subject && /^[a-z]{2,3}(?:-[A-Za-z0-9]+)*$/.test(subject)) await exportTo(subject);
else if (order === 'import' && subject) await importFrom(subject);
else {
  console.error('node tools/catalogues-xliff.ts export LANGUAGE | import FILE');
  process.exitCode = 2;
}

async function exportTo(language: string): Promise<void> {
  const terms: Term[] = JSON.parse(await readFile(join(root, 'data', 'terms.json'), 'utf8'));
  const [english, catalogue] = [await readCatalogue(folder, 'en'), await presentOf(language)];
  process.stdout.write(toXliff(language, english, catalogue, terms));
}

async function importFrom(path: string): Promise<void> {
  const translation = fromXliff(await readFile(path, 'utf8'));
  const { language } = translation;
  const english = await readCatalogue(folder, 'en');
  const { catalogue, missing, flaws } = takeIn(translation, await presentOf(language), english);
  if (flaws.length > 0) {
    console.error(`Nothing was written:\n${flaws.join('\n')}`);
    process.exitCode = 1;
    return;
  }
  await writeFile(fileOf(language), `${JSON.stringify(catalogue, null, 2)}\n`);
  console.log(`Wrote locales/${language}.json; ${missing.length} labels have no translation yet.`);
}
