import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import {
  allChecksHold,
  type Letter,
  looksRight,
  send,
  sign,
  takeSeat,
  type Visitor,
  visit,
} from './visitor.ts';
import { wordsOf } from './words.ts';

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;
/** Writes, in English. */
let sender: Visitor;
/** Reads, in French. */
let reader: Visitor;
let contact: string;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
  sender = await visit(chromium.browser, url, { language: 'en' });
  reader = await visit(chromium.browser, url, { language: 'fr' });
  await takeSeat(sender, 'Uruguay');
  contact = await takeSeat(reader, 'Mongolie');
}, 180_000);
afterAll(() => chromium.close());

const BUNDLE = {
  type: 'bundle',
  id: 'bundle--7f0b6c5e-1df4-4a3e-9a3b-3f6a4f1c9d10',
  objects: ['indicator', 'indicator', 'malware', 'ipv4-addr', 'x-acme-thing'].map((type, i) => ({
    type,
    spec_version: '2.1',
    id: `${type}--0b6c5e7f-1df4-4a3e-9a3b-3f6a4f1c9d1${i}`,
  })),
};

interface Codes extends Letter {
  readonly marking?: string;
  readonly type?: string;
  readonly exercise?: boolean;
}

/** Sends a new notice with its codes from the seat of the sender. */
async function notify(letter: Codes): Promise<void> {
  const { page, t } = sender;
  await page.goto(`${url}/en/exchange/new`);
  await page.locator('fieldset:enabled').first().waitFor();
  if (letter.type) await page.getByLabel(t('exchange.type')).first().selectOption(letter.type);
  if (letter.marking) await page.getByLabel(t('exchange.marking')).selectOption(letter.marking);
  if (letter.exercise) await page.getByLabel(t('exchange.is-exercise')).check();
  await send(sender, letter, contact);
}

/** Answers from the thread that the page shows. */
async function answer(v: Visitor, letter: Letter): Promise<void> {
  await v.page.getByRole('link', { name: v.t('exchange.reply'), exact: true }).click();
  await send(v, letter);
}

/** The newest thread of the reader: a real one, or one of an exercise. */
async function openNewest(
  page: Page,
  v = reader,
  kind: 'exchange' | 'exercises' = 'exchange',
): Promise<void> {
  const answer = await v.context.request.get(`${url}/api/${kind}/threads?limit=1`);
  const { threads } = (await answer.json()) as { threads: { thread: string }[] };
  await page.goto(`${url}/${v.t.language}/exchange/${threads[0]!.thread}`);
  await page.locator('.checks').first().waitFor({ state: 'attached' });
}

const waiting = (page: Page, count = 1) =>
  page.getByRole('status').getByText(reader.t('live.waiting', { count }));

test('codes are sentences in the reader’s language; what a person wrote keeps its own', async () => {
  await notify({
    subject: 'Scanning of a fictitious ministry',
    text: 'We see requests from 192.0.2.17.',
    type: 'request-for-information',
    marking: 'AMBER+STRICT',
    attachment: {
      name: 'seen.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(BUNDLE)),
    },
  });
  const { page, t } = reader;
  await openNewest(page);
  await allChecksHold(reader, 1);
  const facts = page.locator('article dl.facts');
  // The words for objects come after the rest: few messages have any.
  await facts.getByText('logiciel malveillant').waitFor();
  const codes = (await facts.innerText()).replaceAll(/\s/g, ' ');
  for (const said of [
    'Demande d’informations · L’expéditeur demande des informations.',
    `TLP:AMBER+STRICT · ${t('tlp.amber-strict')}`,
    'Réponse souhaitée au plus tard :',
    '(demain)',
    '2 indicateurs, 1 logiciel malveillant, 1 élément observable et 1 autre objet',
    'anglais',
  ])
    expect(codes).toContain(said);
  const heading = page.locator('article h2');
  expect(await heading.getAttribute('lang')).toBe('en');
  expect(await heading.getAttribute('dir')).toBe('auto');
  expect(await page.locator('article div[lang]').getAttribute('lang')).toBe('en');
  expect(await page.locator('article div[lang] p').allTextContents()).toEqual([
    'We see requests from 192.0.2.17.',
  ]);
  expect(await findings(page)).toEqual([]);
  await looksRight(reader);
}, 60_000);

test('a sealed message is told in every tab that is open, with a way to the threads', async () => {
  const tabs = [await reader.context.newPage(), await reader.context.newPage()];
  for (const tab of tabs) {
    await tab.goto(`${url}/fr/exchange/new`);
    await tab.locator('fieldset:enabled').first().waitFor();
    expect(await tab.getByRole('status').first().innerText()).toBe('');
  }
  await tabs[0]!.getByLabel(reader.t('exchange.text'), { exact: true }).fill('Encore à écrire');
  await notify({ subject: 'Heard', text: 'By both.' });
  for (const tab of tabs) await waiting(tab).waitFor();
  expect(await tabs[0]!.getByLabel(reader.t('exchange.text'), { exact: true }).inputValue()).toBe(
    'Encore à écrire',
  );
  // What fades in has its colours when it is there.
  await tabs[1]!.evaluate(() => Promise.all(document.getAnimations().map((each) => each.finished)));
  expect(await findings(tabs[1]!)).toEqual([]);
  await tabs[1]!.getByRole('link', { name: reader.t('live.show') }).click();
  await tabs[1]!.waitForURL('**/fr/exchange?open=1');
  await tabs[1]!.locator('article h2 a').first().waitFor();
  for (const tab of tabs) await tab.close();
}, 60_000);

/** A line to the house that can be cut: what runs over it ends, and nothing gets through until it is mended. */
async function openLine() {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((socket) => {
    if (isCut) return void socket.destroy();
    const far = connect(Number(port), hostname);
    for (const end of [socket, far]) {
      sockets.add(end);
      end.on('error', () => {}).on('close', () => sockets.delete(end));
    }
    socket.pipe(far).pipe(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, hostname, resolve));
  return {
    url: `http://${hostname}:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      for (const socket of sockets) socket.destroy();
    },
    mend: () => (isCut = false),
    close: () => server.close(),
  };
}

test('what is sent while the line is cut is heard when it is back, and once', async () => {
  const line = await openLine();
  const context = await chromium.browser.newContext({ locale: 'fr' });
  await context.addCookies(await reader.context.cookies());
  const page = await context.newPage();
  const since: number[] = [];
  page.on('request', (r) => {
    if (r.url().endsWith('/api/events')) since.push(Number(r.headers()['last-event-id']));
  });
  await page.goto(`${line.url}/fr/exchange/new`);
  await expect.poll(() => since.length).toBe(1);
  // Nothing was heard on this page yet: its place on the record is that of the page, and it is kept.
  line.cut();
  await context.setOffline(true);
  await page.getByRole('status').getByText(reader.t('layout.offline')).waitFor();
  await notify({ subject: 'While you were away', text: 'Nothing is lost.' });
  expect(await waiting(page).count()).toBe(0);
  line.mend();
  await context.setOffline(false);
  await waiting(page).waitFor();
  expect(since.at(-1)).toBe(since[0]);
  // Cut again, after something was heard: it goes on from there.
  line.cut();
  await notify({ subject: 'Away again', text: 'Nothing is lost.' });
  line.mend();
  await waiting(page, 2).waitFor();
  expect(since.at(-1)).toBeGreaterThan(since[0]!);
  await context.close();
  line.close();
}, 60_000);

test('a message of one’s own State is nothing that waits', async () => {
  const page = await sender.context.newPage();
  await page.goto(`${url}/en/exchange/new`);
  await page.locator('fieldset:enabled').first().waitFor();
  await notify({ subject: 'Own', text: 'Own.' });
  // The line is there: what another State sends is told, and it alone.
  await reader.page.goto(`${url}/fr/exchange`);
  await openNewest(reader.page);
  await answer(reader, { subject: 'Réponse', text: 'Reçu.' });
  await page
    .getByRole('status')
    .getByText(sender.t('live.waiting', { count: 1 }))
    .waitFor();
  await page.close();
}, 60_000);

test('an open thread takes in what arrives, and nothing on it goes', async () => {
  await notify({ subject: 'First of two', text: 'The first.' });
  await openNewest(reader.page);
  await allChecksHold(reader, 1);
  // What the reader is at: the checks unfolded, and an acknowledgement about to be signed.
  await reader.page.locator('summary').first().click();
  await reader.page.getByRole('button', { name: reader.t('exchange.acknowledge') }).click();
  const dialog = reader.page.getByRole('dialog');
  await dialog.waitFor();
  await openNewest(sender.page, sender);
  await answer(sender, { subject: 'Second of two', text: 'The second.' });
  await reader.page.getByText('The second.').waitFor({ state: 'attached' });
  await allChecksHold(reader, 2);
  expect(await dialog.isVisible()).toBe(true);
  expect(await reader.page.locator('details').first().getAttribute('open')).not.toBeNull();
  await sign(reader);
  const fresh = reader.page.getByRole('link', { name: reader.t('exchange.fresh-show') });
  await fresh.click();
  expect(await reader.page.evaluate(() => document.activeElement?.textContent)).toContain('Second of two');
  expect(await waiting(reader.page).count()).toBe(0);
  // The acknowledgement reaches the sender’s open page in the same way.
  await openNewest(sender.page, sender);
  await reader.page.getByRole('button', { name: reader.t('exchange.acknowledge') }).click();
  await sign(reader);
  await expect.poll(() => sender.page.getByText(sender.t('exchange.not-acknowledged')).count()).toBe(0);
}, 90_000);

test('an open thread takes in what was sent while the line was away', async () => {
  await notify({ subject: 'Before', text: 'Before the line went.' });
  await openNewest(reader.page);
  await allChecksHold(reader, 1);
  await openNewest(sender.page, sender);
  await reader.context.setOffline(true);
  await reader.page.getByRole('status').getByText(reader.t('layout.offline')).waitFor();
  await answer(sender, { subject: 'After', text: 'While the line was away.' });
  expect(await reader.page.getByText('While the line was away.').count()).toBe(0);
  await reader.context.setOffline(false);
  await reader.page.getByText('While the line was away.').waitFor();
  await allChecksHold(reader, 2);
  expect(await reader.page.locator('main .stop').count()).toBe(0);
}, 60_000);

test('an exercise says so in words, by a sign and a frame, in colour, in contrast and on paper', async () => {
  const { page, t } = sender;
  await page.goto(`${url}/en/exchange/new`);
  const banner = page.locator('form').getByText(t('exchange.exercise-label'));
  expect(await banner.count()).toBe(0);
  await notify({ subject: 'Drill', text: 'Invented.', exercise: true });
  await page.goto(`${url}/en/exchange/new?exercise=1`);
  await banner.waitFor();
  expect(await page.title()).toContain(t('exchange.exercise-column'));
  const words = await wordsOf('fr');
  for (const path of ['exercises', 'today', 'thread'] as const) {
    if (path === 'thread') await openNewest(reader.page, reader, 'exercises');
    else await reader.page.goto(`${url}/fr/${path}`);
    const frame = reader.page.locator('main .exercise').first();
    for (const media of [{}, { forcedColors: 'active' }, { media: 'print' }] as const) {
      await reader.page.emulateMedia(media);
      expect(await frame.getByText(words('exchange.exercise-label')).first().isVisible()).toBe(true);
      expect(await frame.getByText(words('exchange.exercise')).first().isVisible()).toBe(true);
      const seen = await frame.evaluate((e) => ({
        border: getComputedStyle(e).borderTopStyle,
        width: getComputedStyle(e).borderTopWidth,
        sign: e.querySelector('svg')!.getBoundingClientRect().width > 20,
      }));
      expect(seen).toEqual({ border: 'dashed', width: '3px', sign: true });
      await reader.page.emulateMedia({ media: null, forcedColors: null });
    }
  }
  const reply = await reader.page
    .getByRole('link', { name: reader.t('exchange.reply'), exact: true })
    .getAttribute('href');
  expect(new URL(reply!, url).searchParams.get('exercise')).toBe('1');
}, 60_000);

test('an exercise has its own icon on the tab, and its own sound once somebody switched sound on', async () => {
  const { page, t } = reader;
  const icon = () => page.locator('link[rel=icon]').getAttribute('href');
  await page.addInitScript(() => {
    const heard: number[] = [];
    Object.assign(globalThis, { heard });
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (at) {
      heard.push(this.frequency.value);
      return start.call(this, at);
    };
  });
  const heard = () => page.evaluate(() => (globalThis as unknown as { heard: number[] }).heard);
  // What was begun as an exercise is kept as one.
  await sender.page.evaluate(() => sessionStorage.clear());
  await notify({ subject: 'Real', text: 'A line.' });
  await openNewest(page);
  await page.locator('.checks').first().waitFor({ state: 'attached' });
  expect(await icon()).toMatch(/\/icon\.svg$/);
  await notify({ subject: 'Second', text: 'A line.' });
  await page.locator('.arrives').waitFor();
  expect(await heard()).toEqual([]);
  await page.getByLabel(t('live.sound')).check();
  expect(await heard()).toEqual([880]);
  await notify({ subject: 'Drill', text: 'Invented.', exercise: true });
  await expect.poll(heard).toEqual([880, 392, 294, 392]);
  await page.getByLabel(t('live.sound')).uncheck();
  await notify({ subject: 'Third', text: 'A line.' });
  await page
    .locator('.arrives')
    .getByText(t('live.waiting', { count: 2 }))
    .waitFor();
  expect(await heard()).toHaveLength(4);
  await openNewest(page);
  await page.goto(`${url}/fr/exchange/new?exercise=1`);
  await page.locator('form.exercise').waitFor();
  await expect.poll(icon).toContain('data:image/svg+xml');
}, 60_000);

test('the list of threads is filtered and taken away as a table, without script', async () => {
  const context = await chromium.browser.newContext({ javaScriptEnabled: false, acceptDownloads: true });
  await context.addCookies(await reader.context.cookies());
  const page = await context.newPage();
  const { t } = reader;
  await page.goto(`${url}/fr/exchange`);
  const all = await page.locator('article').count();
  const id = (await page.locator('article .code').first().innerText()).trim();
  await page.getByLabel(t('exchange.id-holds')).fill(id.slice(6, 16).toLowerCase());
  await page.getByRole('button', { name: t('list.find') }).click();
  expect(await page.locator('article').count()).toBe(1);
  await page.goto(`${url}/fr/exchange`);
  await page.getByLabel(t('exchange.only-open')).check();
  await page.getByRole('button', { name: t('list.find') }).click();
  const open = await page.locator('article').count();
  expect([open > 0, open < all]).toEqual([true, true]);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: t('exchange.export-csv') }).click();
  expect((await download).suggestedFilename()).toBe('threads.csv');
  const table = await (await context.request.get(`${url}/fr/exchange/threads.csv?open=1`)).text();
  expect(table.trimEnd().split('\r\n')).toHaveLength(open + 1);
  expect(table).toContain('Uruguay');
  await page.getByLabel(t('exchange.last-sender')).selectOption('and');
  await page.getByRole('button', { name: t('list.find') }).click();
  await page.getByText(t('exchange.no-match')).waitFor();
  await page.getByRole('link', { name: t('exchange.clear') }).click();
  expect(await page.locator('article').count()).toBe(all);
  await context.close();
}, 60_000);

test('a list without threads says how one begins', async () => {
  const newcomer = await visit(chromium.browser, url, {
    language: 'ar',
    viewport: { width: 320, height: 640 },
  });
  // The story of the demonstration is played by two States drawn by lot: one of these three is not among them.
  for (const state of ['بوتان', 'بليز', 'ملديف']) {
    await takeSeat(newcomer, state);
    await newcomer.page.goto(`${url}/ar/exchange`);
    if ((await newcomer.page.locator('article').count()) === 0) break;
  }
  await newcomer.page.getByText(newcomer.t('exchange.how')).waitFor();
  await looksRight(newcomer);
  await newcomer.page.getByRole('link', { name: newcomer.t('exchange.who') }).click();
  await newcomer.page.waitForURL('**/ar/directory');
  await newcomer.context.close();
}, 60_000);

test('nothing of it offended: no script failed, no policy was broken', () => {
  // Lines that were cut on purpose are reported by the browser itself.
  const own = (line: string) => !/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED/.test(line);
  expect([...sender.watch.seen, ...reader.watch.seen].filter(own)).toEqual([]);
});
