import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { allChecksHold, linkTest, looksRight, send, sign, takeSeat, type Visitor, visit } from './visitor.ts';
import { wordsOf } from './words.ts';

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;
/** Tests the line, in English. */
let tester: Visitor;
/** Is tested, in Arabic on a phone. */
let tested: Visitor;
let contact: string;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
  tester = await visit(chromium.browser, url, { language: 'en' });
  const phone = { viewport: { width: 320, height: 640 }, hasTouch: true };
  tested = await visit(chromium.browser, url, { language: 'ar', ...phone });
  await takeSeat(tester, 'Ghana');
  contact = await takeSeat(tested, 'لبنان');
}, 180_000);
afterAll(() => chromium.close());

const newestDrill = async (v: Visitor): Promise<string> => {
  const answer = await v.context.request.get(`${url}/api/exercises/threads?limit=1`);
  return ((await answer.json()) as { threads: { thread: string }[] }).threads[0]!.thread;
};

/** Frame, words, sign, title and icon: whatever the language, the colours and the paper. */
async function isMarked(page: Page, language: string): Promise<void> {
  const words = await wordsOf(language);
  const path = new URL(page.url()).pathname;
  const frame = page.locator('main .exercise').first();
  await frame.waitFor();
  for (const media of [{}, { forcedColors: 'active' }, { media: 'print' }] as const) {
    await page.emulateMedia(media);
    const seen = await frame.evaluate((e) => ({
      border: getComputedStyle(e).borderTopStyle,
      width: getComputedStyle(e).borderTopWidth,
      sign: e.querySelector('.exercise-mark svg')!.getBoundingClientRect().width > 20,
    }));
    expect({ path, media, ...seen }).toEqual({ path, media, border: 'dashed', width: '3px', sign: true });
    const mark = frame.locator('.exercise-mark').first();
    expect(await mark.getByText(words('exchange.exercise'), { exact: true }).isVisible(), path).toBe(true);
    expect(await mark.getByText(words('exchange.exercise-label')).isVisible(), path).toBe(true);
    await page.emulateMedia({ media: null, forcedColors: null });
  }
}

test('a link test to a State is answered in Arabic on a phone, and its sender sees when', async () => {
  const results = await linkTest(tester, contact);
  await tester.page
    .getByRole('cell', { name: tester.t('exercises.not-yet') })
    .first()
    .waitFor();
  const { page, t, hands } = tested;
  await page.goto(`${url}/ar/today`);
  const waiting = page.locator('section.exercise');
  await waiting.getByRole('heading', { name: t('exercises.waiting') }).waitFor();
  await looksRight(tested);
  await isMarked(page, 'ar');
  // What is real is not there, and counts nothing of it.
  await page.getByText(t('today.nothing')).waitFor();
  await hands.press(waiting.getByRole('link').first());
  await page.waitForURL('**/exchange/thr_*');
  await allChecksHold(tested, 1);
  await looksRight(tested);
  await isMarked(page, 'ar');
  expect(await page.title()).toMatch(new RegExp(`^${t('exchange.exercise-column')}`));
  await hands.press(page.getByRole('button', { name: t('exchange.acknowledge') }));
  await sign(tested);
  await tester.page.goto(results);
  await tester.page
    .getByText(/^after \d\d:\d\d$/)
    .first()
    .waitFor();
  expect(await findings(tester.page)).toEqual([]);
  // The list of what is real has nothing of it.
  await page.goto(`${url}/ar/exchange`);
  expect(await page.locator('article').count()).toBe(0);
  await page.goto(`${url}/ar/exercises`);
  await page.locator('main a[href*="/exchange/thr_"]').first().waitFor();
  await looksRight(tested);
}, 90_000);

test('a form filled in from a card is compared on the device of its reader, who says which field differs', async () => {
  const { page, t } = tester;
  await page.goto(`${url}/en/exercises/form`);
  await page.locator('fieldset:enabled').first().waitFor();
  await page.locator(`input[value="${contact}"]`).check();
  const given = await page.locator('section.card dd').allInnerTexts();
  const inputs = page.locator('form > fieldset > label > input:not([type=checkbox])');
  for (const [i, text] of given.entries()) await inputs.nth(i).fill(i === 3 ? text.slice(0, 10) : text);
  await page.getByRole('button', { name: t('exercises.send') }).click();
  await page.waitForURL('**/exercises/thr_*');
  await page.getByText(t('exercises.not-compared')).waitFor();
  const reader = tested.page;
  await reader.goto(`${url}/ar/exchange/${await newestDrill(tested)}`);
  await reader.getByRole('link', { name: tested.t('exercises.compare') }).click();
  await reader.waitForURL('**/exercises/check/thr_*');
  const differs = tested.t('exercises.differs', { fields: tested.t('exercises.field.effect') });
  await reader.getByText(differs).waitFor();
  expect(await reader.locator('td.stop').count()).toBe(1);
  await looksRight(tested);
  await isMarked(reader, 'ar');
  expect(await findings(reader)).toEqual([]);
  await reader.getByRole('button', { name: tested.t('exercises.answer') }).click();
  await reader.getByText(tested.t('exercises.answer-sent')).waitFor();
  await page.getByText(t('exercises.differs', { fields: t('exercises.field.effect') })).waitFor();
}, 90_000);

test('a scenario of two injects is planned, run and reported in French, by keyboard alone', async () => {
  const v = await visit(chromium.browser, url, { language: 'fr', byKeyboard: true });
  const { page, t, hands } = v;
  await takeSeat(v, 'Tunisie');
  await page.goto(`${url}/fr/exchange`);
  await hands.press(page.getByRole('link', { name: t('exercises.title') }));
  await hands.press(page.locator('main').getByRole('link', { name: t('exercises.begin.scenario') }));
  await page.waitForURL('**/exercises/scenario');
  await page.locator('fieldset:enabled').first().waitFor();
  await hands.write(page.getByLabel(t('exercises.name')), 'Tempête au port');
  await hands.press(page.getByRole('button', { name: t('exercises.plan') }));
  await page.waitForURL('**/exercises/thr_*');
  await page.getByRole('heading', { name: 'Tempête au port' }).waitFor();
  await page.getByText(t('exercises.no-injects')).waitFor();
  for (const [subject, minute] of [
    ['Des camions attendent', '0'],
    ['Une grue s’arrête', '1'],
  ] as const) {
    await page.locator('form fieldset:enabled').first().waitFor();
    const at = page.getByLabel(t('exercises.minute'));
    await at.focus();
    await page.keyboard.press('ControlOrMeta+A');
    await hands.write(at, minute);
    const box = page.locator(`input[value="${contact}"]`);
    if (!(await box.isChecked())) await hands.press(box);
    await hands.write(page.getByLabel(t('exercises.subject')), subject);
    await hands.write(page.getByLabel(t('exercises.text'), { exact: true }), 'Rien n’est réel.');
    await hands.press(page.getByRole('button', { name: t('exercises.put') }));
    await page.getByRole('heading', { name: subject }).waitFor();
  }
  expect(await findings(page)).toEqual([]);
  await looksRight(v);
  // Nobody can read or see beforehand what comes.
  expect(await (await tested.context.request.get(page.url().replace('/fr/', '/api/'))).status()).toBe(404);
  await hands.choose(page.getByLabel(t('exercises.speed')), t('exercises.times', { speed: '60' }));
  await hands.press(page.getByLabel(t('exercises.sends')));
  await hands.press(page.getByRole('button', { name: t('exercises.do.start') }));
  await page.locator('table a[href*="/exchange/thr_"]').nth(1).waitFor();
  await tested.page.goto(`${url}/ar/exchange/${await newestDrill(tested)}`);
  await tested.page.getByText('Une grue s’arrête').waitFor();
  await hands.press(page.getByRole('button', { name: t('exercises.do.stop') }));
  await page.getByText(t('exercises.standing.over')).waitFor();
  await hands.write(page.getByLabel(t('exercises.note')), 'Rien à signaler.');
  await hands.press(page.getByRole('button', { name: t('exercises.note-put') }));
  await page.locator('blockquote', { hasText: 'Rien à signaler.' }).waitFor();
  await hands.press(page.getByRole('link', { name: t('exercises.report') }));
  await page.waitForURL('**/report');
  await page.locator('svg[role=img]').nth(1).waitFor();
  await page
    .getByText(t('exercises.of', { count: '2', total: '2' }))
    .first()
    .waitFor();
  await looksRight(v);
  await isMarked(page, 'fr');
  expect(await findings(page)).toEqual([]);
  const [json] = await Promise.all([
    page.waitForEvent('download'),
    hands.press(page.getByRole('link', { name: 'JSON' })),
  ]);
  expect(json.suggestedFilename()).toMatch(/^EXERCISE-thr_/);
  expect(v.watch.seen).toEqual([]);
  await v.context.close();
}, 150_000);

test('every screen of an exercise says so, in six languages, in forced colours and on paper', async () => {
  const { page } = tester;
  const answer = await tester.context.request.get(`${url}/api/exercises`);
  const { exercise } = ((await answer.json()) as { exercises: { exercise: string }[] }).exercises[0]!;
  const thread = await newestDrill(tester);
  const paths = [
    '',
    '/link',
    '/form',
    '/scenario',
    `/${exercise}`,
    `/${exercise}/report`,
    `/check/${thread}`,
  ];
  const real = await page.goto(`${url}/en/exchange`);
  expect(real!.status()).toBe(200);
  expect(await page.locator('main .exercise').count()).toBe(0);
  for (const language of ['ar', 'zh', 'en', 'fr', 'ru', 'es']) {
    const words = await wordsOf(language);
    for (const path of [...paths.map((p) => `exercises${p}`), `exchange/${thread}`]) {
      await page.goto(`${url}/${language}/${path}`);
      await isMarked(page, language);
      const title = await page.title();
      expect(title.toUpperCase().startsWith(words('exercises.mark').toUpperCase()), title).toBe(true);
      await expect
        .poll(() => page.locator('link[rel=icon]').last().getAttribute('href'))
        .toContain('data:image/svg+xml');
    }
  }
}, 120_000);

test('an answer in the thread of an exercise is one, and nothing else is offered', async () => {
  const { page, t } = tested;
  await page.goto(`${url}/ar/exchange/${await newestDrill(tested)}`);
  await page.getByRole('link', { name: t('exchange.reply'), exact: true }).click();
  await page.locator('fieldset:enabled').first().waitFor();
  await isMarked(page, 'ar');
  expect(await page.getByLabel(t('exchange.is-exercise')).count()).toBe(0);
  await send(tested, { subject: 'رد', text: 'تمرين.' });
}, 60_000);
