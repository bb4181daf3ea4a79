import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COLOURS, findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { actingPlaces, addressOf, PLAIN_PLACES, type Place, readingPlaces } from './places.ts';
import { send, takeSeat, type Visitor, visit } from './visitor.ts';
import { overflow, protruding } from './watching.ts';

const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 375, height: 740 };
const NARROW = { width: 320, height: 640 };

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;
let seated: Visitor;
let reading: Place[];
let acting: Place[];

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
  const peer = await visit(chromium.browser, url, { language: 'en' });
  const contact = await takeSeat(peer, 'Norway');
  seated = await visit(chromium.browser, url, { language: 'en' });
  await takeSeat(seated, 'Japan');
  await seated.page.goto(`${url}/en/exchange/new`);
  await send(seated, { subject: 'Notice', text: 'A line of text.' }, contact);
  await peer.context.close();
  reading = await readingPlaces(seated.context.request, url);
  acting = await actingPlaces(seated.context.request, url);
}, 180_000);
afterAll(() => chromium.close());

/** Does the work for every item, a few pages of a context side by side. */
async function onPages<T>(
  context: BrowserContext,
  items: readonly T[],
  work: (page: Page, item: T) => Promise<void>,
) {
  const waiting = [...items];
  const worker = async () => {
    const page = await context.newPage();
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(page, item);
    await page.close();
  };
  await Promise.all([worker(), worker(), worker()]);
}

async function open(page: Page, language: string, place: Place): Promise<void> {
  const answer = await page.goto(addressOf(url, language, place), { waitUntil: 'load' });
  expect([place.name, answer?.status()]).toEqual([place.name, place.status ?? 200]);
  // What a script adds has come when the message is open and the form can be filled.
  if (place.name === 'thread') await page.locator('.checks').first().waitFor({ state: 'attached' });
  if (place.name === 'exchange new' || place.name === 'seat')
    await page.locator('fieldset:enabled').first().waitFor();
}

/** The document is the same in all four; what a style may change is looked at in each. */
async function faults(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const [size, viewport] of Object.entries({ desk: DESK, phone: PHONE })) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme: 'light' });
    found.push(...(await findings(page)).map((f) => `${size}, light: ${f}`));
    await page.emulateMedia({ colorScheme: 'dark' });
    found.push(...(await findings(page, COLOURS)).map((f) => `${size}, dark: ${f}`));
  }
  const wider = await overflow(page);
  if (wider > 0) found.push(`wider by ${wider}: ${(await protruding(page)).join(' | ')}`);
  return found;
}

test.each(LANGUAGES)(
  'axe finds nothing on any page in %s, light and dark, at a desk and on a phone',
  async (language) => {
    const all: string[] = [];
    const places = [...reading, ...acting, ...(language === 'en' ? PLAIN_PLACES : [])];
    await onPages(seated.context, places, async (page, place) => {
      await open(page, language, place);
      const { lang, dir } = await page.evaluate(() => ({
        lang: document.documentElement.lang,
        dir: document.documentElement.dir,
      }));
      expect([place.name, lang, dir]).toEqual([place.name, language, language === 'ar' ? 'rtl' : 'ltr']);
      all.push(...(await faults(page)).map((f) => `${place.name}, ${f}`));
    });
    expect(all).toEqual([]);
  },
  120_000,
);

test('pages that only read carry no script, and are whole without one', async () => {
  const context = await chromium.browser.newContext({ javaScriptEnabled: false });
  await onPages(context, [...reading, ...PLAIN_PLACES], async (page, place) => {
    await open(page, 'fr', place);
    expect([place.name, await page.locator('script').count()]).toEqual([place.name, 0]);
    expect(await page.locator('h1').innerText()).not.toBe('');
    expect([place.name, (await page.locator('main').innerText()).length > 20]).toEqual([place.name, true]);
  });
  await context.close();
}, 60_000);

test('pages on which one acts say without a script how it is done', async () => {
  const cookies = await seated.context.cookies();
  const context = await chromium.browser.newContext({ javaScriptEnabled: false });
  await context.addCookies(cookies);
  const scripted = acting.filter(({ name }) => !['today', 'exchange'].includes(name));
  await onPages(context, scripted, async (page, place) => {
    await page.goto(addressOf(url, 'fr', place));
    expect(await page.locator('noscript').innerText()).toContain('comity');
  });
  await context.close();
}, 60_000);

test('nothing scrolls sideways at 320 pixels with text at 200 %', async () => {
  const wide: string[] = [];
  for (const language of ['ar', 'ru', 'fr']) {
    await onPages(seated.context, [...reading, ...acting], async (page, place) => {
      await page.setViewportSize(NARROW);
      await open(page, language, place);
      // What a reader does who asks the browser for larger text.
      await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      if ((await overflow(page)) > 0)
        wide.push(`${language} ${place.name}: ${(await protruding(page)).join(' | ')}`);
    });
  }
  expect(wide).toEqual([]);
}, 120_000);

test('print leaves out what only a screen can use', async () => {
  const page = await seated.context.newPage();
  await page.emulateMedia({ media: 'print' });
  await page.goto(`${url}/fr/documents`);
  for (const nav of await page.locator('nav').all()) expect(await nav.isVisible()).toBe(false);
  expect(await page.locator('form.filters').isVisible()).toBe(false);
  expect(await page.locator('main h1').isVisible()).toBe(true);
  expect(await page.locator('body').evaluate((e) => getComputedStyle(e).color)).toBe('rgb(0, 0, 0)');
  await page.close();
});

test('nothing moves for readers who asked for less motion', async () => {
  const page = await seated.context.newPage();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(`${url}/fr/exchange/new`);
  const moving = () =>
    page.evaluate(() => {
      const probe = document.createElement('p');
      probe.className = 'arrives';
      document.querySelector('main')!.append(probe);
      const { length } = document.getAnimations();
      probe.remove();
      return length;
    });
  expect(await moving()).toBe(0);
  // The same probe moves for everybody else: the question can be answered with yes.
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect(await moving()).toBe(1);
  await page.close();
});
