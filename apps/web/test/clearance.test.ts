import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { looksRight, type Setting, showDraft, takeSeat, visit } from './visitor.ts';

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
}, 180_000);
afterAll(() => chromium.close());

/** A statement is shown to the own people, commented on, returned, written anew, cleared, and removed. */
async function tell(setting: Setting, state: string, paragraphs: readonly [string, string]): Promise<void> {
  const v = await visit(chromium.browser, url, setting);
  const { page, t, hands } = v;
  await takeSeat(v, state);
  await page.goto(`${url}/${t.language}/documents`);
  await hands.press(page.getByRole('link', { name: t('clearance.title') }));
  await page.getByText(t('clearance.empty')).waitFor();
  await looksRight(v);
  await hands.press(page.getByRole('link', { name: t('clearance.begin') }));
  await page.waitForURL('**/clearance/new');
  await showDraft(v, paragraphs[0], `${paragraphs[0]}\n\n${paragraphs[1]}`);
  await looksRight(v);
  const second = page.locator('ol li').nth(1);
  await hands.press(second.getByRole('button'));
  await hands.write(second.getByRole('textbox'), paragraphs[1]);
  await hands.press(second.getByRole('button', { name: t('clearance.put') }));
  await second.locator('blockquote').waitFor();
  await hands.press(page.getByRole('button', { name: t('clearance.return') }));
  await page.locator('strong', { hasText: t('clearance.standing.returned') }).waitFor();
  expect(await findings(page)).toEqual([]);
  await hands.press(page.getByRole('button', { name: t('clearance.redraft') }));
  await hands.write(
    page.locator('form').getByLabel(t('clearance.redraft')),
    `${paragraphs[0]}\n\n${paragraphs[0]}.`,
  );
  await hands.press(page.getByRole('button', { name: t('clearance.put') }));
  await page.locator('.new').first().waitFor();
  await hands.press(page.getByRole('button', { name: t('clearance.clear') }));
  await page.locator('strong', { hasText: t('clearance.standing.cleared') }).waitFor();
  await looksRight(v);
  await page.goto(`${url}/${t.language}/clearance`);
  await page.locator('li', { hasText: t('clearance.standing.cleared') }).waitFor();
  await hands.press(page.getByRole('link', { name: paragraphs[0] }));
  await hands.press(page.getByRole('button', { name: t('clearance.remove') }));
  await hands.press(page.locator('dialog').getByRole('button', { name: t('clearance.remove') }));
  await page.getByText(t('clearance.empty')).waitFor();
  expect(v.watch.seen).toEqual([]);
  await v.context.close();
}

test('a delegate alone clears a statement in Arabic on a window of 320 by 640', async () => {
  const setting = { language: 'ar', viewport: { width: 320, height: 640 }, hasTouch: true };
  await tell(setting, 'عمان', ['نشكر الرئيس', 'نؤيد النص']);
}, 90_000);

test('the same in French, by keyboard alone', async () => {
  await tell({ language: 'fr', byKeyboard: true }, 'Maroc', [
    'Nous remercions le Président',
    'Nous appuyons le texte',
  ]);
}, 120_000);
