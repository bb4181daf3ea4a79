import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeRole } from './administrator.ts';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { looksRight, type Setting, sign, visit } from './visitor.ts';

/** A house of its own: what is proposed here, others would find. */
let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse('negotiations'), launchBrowser()]);
}, 180_000);
afterAll(() => chromium.close());

/** From the list to a text with its brackets, a wording of one's own, a proposal that one joins, a position on it. */
async function tell(setting: Setting, state: string): Promise<void> {
  const v = await visit(chromium.browser, url, setting);
  const { page, t, hands } = v;
  await takeRole(v, state, 'delegate');
  await page.goto(`${url}/${t.language}/negotiations`);
  await looksRight(v);
  await hands.press(page.getByRole('link', { name: /CRP\.1/ }));
  await page.waitForURL('**/negotiations/doc_*');
  const text = page.url();
  await page.locator('.rolling del').first().waitFor();
  await looksRight(v);
  for (const view of ['compilation', 'clean', 'streamlined', 'sides'] as const) {
    await page.goto(`${text}?view=${view}`);
    await looksRight(v);
  }
  expect(await findings(page)).toEqual([]);
  await page.goto(`${text}/act`);
  await page.locator('form button:enabled').first().waitFor();
  await looksRight(v);
  await page.locator('select').first().selectOption({ index: 3 });
  const wording = page.getByLabel(t('negotiation.wording'));
  await expect.poll(() => wording.inputValue()).toContain('summary');
  await wording.fill('A short summary is circulated after each part.');
  await hands.press(page.getByRole('button', { name: t('negotiation.propose') }));
  await sign(v);
  await page.goto(text);
  await page.locator('.rolling ins', { hasText: 'short' }).waitFor();
  await page.goto(`${text}/act`);
  await page.locator('form button:enabled').first().waitFor();
  await page.locator('select').nth(1).selectOption({ index: 1 });
  await hands.press(page.getByRole('button', { name: t('negotiation.join') }));
  await sign(v);
  await page.getByLabel(t('decisions.position.reserve')).check();
  await hands.press(page.getByRole('button', { name: t('decisions.state-position') }));
  await sign(v);
  await page.goto(text);
  await page.locator('dd', { hasText: t('decisions.position.reserve') }).waitFor();
  expect(v.watch.seen).toEqual([]);
  await v.context.close();
}

test('a delegate proposes, co-sponsors and states a position in Arabic on a window of 320 by 640', async () => {
  await tell({ language: 'ar', viewport: { width: 320, height: 640 }, hasTouch: true }, 'قطر');
}, 90_000);
