import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, dataOf } from '@comity/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choose } from './adopting.ts';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { findText } from './negotiating.ts';
import { beginGroup, looksRight, type Setting, takeSeat, type Visitor, visit } from './visitor.ts';

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;
/** The text under negotiation of the demonstration. */
let text: string;
/** The State whose delegate is its chair, as each language calls it. */
let chairOf: Readonly<Record<string, string>>;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
  text = await findText({ url });
  const v = await visit(chromium.browser, url, { language: 'en' });
  await takeSeat(v, 'Iceland');
  const { presiding } = await (await v.context.request.get(`${url}/api/consultations/about/${text}`)).json();
  await v.context.close();
  const { participants } = dataOf(await connect(url).api.GET('/api/participants'));
  chairOf = participants.find(({ id }) => id === presiding[0])!.names;
}, 180_000);
afterAll(() => chromium.close());

async function sitsDown(setting: Setting, state: string): Promise<Visitor> {
  const v = await visit(chromium.browser, url, setting);
  await takeSeat(v, state);
  return v;
}
/** From the page of the text to what can be said beside it. */
async function consults({ page, t, hands }: Visitor): Promise<void> {
  await page.goto(`${url}/${t.language}/negotiations/${text}`);
  await hands.press(page.getByRole('link', { name: t('consultations.link') }));
  await page.waitForURL(`**/consultations?about=${text}`);
}
const says = async (v: Visitor, position: string, place: string, words: string) => {
  const { page, t, hands } = v;
  if (position) await choose(v, page.getByLabel(t('consultations.position')), position);
  await hands.write(page.getByLabel(t('consultations.place')), place);
  await hands.write(page.getByLabel(t('consultations.words'), { exact: true }), words);
};
const standing = async ({ page }: Visitor) =>
  (await page.locator('main table tbody tr').allInnerTexts()).map((row) =>
    row.replaceAll(/\s+/g, ' ').trim(),
  );

test('in Arabic, on a phone: a State tells the chair what it could live with, is answered, and changes its mind; nobody else learns of it', async () => {
  const phone = { language: 'ar', viewport: { width: 320, height: 640 }, hasTouch: true };
  const chair = await sitsDown({ language: 'ar' }, chairOf.ar!);
  const one = await sitsDown(phone, 'عمان');
  const other = await sitsDown({ language: 'ar' }, 'الأردن');
  await consults(one);
  await looksRight(one);
  const { page, t, hands } = one;
  await hands.press(page.getByRole('link', { name: t('consultations.sound') }));
  await page.locator('fieldset:enabled').first().waitFor();
  await looksRight(one);
  expect(await page.getByRole('radio', { name: chairOf.ar!, exact: true }).isChecked()).toBe(true);
  const put = page.getByRole('button', { name: t('clearance.put') });
  expect(await put.isDisabled()).toBe(true);
  await says(one, t('decisions.position.object'), '3', 'لا نقبل كلمة «يجب».');
  await hands.press(put);
  await page.waitForURL('**/consultations/thr_*');
  await page.locator('article').first().waitFor();
  await looksRight(one);
  expect(await findings(page)).toEqual([]);

  // The chair has it in a table beside the text, and answers.
  await consults(chair);
  await chair.page.locator('main table').waitFor();
  expect(await standing(chair)).toMatchObject([expect.stringMatching(/عمان.*3.*اعتراض.*لا نقبل/)]);
  await looksRight(chair);
  await chair.page.locator('main li a').first().click();
  await chair.page.waitForURL('**/consultations/thr_*');
  await chair.page.locator('form fieldset:enabled').waitFor();
  await says(chair, '', '3', 'وماذا عن «ينبغي»؟');
  await chair.page.getByRole('button', { name: t('consultations.say') }).click();
  await chair.page.getByText('وماذا عن «ينبغي»؟').waitFor();

  // What came is taken in, and what is being written stays.
  await hands.write(page.getByLabel(t('consultations.place')), '3');
  await page.getByText('وماذا عن «ينبغي»؟').waitFor();
  expect(await page.getByLabel(t('consultations.place')).inputValue()).toBe('3');
  await says(one, t('decisions.position.can-live-with'), '3', '');
  await hands.press(page.getByRole('button', { name: t('consultations.say') }));
  await page.locator('main table tbody tr', { hasText: t('decisions.position.can-live-with') }).waitFor();
  expect(await standing(one)).toHaveLength(1);
  await page.goto(`${url}/ar/today`);
  await page.getByRole('link', { name: t('today.consultations', { count: 1 }) }).waitFor();

  await other.page.goto(`${url}/ar/consultations`);
  await other.page.getByText(t('consultations.empty')).waitFor();
  const { status } = { status: (await other.page.goto(chair.page.url()))!.status() };
  expect(status).toBe(404);
  for (const v of [chair, one]) {
    expect(v.watch.seen).toEqual([]);
    await v.context.close();
  }
  await other.context.close();
}, 120_000);

test('in French, by keyboard alone: two States work on a text, take it out, and it is removed for both', async () => {
  const peer = await sitsDown({ language: 'fr' }, 'Tunisie');
  const v = await sitsDown({ language: 'fr', byKeyboard: true }, 'Maroc');
  const { page, t, hands } = v;
  await consults(v);
  await hands.press(page.getByRole('link', { name: t('consultations.begin-group') }));
  await beginGroup(v, 'Tunisie', 'Paragraphe 12', 'Les États coopèrent ;\n\nLes États rendent compte.');
  await looksRight(v);
  expect(await findings(page)).toEqual([]);
  const at = page.url();

  await peer.page.goto(at);
  await peer.page.getByRole('button', { name: t('clearance.redraft') }).click();
  await peer.page
    .locator('form')
    .getByLabel(t('clearance.redraft'))
    .fill('Les États coopèrent ;\n\nLes États rendent compte chaque année.');
  await peer.page.getByRole('button', { name: t('clearance.put') }).click();
  await peer.page.locator('.new').waitFor();

  await hands.press(page.getByRole('button', { name: t('clearance.again') }));
  await page.locator('.new').waitFor();
  await says(v, t('decisions.position.support'), '', '');
  await hands.press(page.getByRole('button', { name: t('consultations.say') }));
  await page.locator('main table').waitFor();
  expect(await standing(v)).toMatchObject([
    expect.stringMatching(/Maroc.*version 2.*appui|Maroc.*version 2/),
  ]);
  const download = page.waitForEvent('download');
  await hands.press(page.getByRole('link', { name: t('clearance.take') }));
  const folder = join(import.meta.dirname, '../.svelte-kit/downloads');
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'text.txt');
  await (await download).saveAs(file);
  expect(await readFile(file, 'utf8')).toBe(
    'Les États coopèrent ;\n\nLes États rendent compte chaque année.\n',
  );

  await hands.press(page.getByRole('button', { name: t('clearance.remove') }));
  await hands.press(page.locator('dialog').getByRole('button', { name: t('clearance.remove') }));
  await page.getByText(t('consultations.empty')).waitFor();
  expect((await peer.page.goto(at))!.status()).toBe(404);
  expect([...v.watch.seen, ...peer.watch.seen.filter((line) => !line.includes('404'))]).toEqual([]);
  await v.context.close();
  await peer.context.close();
}, 120_000);
