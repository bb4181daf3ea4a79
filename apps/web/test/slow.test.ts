import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { allChecksHold, send, sign, takeSeat, type Visitor, visit } from './visitor.ts';

/** A line of 64 kbit/s with 400 ms to and fro, in the units of the debugger. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 8000, uploadThroughput: 8000 };
const TODAY_WITHIN = 5000;
const REPLY_WITHIN = 60_000;

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;
let visitor: Visitor;
let contact: string;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
  const peer = await visit(chromium.browser, url, { language: 'fr' });
  contact = await takeSeat(peer, 'Kiribati');
  visitor = await visit(chromium.browser, url, { language: 'fr' });
  const mine = await takeSeat(visitor, 'Samoa');
  await peer.page.goto(`${url}/fr/exchange/new`);
  await send(peer, { subject: 'Activité inhabituelle', text: 'Des connexions répétées.' }, mine);
  await earlierVisit(visitor);
}, 180_000);
afterAll(() => chromium.close());

/** On an ordinary line: every page once, and one message sealed. */
async function earlierVisit(v: Visitor): Promise<void> {
  await v.page.goto(`${url}/fr/exchange/new`);
  await send(v, { subject: 'Autre chose', text: 'Une ligne.' }, contact);
  await openThread(v);
}

async function openThread(v: Visitor): Promise<void> {
  await v.page.goto(`${url}/fr/today`);
  await v.page.locator('article h3 a').first().click();
  await allChecksHold(v, 1);
}

/** What came over the line, and how long it took. */
interface Cost {
  readonly seconds: number;
  readonly requests: number;
  readonly kilobytes: number;
}

async function measured(line: CDPSession, page: Page, work: () => Promise<unknown>): Promise<Cost> {
  let bytes = 0;
  const fetched: string[] = [];
  const onResponse = (r: { url(): string }) => void fetched.push(new URL(r.url()).pathname);
  const onFinished = ({ encodedDataLength }: { encodedDataLength: number }) => {
    bytes += encodedDataLength;
  };
  page.on('requestfinished', onResponse);
  line.on('Network.loadingFinished', onFinished);
  const began = performance.now();
  await work();
  const seconds = (performance.now() - began) / 1000;
  page.off('requestfinished', onResponse);
  line.off('Network.loadingFinished', onFinished);
  return { seconds, requests: fetched.length, kilobytes: bytes / 1000 };
}

const print = (what: string, { seconds, requests, kilobytes }: Cost) =>
  console.log(
    `64 kbit/s, 400 ms: ${what} in ${seconds.toFixed(1)} s (${requests} requests, ${kilobytes.toFixed(1)} kB)`,
  );

/** A new tab of the visitor's browser, at the end of such a line. */
async function onSlowLine(): Promise<{ v: Visitor; line: CDPSession }> {
  const page = await visitor.context.newPage();
  page.setDefaultTimeout(REPLY_WITHIN);
  const line = await visitor.context.newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.emulateNetworkConditions', SLOW);
  return { v: { ...visitor, page }, line };
}

async function seeToday({ page }: Visitor): Promise<void> {
  await page.goto(`${url}/fr/today`, { waitUntil: 'load' });
  expect(await page.locator('article h3 a').count()).toBeGreaterThan(0);
}

async function openFirst({ page, t }: Visitor): Promise<void> {
  await page.locator('article h3 a').first().click();
  await page.locator('.checks').first().waitFor({ state: 'attached' });
  await page.getByText(t('exchange.opening')).waitFor({ state: 'detached' });
  expect(await page.locator('.checks .good').count()).toBeGreaterThanOrEqual(7);
  expect(await page.locator('.checks .stop').count()).toBe(0);
}

async function reply(v: Visitor): Promise<void> {
  const { page, t } = v;
  await page.getByRole('link', { name: t('exchange.reply'), exact: true }).click();
  await page.waitForURL('**/exchange/new**', { timeout: REPLY_WITHIN });
  await page.getByLabel(t('exchange.subject')).fill('Réponse');
  await page.getByLabel(t('exchange.text'), { exact: true }).fill('Bien reçu.');
  await page.getByRole('button', { name: t('exchange.seal') }).click();
  await sign(v);
}

test('on a slow line Today is there in five seconds, and a reply is sealed and placed in sixty', async () => {
  const { v, line } = await onSlowLine();
  const today = await measured(line, v.page, () => seeToday(v));
  print('Today', today);
  const opened = await measured(line, v.page, () => openFirst(v));
  print('the thread, opened and checked', opened);
  const replied = await measured(line, v.page, () => reply(v));
  print('a sealed reply', replied);
  // No page comes faster than one way to and fro: the line was really slow.
  expect(today.seconds * 1000).toBeGreaterThan(SLOW.latency);
  expect(today.seconds * 1000).toBeLessThan(TODAY_WITHIN);
  expect((opened.seconds + replied.seconds) * 1000).toBeLessThan(REPLY_WITHIN);
  await v.page.close();
}, 150_000);
