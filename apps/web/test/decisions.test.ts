import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeRole } from './administrator.ts';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { looksRight, type Setting, sign, type Visitor, visit } from './visitor.ts';

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
  await hands.write(page.getByLabel(t('decisions.words')), 'We explain it before it falls.');
  await hands.press(page.getByRole('button', { name: t('decisions.review') }));
  await sign(v);
  await page.goto(`${procedure}/compendium`);
  await page.getByText('We explain it before it falls.').waitFor();
  await looksRight(v);
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

/** Opens a motion in the room by the page for it; answers with the address of the procedure. */
async function openMotion(v: Visitor): Promise<string> {
  const { page, t, hands } = v;
  await page.goto(`${url}/${t.language}/decisions`);
  await hands.press(page.getByRole('link', { name: t('decisions.open') }));
  await page.waitForURL('**/decisions/open');
  await page.locator('form button:enabled').first().waitFor();
  await page.getByLabel(t('decisions.subject')).first().selectOption('motion');
  await looksRight(v);
  expect(await findings(page)).toEqual([]);
  await hands.press(page.getByRole('button', { name: t('decisions.review') }));
  await sign(v);
  await hands.press(page.getByRole('link', { name: t('decisions.see') }));
  await page.waitForURL('**/decisions/pro_*');
  return page.url();
}

test('a delegate opens a motion; whoever looks at it sees who is there without loading the page again', async () => {
  const french = await visit(chromium.browser, url, { language: 'fr' });
  const arabic = await visit(chromium.browser, url, {
    language: 'ar',
    viewport: { width: 320, height: 640 },
  });
  await takeRole(french, 'Mongolie', 'delegate');
  const procedure = await openMotion(french);
  // Nobody signed in here: the page follows the record all the same, and so does that of three rooms.
  const { t } = arabic;
  const here = procedure.replace('/fr/', '/ar/');
  const rooms = await arabic.context.newPage();
  await Promise.all([
    arabic.page.goto(here),
    rooms.goto(`${url}/ar/decisions/follow?room=${procedure.split('/').at(-1)}`),
  ]);
  await looksRight(arabic);
  // The rules of the demonstration ask for no quorum: nobody is counted before somebody says to be there.
  const presence = arabic.page.getByRole('heading', { name: t('decisions.present') });
  const mongolia = arabic.page.locator('main p', { hasText: /^منغوليا$/ });
  expect(await presence.count()).toBe(0);
  await french.page.goto(`${procedure}/act`);
  await french.hands.press(french.page.getByRole('button', { name: french.t('decisions.state-presence') }));
  await arabic.page.evaluate(() => Object.assign(globalThis, { isAsLoaded: true }));
  const dialog = french.page.getByRole('dialog');
  await french.hands.press(dialog.getByRole('button', { name: french.t('dialog.sign') }));
  await dialog.getByRole('link', { name: french.t('dialog.proof') }).waitFor();
  await presence.waitFor();
  await mongolia.waitFor();
  // The page of the delegate is as it was loaded: what closes the procedure names the entry that came since all the same.
  await french.hands.press(dialog.getByRole('button', { name: french.t('dialog.close') }));
  const closing = french.page.locator('p', { hasText: french.t('decisions.phase.withdrawn') });
  await french.hands.press(closing.getByRole('button'));
  await sign(french);
  await arabic.page.locator('strong', { hasText: t('decisions.phase.withdrawn') }).waitFor();
  expect(await arabic.page.evaluate(() => 'isAsLoaded' in globalThis)).toBe(true);
  // Two rooms are gone from the page, the one that was asked for is there.
  expect(await rooms.locator('article').count()).toBe(1);
  expect([...french.watch.seen, ...arabic.watch.seen]).toEqual([]);
  await Promise.all([french.context.close(), arabic.context.close()]);
}, 90_000);
