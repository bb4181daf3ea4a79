import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ACT_TYPES } from '@comity/acts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { catalogueFlaws, findCatalogueFlaws } from './catalogues.ts';

const ENGLISH = {
  'nav.today': 'Today',
  'list.count': '{count, plural, =0 {Nothing} one {# file} other {# files}} of {name}',
};
const FILES_FR =
  '{count, plural, =0 {Rien} one {# fichier} many {# de fichiers} other {# fichiers}} de {name}';
const FRENCH = { 'nav.today': 'Aujourd’hui', 'list.count': FILES_FR };
/** How a page names an act: it completes the key itself. */
const ACT_CALL = `t(\`act.\${type}\`);`;
const withCount = (text: string) => catalogueFlaws('fr', { ...FRENCH, 'list.count': text }, ENGLISH);
const today = (language: string, text: string) =>
  catalogueFlaws(language, { 'nav.today': text }, { 'nav.today': 'Today' });

describe('a catalogue', () => {
  it('with the same keys, arguments and every form of its plurals has no flaw', () => {
    expect(catalogueFlaws('fr', FRENCH, ENGLISH)).toEqual([]);
  });

  it('lacks no key, has none of its own, and keeps the order of the English one', () => {
    expect(catalogueFlaws('fr', { 'list.count': FILES_FR }, ENGLISH)).toEqual(['nav.today is missing']);
    expect(catalogueFlaws('fr', { ...FRENCH, toString: 'x' }, ENGLISH)).toEqual([
      'toString is not in en.json',
    ]);
    expect(
      catalogueFlaws('fr', { 'list.count': FILES_FR, 'nav.today': FRENCH['nav.today'] }, ENGLISH),
    ).toEqual(['list.count stands where en.json has nav.today']);
  });

  it('says nothing that is empty or cannot be read', () => {
    expect(today('fr', ' ')).toEqual(['nav.today: is empty']);
    expect(today('fr', 'Aujourd’hui {')).toEqual([expect.stringContaining('nav.today: cannot be read')]);
  });

  it('uses the arguments that the page passes, in the same way', () => {
    expect(withCount(FILES_FR.replace(' de {name}', ''))).toEqual([
      'list.count: lacks {name argument}, which the English has',
    ]);
    expect(withCount('{count} de {name}')).toEqual([
      'list.count: lacks {count plural}, which the English has',
      'list.count: has {count argument}, which the English has not',
    ]);
    expect(withCount(FILES_FR.replace('# de fichiers', '{total} de fichiers'))).toEqual([
      'list.count: has {total argument}, which the English has not',
    ]);
  });

  it('has the choices of the English one', () => {
    const english = { a: '{kind, select, state {State} other {Observer}}' };
    const flaws = catalogueFlaws('fr', { a: '{kind, select, other {Observateur}}' }, english);
    expect(flaws).toEqual(['a: lacks {kind select state}, which the English has']);
  });

  it.each([
    ['ar', ['zero', 'one', 'two', 'few', 'many']],
    ['ru', ['one', 'few', 'many']],
    ['fr', ['one', 'many']],
    ['es', ['one', 'many']],
    ['zh', []],
  ])('in %s has each form of a plural that the language has, and no other', (language, forms) => {
    const english = { a: '{n, plural, one {1} other {2}}' };
    const say = (keywords: string[]) =>
      `{n, plural, ${keywords.map((each) => `${each} {x}`).join(' ')} other {x}}`;
    expect(catalogueFlaws(language, { a: say(forms) }, english)).toEqual([]);
    expect(catalogueFlaws(language, { a: say(forms.slice(1)) }, english)).toEqual(
      forms.slice(0, 1).map((each) => `a: a plural lacks the form ${each}`),
    );
    expect(catalogueFlaws(language, { a: say([...forms, 'some']) }, english)).toEqual([
      'a: no plural has the form some',
    ]);
  });

  it.each([
    ['fr', "Aujourd'hui"],
    ['en', 'So-called "today"'],
    ['fr', 'Demain : rien'],
    ['fr', 'Demain\u00a0: rien ; plus tard aussi'],
    ['fr', '« Demain\u00a0»'],
    ['zh', '导出为 JSON'],
    ['zh', '今天,明天'],
    ['ar', 'اليوم, غدا'],
    ['ar', 'اليـوم'],
    ['es', 'Hoy '],
  ])('in %s does not set %j', (language, text) => {
    expect(today(language, text)).toHaveLength(1);
  });

  it.each([
    ['fr', 'Demain\u00a0: «\u00a0rien\u00a0»\u202f; https://example.org'],
    ['zh', '导出为JSON：今天，明天。'],
    ['ar', 'اليوم، وغدا؛ بصيغة JSON'],
  ])('in %s sets %j', (language, text) => {
    expect(today(language, text)).toEqual([]);
  });
});

describe('the catalogues of a house', () => {
  const acts = Object.fromEntries(ACT_TYPES.map((type) => [`act.${type}`, 'An act']));
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'catalogues-'));
    await mkdir(join(root, 'locales'));
    await mkdir(join(root, 'apps/web/src/lib'), { recursive: true });
    await write('locales/en.json', JSON.stringify({ ...acts, ...ENGLISH }));
    await write('apps/web/src/lib/a.ts', `t('nav.today'); t('list.count', {}); ${ACT_CALL}`);
  });
  afterEach(() => rm(root, { recursive: true }));
  const write = (path: string, text: string) => writeFile(join(root, path), text);

  it('have no flaw when each has every key and each key is used', async () => {
    await write('locales/fr.json', JSON.stringify({ ...acts, ...FRENCH }));
    expect(await findCatalogueFlaws(root)).toEqual([]);
  });

  it('are named with their flaws', async () => {
    await write('locales/fr.json', JSON.stringify({ ...acts, ...FRENCH, 'nav.today': '' }));
    expect(await findCatalogueFlaws(root)).toEqual(['locales/fr.json: nav.today: is empty']);
  });

  it('have every key that a page asks for', async () => {
    await write('apps/web/src/lib/b.svelte', `<p>{t("seat.title")}{t(\`kind.\${k}\`)}{t('nav.today')}</p>`);
    expect(await findCatalogueFlaws(root)).toEqual([
      'locales/en.json: seat.title: a page asks for it, nobody wrote it',
      'locales/en.json: kind.: a page asks for it, nobody wrote it',
    ]);
  });

  it('have no key that no page asks for', async () => {
    await write('apps/web/src/lib/a.ts', `const key = 'nav.today'; ${ACT_CALL}`);
    expect(await findCatalogueFlaws(root)).toEqual(['locales/en.json: list.count: no page asks for it']);
  });

  it('name every act', async () => {
    const { 'act.body.founded': _, ...others } = acts;
    await write('locales/en.json', JSON.stringify({ ...others, ...ENGLISH }));
    expect(await findCatalogueFlaws(root)).toEqual(['locales/en.json: act.body.founded is missing']);
  });
});
