import { expect, test } from 'vitest';
import type { Document } from '#lib/server/about.ts';
import { type Asked, choicesOf, chosenOf } from './choosing.ts';

const version = (language: string, index: number, media = 'text/plain'): Document['versions'][number] => ({
  ...{ language, index, media, sha256: `${language}${index}`, size: 10 },
  ...{ issued: '2027-01-01T00:00:00.000Z', formats: [] },
});
const document = (id: string, versions: Document['versions']): Document => ({
  ...{ document: id, index: 1, titles: {}, source: 'secretariat', received: '', sponsors: [] },
  symbol: `A/${id}`,
  versions,
});
const DRAFT = document('draft', [version('en', 3), version('en', 1), version('fr', 2)]);
const REVISED = document('revised', [version('en', 9), version('en', 8, 'application/pdf')]);
const asked = (more: Partial<Asked> = {}): Asked => ({
  ...{ before: null, after: null, language: 'en' },
  ...more,
});
const files = (found: ReturnType<typeof chosenOf>) =>
  found && [found.before.version.sha256, found.after.version.sha256];
const CHOICES = choicesOf([DRAFT, REVISED]);

test('what has words may be chosen, by language, the newest first', () => {
  expect(CHOICES.map((c) => c.version.sha256)).toEqual(['en9', 'en3', 'en1', 'fr2']);
});

test('without a wish the newest version stands against the one before, also of another document of the work', () => {
  expect(files(chosenOf(CHOICES, 'draft', asked()))).toEqual(['en1', 'en3']);
  expect(files(chosenOf(CHOICES, 'revised', asked()))).toEqual(['en3', 'en9']);
});

test('a wish by file is followed', () => {
  expect(files(chosenOf(CHOICES, 'draft', asked({ before: 'en9', after: 'en1' })))).toEqual(['en9', 'en1']);
  expect(files(chosenOf(CHOICES, 'revised', asked({ before: 'en1' })))).toEqual(['en1', 'en9']);
});

test('one version alone is compared with nothing, and of files without words there is none', () => {
  expect(chosenOf(CHOICES, 'draft', asked({ language: 'fr' }))).toBeUndefined();
  expect(chosenOf([], 'draft', asked())).toBeUndefined();
  expect(files(chosenOf(CHOICES, 'draft', asked({ before: 'nothing', after: 'nothing' })))).toEqual([
    'en1',
    'en3',
  ]);
});
