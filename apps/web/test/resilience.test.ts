import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { send, sign, takeSeat, type Visitor, visit } from './visitor.ts';

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;
let visitor: Visitor;
let contact: string;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
  const peer = await visit(chromium.browser, url, { language: 'en' });
  contact = await takeSeat(peer, 'Fiji');
  visitor = await visit(chromium.browser, url, { language: 'en' });
  await takeSeat(visitor, 'Malta');
}, 180_000);
afterAll(() => chromium.close());

const newNotice = ({ page, t }: Visitor) => page.goto(`${url}/${t.language}/exchange/new`);
const subjectOf = ({ page, t }: Visitor) => page.getByLabel(t('exchange.subject'));
const textOf = ({ page, t }: Visitor) => page.getByLabel(t('exchange.text'), { exact: true });

async function threads(): Promise<number> {
  const answer = await visitor.context.request.get(`${url}/api/exchange/threads`);
  return ((await answer.json()) as { threads: unknown[] }).threads.length;
}

async function write(v: Visitor, subject: string): Promise<void> {
  await newNotice(v);
  await v.page.locator(`input[value="${contact}"]`).check();
  await subjectOf(v).fill(subject);
  await textOf(v).fill('Written while the line was bad.');
}

const seal = ({ page, t }: Visitor) => page.getByRole('button', { name: t('exchange.seal') }).click();

test('a line that goes is told, what was written stays, and it is sent when the line is back', async () => {
  const { page, t, context } = visitor;
  const before = await threads();
  await write(visitor, 'Without a line');
  await context.setOffline(true);
  await page.getByRole('status').getByText(t('layout.offline')).waitFor();
  await seal(visitor);
  await page.getByText(t('dialog.nothing-lost')).first().waitFor();
  expect(await subjectOf(visitor).inputValue()).toBe('Without a line');
  await context.setOffline(false);
  await page.getByRole('status').getByText(t('layout.offline')).waitFor({ state: 'detached' });
  await seal(visitor);
  await sign(visitor);
  await page.getByText(t('exchange.sent')).waitFor();
  expect(await threads()).toBe(before + 1);
}, 60_000);

test('a line that goes between sealing and signing refuses nothing: the same message is signed again', async () => {
  const { page, t, context } = visitor;
  const before = await threads();
  await write(visitor, 'Sealed already');
  await seal(visitor);
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await context.setOffline(true);
  await dialog.getByRole('button', { name: t('dialog.sign') }).click();
  await dialog.getByText(t('dialog.nothing-lost')).waitFor();
  await context.setOffline(false);
  await sign(visitor);
  expect(await threads()).toBe(before + 1);
}, 60_000);

test('an answer that is lost on its way sends nothing twice', async () => {
  const { page, t } = visitor;
  const before = await threads();
  await write(visitor, 'Taken, but not told');
  await seal(visitor);
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await page.route('**/api/acts', async (route) => {
    await route.fetch();
    await route.abort('connectionreset');
  });
  await dialog.getByRole('button', { name: t('dialog.sign') }).click();
  await dialog.getByRole('link', { name: t('dialog.proof') }).waitFor();
  await page.unroute('**/api/acts');
  expect(await threads()).toBe(before + 1);
}, 60_000);

test('what is written outlives a reload, belongs to its tab, and is gone once it is sent', async () => {
  const { page, context } = visitor;
  await write(visitor, 'A draft');
  await page.reload();
  await expect.poll(() => subjectOf(visitor).inputValue()).toBe('A draft');
  expect(await page.locator(`input[value="${contact}"]`).isChecked()).toBe(true);
  const other: Visitor = { ...visitor, page: await context.newPage() };
  await newNotice(other);
  await other.page.locator('fieldset:enabled').first().waitFor();
  expect(await subjectOf(other).inputValue()).toBe('');
  await other.page.close();
  await send(visitor, { subject: 'A draft', text: 'Sent.' });
  await newNotice(visitor);
  await page.locator('fieldset:enabled').first().waitFor();
  expect(await subjectOf(visitor).inputValue()).toBe('');
}, 60_000);

test('going back after sending shows no message that could be sent again', async () => {
  const { page, t } = visitor;
  await newNotice(visitor);
  await send(visitor, { subject: 'Once', text: 'Only once.' }, contact);
  const sent = await threads();
  await page
    .locator('header')
    .getByRole('link', { name: t('nav.exchange'), exact: true })
    .click();
  await page.waitForURL('**/exchange');
  await page.goBack();
  await page.waitForURL('**/exchange/new');
  const button = page.getByRole('button', { name: t('exchange.seal') });
  const isSpent = async () => (await button.isDisabled()) || (await subjectOf(visitor).inputValue()) === '';
  await expect.poll(isSpent).toBe(true);
  expect(await threads()).toBe(sent);
}, 60_000);

test('a second tab of the same seat goes on where the first has acted', async () => {
  const second: Visitor = { ...visitor, page: await visitor.context.newPage() };
  const before = await threads();
  await newNotice(visitor);
  await newNotice(second);
  await send(visitor, { subject: 'From one tab', text: 'One.' }, contact);
  await send(second, { subject: 'From the other', text: 'Two.' }, contact);
  expect(await threads()).toBe(before + 2);
  await second.page.close();
}, 60_000);

/** What a failure says: in the page's language, with what to do now, its code and sentence apart in English. */
async function looksSaid(place: Locator, what: string, now: string, code: string): Promise<void> {
  await place.getByText(what, { exact: true }).waitFor();
  await place.getByText(now, { exact: true }).waitFor();
  const detail = place.locator('details [lang=en]').last();
  expect(await detail.isVisible()).toBe(false);
  expect(await detail.textContent()).toContain(code);
}

test('what a client refuses is said in the language of the page, whatever the browser speaks', async () => {
  // The browser asks for English; the page is in Arabic.
  const v = await visit(chromium.browser, url, {
    language: 'ar',
    locale: 'en',
    viewport: { width: 320, height: 640 },
  });
  const { page, t, context } = v;
  await takeSeat(v, 'كينيا');
  await write(v, 'رسالة');
  const served = await context.request.get(`${url}/api/directory/contacts/${contact}`);
  const { key } = (await served.json()) as { key: { blob: string } };
  await context.route(`**/api/blobs/${key.blob}`, (route) => route.fulfill({ body: 'another key' }));
  await seal(v);
  const wrongKey = [t('problem.client.wrong-key'), t('problem.now.mistrust'), 'client.wrong-key'] as const;
  await looksSaid(page.getByRole('main'), ...wrongKey);
  expect(await findings(page)).toEqual([]);
  await context.unroute(`**/api/blobs/${key.blob}`);
  await seal(v);
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await context.route('**/checkpoint', (route) => route.fulfill({ body: 'nonsense' }));
  await dialog.getByRole('button', { name: t('dialog.sign') }).click();
  await looksSaid(dialog, t('problem.log.unreadable'), t('problem.now.mistrust'), 'log.bad-note');
  expect(await findings(page)).toEqual([]);
  await context.close();
}, 60_000);

test('a line that breaks after signing claims nothing about what arrived', async () => {
  const { page, t, context } = visitor;
  await write(visitor, 'Perhaps');
  await seal(visitor);
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  // The browser knows of no break: nothing of the API answers any more.
  await context.route('**/api/**', (route) => route.abort('connectionreset'));
  await dialog.getByRole('button', { name: t('dialog.sign') }).click();
  const gone = [t('problem.client.unreachable'), t('problem.now.uncertain'), 'client.unreachable'] as const;
  await looksSaid(dialog, ...gone);
  await context.unroute('**/api/**');
  await sign(visitor);
}, 60_000);

test('a refusal cites its rule, says why and what would help in the language of the page alone', async () => {
  const v = await visit(chromium.browser, url, { language: 'ar', locale: 'en' });
  const { page, t, context } = v;
  await page.goto(`${url}/ar/seat`);
  await page.getByLabel(t('seat.state')).selectOption({ label: 'كندا' });
  await page.locator('input[value=administrator]').check();
  await page.getByRole('button', { name: t('seat.take') }).click();
  await page.waitForURL('**/today');
  const { person } = (await (await context.request.get(`${url}/api/me`)).json()) as { person: string };
  await page.goto(`${url}/ar/directory/nominate`);
  const review = page.getByRole('button', { name: t('house.review') });
  await review.and(page.locator(':enabled')).waitFor();
  // Nobody nominates themselves.
  await page.locator(`input[value="${person}"]`).check();
  await review.click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await dialog.getByRole('button', { name: t('dialog.sign') }).click();
  await dialog.getByText('إحدى مواد النظام الداخلي لا تسمح بهذا الإجراء', { exact: true }).waitFor();
  const lines = await dialog
    .locator('.note p')
    .evaluateAll((all) =>
      all.map((p) => ({ text: p.textContent ?? '', lang: p.closest('[lang]')!.getAttribute('lang') })),
    );
  // Only the code, which whoever asks for help quotes, is in English.
  const codes = lines.filter(({ lang }) => lang === 'en');
  expect(codes.map(({ text }) => text)).toEqual(['record.refused-by-rule']);
  const own = lines.filter(({ lang }) => lang === 'ar');
  expect([own.length > 2, own.length + codes.length]).toEqual([true, lines.length]);
  for (const { text } of own) expect(text).toMatch(/\p{Script=Arabic}/u);
  await context.close();
}, 60_000);
