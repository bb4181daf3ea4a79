import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compile } from './compiling.ts';
import { titleOf } from './errors.ts';
import { type Catalogue, makeWords } from './messages.ts';

const catalogue = async (language: string) => {
  const file = join(import.meta.dirname, '../../../../../locales', `${language}.json`);
  return compile(JSON.parse(await readFile(file, 'utf8')) as Catalogue);
};
const en = await catalogue('en');
const nowhere = { message: 'There is nothing at this address', code: 'platform.not-found', language: 'en' };
const rare = { message: 'Something rare', code: 'platform.rare', language: 'en' };

test('an error has its title from the catalogue of the reader’s language, also where the API does not speak it', async () => {
  const fr = makeWords('fr', await catalogue('fr'), en);
  expect(titleOf(nowhere, fr)).toBe('Il n’y a rien à cette adresse');
  const pt = makeWords('pt', { 'error.platform.not-found': 'Não há nada neste endereço' }, en);
  expect(titleOf(nowhere, pt)).toBe('Não há nada neste endereço');
});

test('a language without a catalogue has the English title between marks', () => {
  const pt = makeWords('pt', {}, en);
  expect(titleOf(nowhere, pt)).toBe(`⟦${en['error.platform.not-found']}⟧`);
  expect(titleOf(rare, pt)).toBe('⟦Something rare⟧');
});

test('what no catalogue has a title for keeps the one it came with', () => {
  expect(titleOf(rare, makeWords('en', en, {}))).toBe('Something rare');
  const ours = { message: 'Cette personne n’existe pas' };
  expect(titleOf(ours, makeWords('fr', {}, en))).toBe('Cette personne n’existe pas');
});
