import { newId } from '@comity/acts';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeRole } from './administrator.ts';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { accepts, chairOf, findText, marks, proposes } from './negotiating.ts';
import { appoint, type Ground, groundOf, type Person } from './stage.ts';
import { looksRight, type Setting, sign, visit } from './visitor.ts';

/** A house of its own: what is proposed here, others would find. */
let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;
let ground: Ground;
let document: string;
let chair: Person;
let other: Person;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse('negotiations'), launchBrowser()]);
  ground = await groundOf(url, 'negotiations');
  document = await findText(ground);
  [chair, other] = [await chairOf(ground), await appoint(ground, 'per')];
  // What was agreed in the story of the demonstration is open to proposals again.
  await marks(ground, chair, document, '1', { kind: 'reopened', reason: 'For these tests.' });
}, 180_000);
afterAll(() => chromium?.close());

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
  const paragraphs = page.locator('#propose ~ form select').nth(1);
  await paragraphs.selectOption({ index: (await paragraphs.locator('option').count()) - 1 });
  const wording = page.getByLabel(t('negotiation.wording'));
  await expect.poll(() => wording.inputValue()).toContain('summary');
  await wording.fill('A short summary is circulated after each part.');
  await hands.press(page.getByRole('button', { name: t('negotiation.propose') }));
  await sign(v);
  await page.goto(text);
  await page.locator('.rolling ins', { hasText: 'short' }).waitFor();
  await page.goto(`${text}/act`);
  await page.locator('form button:enabled').first().waitFor();
  await page.locator('#positions ~ form select').first().selectOption({ index: 1 });
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

test('a follower with a phone sees what another State does to a text, and first what touches the own position', async () => {
  const v = await visit(chromium.browser, url, {
    ...{ language: 'ar', hasTouch: true },
    viewport: { width: 320, height: 640 },
  });
  const { page, t } = v;
  await takeRole(v, 'عمان', 'delegate');
  await proposes(
    ground,
    await appoint(ground, 'omn'),
    document,
    '2',
    'The order of speakers is that of the letters.',
  );
  // What is followed is chosen beside the procedures.
  await page.goto(`${url}/ar/decisions/follow`);
  await page.locator('fieldset input').evaluateAll((boxes) => {
    for (const box of boxes as HTMLInputElement[]) box.checked = false;
  });
  await page.locator(`input[value="${document}"]`).check();
  await page.getByRole('button', { name: t('decisions.follow-show') }).click();
  await page.waitForURL(`**/follow?room=${document}`);
  const first = page.locator('article li').first();
  await looksRight(v);
  expect(await findings(page)).toEqual([]);
  await page.evaluate(() => Object.assign(globalThis, { isAsLoaded: true }));
  const newest = await proposes(ground, other, document, '2', 'The order of speakers is that of arrival.');
  const told = page.locator('article li', { has: page.locator(`a[href$="#${newest}"]`) });
  await told.waitFor();
  await told.getByText(t('decisions.follow-own')).waitFor();
  expect(await first.innerText()).toContain(t('decisions.follow-own'));
  await marks(ground, chair, document, '3', { kind: 'pending-delegations', participants: ['omn'] });
  await page.locator('article li', { hasText: t('negotiation.agreement.pending-delegations') }).waitFor();
  expect(await page.evaluate(() => 'isAsLoaded' in globalThis)).toBe(true);
  await looksRight(v);
  expect(v.watch.seen).toEqual([]);
  await v.context.close();
}, 60_000);

const topOf = async (page: Page, label: string): Promise<number> =>
  (await paragraph(page, label).boundingBox())!.y;
const paragraph = (page: Page, label: string) =>
  page.locator('.text p, .text tr', { has: page.getByText(label, { exact: true }) }).first();

test('the screen of the room takes in what happens while what is read stays where it is, and goes back and forth', async () => {
  const v = await visit(chromium.browser, url, { language: 'ar', viewport: { width: 1280, height: 600 } });
  const { page, t } = v;
  await page.goto(`${url}/ar/negotiations/${document}`);
  await page.getByRole('link', { name: t('negotiation.screen') }).click();
  await page.waitForURL('**/screen');
  await page.locator('.bar').waitFor();
  await looksRight(v);
  expect(await findings(page)).toEqual([]);
  // By its label, as somebody types it.
  const field = page.getByLabel(t('negotiation.screen.go-to'));
  await field.fill('op ٢');
  await field.press('Enter');
  const discussed = page.locator('.text [aria-current=true]', { has: page.getByText('2', { exact: true }) });
  await discussed.waitFor();
  const news = page.getByRole('status');
  const top = await topOf(page, '2');
  const stays = async () => expect(Math.abs((await topOf(page, '2')) - top)).toBeLessThanOrEqual(1);
  const mark = newId('prp').slice(4, 12);
  const long = `${'The exercise has as many parts as it needs, one after the other. '.repeat(12)}${mark}A.`;
  await proposes(ground, other, document, '1', long);
  const came = paragraph(page, '1')
    .locator('ins', { hasText: `${mark}A` })
    .first();
  await came.waitFor();
  await stays();
  expect(await news.innerText()).toMatch(/\b1\b/);
  expect(await paragraph(page, '1').evaluate((e) => e.classList.contains('changed'))).toBe(true);
  // Back before it, which is said as long as it lasts, and forth again.
  await field.blur();
  await page.keyboard.press('Control+z');
  await expect.poll(() => came.count()).toBe(0);
  await page.getByText(t('negotiation.screen.behind')).waitFor();
  await stays();
  await page.keyboard.press('Control+y');
  await came.waitFor();
  await stays();
  expect(await page.getByText(t('negotiation.screen.behind')).isVisible()).toBe(false);
  await page.getByLabel(t('negotiation.screen.hold')).check();
  await proposes(ground, other, document, '3', `A summary is circulated each morning ${mark}B.`);
  await news.getByText(t('negotiation.screen.waiting')).waitFor();
  expect(await news.innerText()).toMatch(/\b3\b/);
  expect(await page.locator('.text ins', { hasText: `${mark}B` }).count()).toBe(0);
  await page.getByRole('button', { name: t('negotiation.screen.take-in') }).click();
  await page.locator('.text ins', { hasText: `${mark}B` }).waitFor();
  await stays();
  await page.getByLabel(t('negotiation.screen.hold')).uncheck();
  // What is under discussion changes in its place.
  await proposes(ground, other, document, '2', `Speakers follow each other as they wish ${mark}C.`);
  await discussed.locator('ins', { hasText: `${mark}C` }).waitFor();
  await stays();
  await field.blur();
  await page.keyboard.press('PageDown');
  await page.locator('[aria-current=true]', { hasText: `${mark}B` }).waitFor();
  await field.fill('OP99');
  await field.press('Enter');
  await news.getByText(t('negotiation.screen.none-such')).waitFor();
  expect(
    await page.evaluate(() => getComputedStyle(globalThis.document.querySelector('.text')!).fontSize),
  ).toMatch(/^(?:2[4-9]|3)/);
  expect(v.watch.seen).toEqual([]);
  await v.context.close();
}, 60_000);

test('the screen has another language beside the text, and shows without a script what stood when it was loaded', async () => {
  const v = await visit(chromium.browser, url, { language: 'fr', viewport: { width: 1280, height: 700 } });
  await v.page.goto(`${url}/fr/negotiations/${document}/screen`);
  await v.page.getByRole('link', { name: 'العربية' }).last().click();
  await v.page.waitForURL('**/screen?with=ar');
  await v.page.locator('.bar').waitFor();
  const row = v.page.locator('.text tr', { hasText: 'The order of speakers' });
  expect(await row.locator('td[lang=ar][dir=rtl]').innerText()).toMatch(/[\u0600-\u06ff]{3}/);
  expect(await row.locator('td[lang=en] del, td[lang=en] ins').count()).toBeGreaterThan(1);
  await looksRight(v);
  expect(await findings(v.page)).toEqual([]);
  await marks(ground, chair, document, '3', { kind: 'pending-delegations', participants: ['per'] });
  await v.page.keyboard.press('PageDown');
  await v.page.locator('.text tr [data-stands]', { hasText: 'circulated' }).waitFor();
  const bare = await chromium.browser.newContext({ javaScriptEnabled: false });
  const page = await bare.newPage();
  await page.goto(`${url}/fr/negotiations/${document}/screen?with=ar`);
  expect(await page.locator('.text').innerText()).toContain('The order of speakers');
  expect(await page.locator('.bar').isVisible()).toBe(false);
  await page.getByRole('link', { name: v.t('negotiation.screen.reload') }).click();
  expect(page.url()).toMatch(/screen\?with=ar$/);
  expect(v.watch.seen).toEqual([]);
  await Promise.all([bare.close(), v.context.close()]);
}, 60_000);

/** What ink there is on a printed view, and how what is struck, put and attributed differs from it. */
const inkOn = (page: Page) =>
  page.evaluate(() => {
    const view = globalThis.document.querySelector('.negotiated, .card > article, .card > table')!;
    const all = [view, ...view.querySelectorAll('*')].filter((e) => e.checkVisibility());
    const line = (e: Element) => getComputedStyle(e).textDecorationLine;
    const lines = (name: string) => [...new Set([...view.querySelectorAll(name)].map(line))];
    const text = (e: Element | null) => e?.textContent ?? '';
    return {
      colours: [...new Set(all.map((e) => getComputedStyle(e).color))],
      grounds: [...new Set(all.map((e) => getComputedStyle(e).backgroundColor))],
      struck: lines('del'),
      put: lines('ins'),
      // A bracket stands before what is struck and behind the names of those who ask for it.
      isBracketed: [...view.querySelectorAll('del')].every((e) =>
        text(e.parentElement).includes(`[${text(e)}`),
      ),
      names: [...view.querySelectorAll('cite')].filter((e) => e.checkVisibility() && text(e).trim() !== '')
        .length,
      brackets: text(view).split('[').length - 1,
      languages: [...view.querySelectorAll('td[lang]')].map(
        (e) => `${e.getAttribute('lang')} ${getComputedStyle(e).direction}`,
      ),
    };
  });

test.each(['fr', 'ar'])(
  'on paper, in black and white, every view keeps its signs apart without colour (%s)',
  async (language) => {
    const proposal = await proposes(
      ground,
      other,
      document,
      '3',
      `A summary is circulated in writing (${language}).`,
    );
    await accepts(ground, chair, document, proposal);
    await proposes(ground, other, document, '3', `Nothing is circulated (${language}).`);
    const page = await (await chromium.browser.newContext({ locale: language })).newPage();
    await page.emulateMedia({ media: 'print' });
    const print = async (path: string) => {
      await page.goto(`${url}/${language}/negotiations/${document}${path}`);
      expect(await page.locator('nav').first().isVisible()).toBe(false);
      return inkOn(page);
    };
    const black = { colours: ['rgb(0, 0, 0)'], struck: ['line-through'], put: ['underline'] };
    for (const view of ['?view=rolling', '?view=compilation', '?view=streamlined', '/screen']) {
      const ink = await print(view);
      expect({ view, ...ink }).toMatchObject({ view, ...black, isBracketed: true });
      for (const ground_ of ink.grounds)
        expect(ground_).toMatch(/^(?:rgba\(0, 0, 0, 0\)|rgb\(255, 255, 255\))$/);
      expect(ink.names, view).toBeGreaterThan(0);
    }
    const clean = await print('?view=clean');
    expect(clean).toMatchObject({ colours: ['rgb(0, 0, 0)'], struck: [], put: [], brackets: 0, names: 0 });
    const sides = await print(`?view=sides&with=${language}`);
    expect(sides.colours).toEqual(['rgb(0, 0, 0)']);
    expect([...new Set(sides.languages)].sort()).toEqual(
      ['en ltr', `${language} ${language === 'ar' ? 'rtl' : 'ltr'}`].sort(),
    );
    await page.context().close();
  },
  60_000,
);
