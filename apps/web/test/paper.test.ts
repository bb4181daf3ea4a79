import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeRole } from './administrator.ts';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { looksRight, sign, visit } from './visitor.ts';

const STATEMENT = join(import.meta.dirname, '../../../data/statement_2024-03-08_en.txt');
let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
}, 180_000);
afterAll(() => chromium.close());

test('a delegate submits a damaged statement and a second language under embargo, in French by keyboard', async () => {
  const v = await visit(chromium.browser, url, { language: 'fr', byKeyboard: true });
  const { page, t, hands } = v;
  await takeRole(v, 'Bénin', 'delegate');
  await page.goto(`${url}/fr/documents`);
  await hands.press(page.getByRole('link', { name: t('paper.title') }));
  await page.locator('fieldset:enabled').first().waitFor();
  await looksRight(v);
  await hands.choose(page.getByLabel(t('paper.language')), 'English');
  const buffer = await readFile(STATEMENT);
  await hands.attach(page.getByLabel(t('paper.file')), {
    name: 'statement.txt',
    mimeType: 'text/plain',
    buffer,
  });
  await hands.press(page.getByRole('button', { name: t('paper.look') }));
  await page.locator('#understood').waitFor();
  // What the file has been through is told in the reader's language, with the words concerned.
  expect(await page.locator('section li').count()).toBeGreaterThan(3);
  expect(await findings(page)).toEqual([]);
  await hands.write(page.getByLabel(t('paper.name')), 'Statement');
  await hands.press(page.getByRole('button', { name: t('paper.take', { language: 'English' }) }));
  await hands.choose(page.getByLabel(t('paper.language')), 'Français');
  await hands.write(page.getByLabel(t('paper.paste')), 'Monsieur le Président,\n\nNous appuyons le texte.');
  await hands.press(page.getByRole('button', { name: t('paper.look') }));
  await hands.write(page.getByLabel(t('paper.name')), 'Déclaration');
  await hands.press(page.getByRole('button', { name: t('paper.take', { language: 'Français' }) }));
  await page.getByLabel(t('paper.embargo')).fill(tomorrow());
  await hands.press(page.getByRole('button', { name: t('paper.submit') }));
  await sign(v);
  await hands.press(page.getByRole('link', { name: t('paper.see') }));
  await page.getByText('Nous appuyons le texte.').waitFor();
  await looksRight(v);
  const document = new URL(page.url()).pathname.split('/').at(-1)!;
  // A visitor learns that it is there, and until when it is kept; not what it says.
  const public_ = await (await fetch(`${url}/fr/documents/${document}`)).text();
  expect(public_).toContain('Déclaration');
  expect(public_).not.toContain('Nous appuyons');
  expect(v.watch.seen).toEqual([]);
  await v.context.close();
}, 120_000);

const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 16);

test('a file that is no text is refused in the words of its reader, and nothing is sent', async () => {
  const v = await visit(chromium.browser, url, { language: 'ar', viewport: { width: 320, height: 640 } });
  const { page, t } = v;
  await takeRole(v, 'مصر', 'delegate');
  await page.goto(`${url}/ar/documents/new`);
  await page.locator('fieldset:enabled').first().waitFor();
  const sends = (name: string, buffer: Buffer) =>
    page.getByLabel(t('paper.file')).setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  for (const [name, buffer] of [
    ['none.docx', Buffer.from('PK\u0003\u0004 and nothing behind it')],
    ['entity.xml', Buffer.from('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')],
    ['latin.txt', Buffer.from([0x44, 0xe9, 0x63, 0x6c])],
  ] as const) {
    await sends(name, buffer);
    await page.getByRole('button', { name: t('paper.look') }).click();
    await page.locator('main .stop').waitFor();
    expect(await page.locator('main .stop').textContent(), name).toMatch(/[\u0600-\u06ff]{3}/);
    expect(await page.locator('#understood').count()).toBe(0);
    await page.reload();
    await page.locator('fieldset:enabled').first().waitFor();
  }
  await looksRight(v);
  await v.context.close();
}, 60_000);
