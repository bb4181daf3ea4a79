import { afterAll, beforeAll, expect, test } from 'vitest';
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

const newNotice = ({ page }: Visitor) => page.goto(`${url}/en/exchange/new`);
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
