import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Words } from '../src/lib/words/messages.ts';
import { openActing, takeAdministratorSeat, takeRole } from './administrator.ts';
import { COLOURS, findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { everyPlace } from './everywhere.ts';
import { furnish } from './furnished.ts';
import { openHouse } from './house.ts';
import { importList } from './lists.ts';
import { aRound, visitAsManager } from './manager.ts';
import { findText } from './negotiating.ts';
import {
  actingPlaces,
  addressOf,
  MISSING,
  PLAIN_PLACES,
  type Place,
  type Reader,
  readingPlaces,
  routesOfPages,
  type Step,
  uncovered,
} from './places.ts';
import { beginGroup, linkTest, send, showDraft, sign, takeSeat, type Visitor, visit } from './visitor.ts';
import { overflow, protruding } from './watching.ts';
import { wordsOf } from './words.ts';

const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 375, height: 740 };
const NARROW = { width: 320, height: 640 };

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;
let seated: Visitor;
let contexts: Readonly<Record<Reader, BrowserContext>>;
let reading: Place[];
let acting: Place[];
let all: Place[];

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
  const [peer, contact] = await sitDown('Norway');
  const [mine, own] = await sitDown('Japan');
  seated = mine;
  const { participant: state } = await (await mine.context.request.get(`${url}/api/me`)).json();
  await importList({ url, by: state }, state, [state]);
  await linkTest(seated, own);
  await sendTo(seated, contact);
  await sendTo(peer, own, true);
  await seated.page.goto(`${url}/en/clearance/new`);
  await showDraft(seated, 'Statement', 'We thank the Chair.\n\nWe support the text.');
  await seated.page.goto(`${url}/en/consultations/new?about=${await findText({ url })}&kind=group`);
  await beginGroup(seated, 'Norway', 'Paragraph 12', 'States cooperate;\n\nStates report.');
  await peer.context.close();
  const { context: administrator, ...officer } = await furnishedState('Latvia');
  const round = await aRound(url);
  const { request } = seated.context;
  reading = await readingPlaces(request, url);
  acting = await actingPlaces(request, url);
  const me = (await (await request.get(`${url}/api/me`)).json()) as { participant: string; person: string };
  all = await everyPlace({ request, url, own: { ...me, contact: own }, ...officer, round });
  const newcomer = await visit(chromium.browser, url, { language: 'en' });
  await takeRole(newcomer, 'Lesotho', 'presiding');
  const [nobody, elsewhere] = [await chromium.browser.newContext(), await chromium.browser.newContext()];
  await elsewhere.addCookies(await seated.context.cookies());
  const { context: manager } = await visitAsManager(chromium.browser, url, { language: 'en' });
  contexts = {
    ...{ contact: seated.context, administrator, newcomer: newcomer.context, nobody, elsewhere, manager },
  };
}, 180_000);
afterAll(() => chromium.close());

async function sitDown(state: string): Promise<[Visitor, string]> {
  const v = await visit(chromium.browser, url, { language: 'en' });
  return [v, await takeSeat(v, state)];
}

async function sendTo(v: Visitor, contact: string, isExercise = false): Promise<void> {
  await v.page.goto(`${url}/en/exchange/new`);
  await v.page.locator('fieldset:enabled').first().waitFor();
  if (isExercise) await v.page.getByLabel(v.t('exchange.is-exercise')).check();
  await send(v, { subject: 'Notice', text: 'A line of text.' }, contact);
}

/** An administrator of a State of which there is much to see, who signed an act that waits for another's. */
async function furnishedState(state: string) {
  const v = await visit(chromium.browser, url, { language: 'en' });
  await takeAdministratorSeat(v, state);
  const furnished = await furnish(v);
  await openActing(v, `/state/people/${furnished.person}`);
  await v.page.getByLabel(v.t('authority.treaty'), { exact: true }).check();
  await v.page
    .getByRole('button', { name: v.t('house.review') })
    .first()
    .click();
  await sign(v);
  const query = `stream=participant/${furnished.participant}&type=people.authorities-set&limit=1`;
  const answer = await v.context.request.get(`${url}/api/acts?${query}`);
  const signed = ((await answer.json()) as { entries: { act: string }[] }).entries[0]!.act;
  return { context: v.context, furnished, signed };
}

/** Does the work for every item, a few pages side by side. */
async function onPages(
  contextOf: (place: Place) => BrowserContext,
  places: readonly Place[],
  work: (page: Page, place: Place) => Promise<void>,
) {
  const waiting = [...places];
  const worker = async () => {
    const pages = new Map<BrowserContext, Page>();
    for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
      const context = contextOf(place);
      const page = pages.get(context) ?? (await context.newPage());
      pages.set(context, page);
      await work(page, place);
    }
    for (const page of pages.values()) await page.close();
  };
  await Promise.all([worker(), worker(), worker()]);
}

const ofReader = ({ reader = 'contact' }: Place): BrowserContext => contexts[reader];

/** Opens a place, and waits for what its scripts add. Whoever is led elsewhere has not seen it. */
async function open(page: Page, language: string, place: Place): Promise<void> {
  const answer = await page.goto(addressOf(url, language, place), { waitUntil: 'load' });
  expect([place.name, answer?.status()]).toEqual([place.name, place.status ?? 200]);
  const { pathname } = new URL(addressOf(url, language, place));
  expect([place.name, new URL(page.url()).pathname]).toEqual([place.name, pathname]);
  if (place.atRest) await page.locator(place.atRest).first().waitFor({ state: 'attached' });
}

/** The document is the same in light and in dark; what a style may change is looked at in each. */
async function inBothColours(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = (await findings(page)).map((f) => `light: ${f}`);
  await page.emulateMedia({ colorScheme: 'dark' });
  return [...light, ...(await findings(page, COLOURS)).map((f) => `dark: ${f}`)];
}

/** What cannot be opened or worked is a fault as well. */
async function faultsOf(page: Page, language: string, place: Place, t: Words): Promise<string[]> {
  try {
    await open(page, language, place);
    const { lang, dir } = await page.evaluate(() => {
      const { lang, dir } = document.documentElement;
      return { lang, dir };
    });
    const isRight = lang === language && dir === (language === 'ar' ? 'rtl' : 'ltr');
    return [...(isRight ? [] : [`${lang} ${dir}`]), ...(await faults(page, place, t))];
  } catch (error) {
    return [(error as Error).message];
  }
}

/**
 * At a desk as the page comes, on a phone with all that is folded in it, then after each of its steps; at last all
 * of it at a desk, and on the narrowest screen with the largest text.
 */
async function faults(page: Page, { steps = [] }: Place, t: Words): Promise<string[]> {
  await page.setViewportSize(DESK);
  const found = (await inBothColours(page)).map((f) => `desk, ${f}`);
  await page.setViewportSize(PHONE);
  for (const [i, step] of [unfold, ...steps].entries()) {
    await step(page, t);
    await unfold(page);
    found.push(...(await inBothColours(page)).map((f) => `phone, step ${i}, ${f}`));
    found.push(...(await sideways(page)).map((f) => `phone, step ${i}, ${f}`));
  }
  if (steps.length > 0 || (await page.locator('details').count()) > 0) {
    await page.setViewportSize(DESK);
    found.push(...(await inBothColours(page)).map((f) => `desk, unfolded, ${f}`));
  }
  await page.setViewportSize(NARROW);
  // What a reader does who asks the browser for larger text.
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  return [...found, ...(await sideways(page)).map((f) => `320 pixels, text at 200 %, ${f}`)];
}

/** Nothing may need scrolling sideways. */
async function sideways(page: Page): Promise<string[]> {
  const wider = await overflow(page);
  return wider > 0 ? [`wider by ${wider}: ${(await protruding(page)).join(' | ')}`] : [];
}

const unfold = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });

/** The pages of a language are looked at in parts, so that each has time enough on a machine with other work. */
const PARTS = 4;
const PARTED = LANGUAGES.flatMap((language) =>
  Array.from({ length: PARTS }, (_, part) => [language, part] as const),
);

test.each(PARTED)(
  'axe finds nothing on any page in %s (part %i), light and dark, at a desk and on a phone; nothing scrolls sideways',
  async (language, part) => {
    const found: string[] = [];
    const t = await wordsOf(language);
    const places = [...all, ...(language === 'en' ? PLAIN_PLACES : [])].filter((_, i) => i % PARTS === part);
    await onPages(ofReader, places, async (page, place) => {
      found.push(...(await faultsOf(page, language, place, t)).map((f) => `${place.name}, ${f}`));
    });
    expect(found).toEqual([]);
  },
  120_000,
);

test('what is wrong would be found', async () => {
  const page = await contexts.nobody.newPage();
  const breaks: Step = () =>
    page.evaluate(() => {
      const [wide, dim] = [document.createElement('p'), document.createElement('p')];
      wide.textContent = 'Wide';
      wide.style.inlineSize = '200vw';
      dim.style.color = 'light-dark(#000, #333)';
      dim.textContent = 'Seen in light only';
      document.querySelector('main')!.append(wide, dim, document.createElement('img'));
    });
  await open(page, 'en', { name: 'verify', path: '/verify' });
  const found = await faults(page, { name: 'verify', path: '/verify', steps: [breaks] }, await wordsOf('en'));
  const rules = (start: string) => found.filter((f) => f.startsWith(start)).map((f) => f.slice(start.length));
  expect(rules('phone, step 0, ')).toEqual([]);
  expect(rules('phone, step 1, light: ')).toEqual([expect.stringMatching(/^image-alt: /)]);
  expect(rules('phone, step 1, dark: ')).toEqual([expect.stringMatching(/^color-contrast: .*light only/)]);
  expect(rules('phone, step 1, wider')).toHaveLength(1);
  expect(rules('320 pixels, text at 200 %, wider')).toHaveLength(1);
  await page.close();
});

test('no page is forgotten: every route below a language is looked at', async () => {
  const routes = await routesOfPages();
  expect(uncovered(routes, all)).toEqual([]);
  // A page that nobody thought of would be missed.
  expect(uncovered([...routes, '/later', '/state/[later]'], all)).toEqual(['/later', '/state/[later]']);
});

test('where there is nothing, a page says so in the language of its reader', async () => {
  const page = await contexts.contact.newPage();
  for (const language of LANGUAGES) {
    const t = await wordsOf(language);
    for (const [path, title] of MISSING) {
      await open(page, language, { name: path, path, status: 404 });
      expect([language, path, await page.locator('h1').innerText()]).toEqual([language, path, t(title)]);
      expect(await page.title()).toContain(t(title));
    }
  }
  await page.close();
}, 60_000);

test('pages that only read carry no script, and are whole without one', async () => {
  const context = await chromium.browser.newContext({ javaScriptEnabled: false });
  await onPages(
    () => context,
    [...reading, ...PLAIN_PLACES],
    async (page, place) => {
      await open(page, 'fr', place);
      const scripts = place.follows ? 1 : 0;
      expect([place.name, await page.locator('script').count()]).toEqual([place.name, scripts]);
      expect(await page.locator('h1').innerText()).not.toBe('');
      expect([place.name, (await page.locator('main').innerText()).length > 20]).toEqual([place.name, true]);
    },
  );
  await context.close();
}, 60_000);

test('pages on which one acts say without a script how it is done', async () => {
  const cookies = await seated.context.cookies();
  const context = await chromium.browser.newContext({ javaScriptEnabled: false });
  await context.addCookies(cookies);
  const readOnly = ['today', 'exchange', 'pings', 'ping round', 'regional list'];
  const scripted = acting.filter(({ name }) => !readOnly.includes(name));
  await onPages(
    () => context,
    scripted,
    async (page, place) => {
      await page.goto(addressOf(url, 'fr', place));
      expect(await page.locator('noscript').innerText()).toContain('comity');
    },
  );
  await context.close();
}, 60_000);

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
