import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeRole } from './administrator.ts';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { looksRight, type Setting, sign, visit } from './visitor.ts';

/** A house of its own: what one State objects to here, others would find broken. */
let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse('decisions'), launchBrowser()]);
}, 180_000);
afterAll(() => chromium.close());

/** From the four questions to a procedure, a position, an objection that breaks it, and its withdrawal. */
async function tell(setting: Setting, state: string): Promise<void> {
  const v = await visit(chromium.browser, url, setting);
  const { page, t, hands } = v;
  await takeRole(v, state, 'delegate');
  await page.goto(`${url}/${t.language}/decisions`);
  await looksRight(v);
  await hands.press(page.getByRole('link', { name: t('decisions.subject.mandate') }));
  await page.waitForURL('**/decisions/pro_*');
  await page.getByText(t('decisions.no-objection')).waitFor();
  const procedure = page.url();
  const again = () => page.goto(procedure);
  await hands.press(page.getByRole('link', { name: t('decisions.act') }));
  await page.waitForURL('**/act');
  await page.locator('form button:enabled').first().waitFor();
  await looksRight(v);
  await hands.press(page.getByRole('button', { name: t('decisions.state-position') }));
  await sign(v);
  await again();
  await page.locator('dd', { hasText: t('decisions.position.instructions-pending') }).waitFor();
  await page.goto(`${procedure}/act`);
  await page.locator('form button:enabled').first().waitFor();
  await hands.write(page.getByLabel(t('decisions.reason')), 'Too soon');
  await hands.press(page.getByRole('button', { name: t('decisions.object'), exact: true }));
  await sign(v);
  await again();
  await page.locator('strong', { hasText: t('decisions.phase.broken') }).waitFor();
  await page
    .locator('li', { hasText: t('decisions.stands') })
    .first()
    .waitFor();
  await looksRight(v);
  expect(await findings(page)).toEqual([]);
  await page.goto(`${procedure}/act`);
  await hands.press(page.getByRole('button', { name: t('decisions.withdraw') }));
  await sign(v);
  await again();
  await page
    .locator('li', { hasText: t('decisions.ended') })
    .first()
    .waitFor();
  expect(v.watch.seen).toEqual([]);
  await v.context.close();
}

test('a delegate states a position, objects and withdraws in Arabic on a window of 320 by 640', async () => {
  await tell({ language: 'ar', viewport: { width: 320, height: 640 }, hasTouch: true }, 'قطر');
}, 90_000);
