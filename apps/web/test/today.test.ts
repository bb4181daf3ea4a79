import { get } from 'node:http';
import { brotliDecompressSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { looksRight, send, takeSeat, type Visitor, visit } from './visitor.ts';

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;
let sender: Visitor;
/** Five and a half hours ahead of UTC. */
let reader: Visitor;
let contact: string;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse('-today'), launchBrowser()]);
  sender = await visit(chromium.browser, url, { language: 'en' });
  reader = await visit(chromium.browser, url, { language: 'fr', timezoneId: 'Asia/Kolkata' });
  await takeSeat(sender, 'Samoa');
  contact = await takeSeat(reader, 'Népal');
  for (const hours of [72, 0, 4, 24]) await notify(hours);
}, 180_000);
afterAll(() => chromium.close());

async function notify(hours: number): Promise<void> {
  const { page, t } = sender;
  await page.goto(`${url}/en/exchange/new`);
  await page.locator('fieldset:enabled').first().waitFor();
  await page.getByLabel(t('exchange.deadline')).selectOption(String(hours));
  await send(sender, { subject: `Within ${hours} hours`, text: 'Please reply.' }, contact);
}

const sinceLine = (page: Page) => page.locator('[data-name]');

async function openToday(page: Page): Promise<void> {
  await page.goto(`${url}/fr/today`);
  await page.locator('[data-name]:not([data-size])').waitFor({ state: 'attached' });
}

/** As if the last visit had been some hours earlier, and the record shorter by some entries. */
const leaveFor = (page: Page, hours: number, entries: number) =>
  page.evaluate(
    ([hours, entries]) => {
      const name = Object.keys(localStorage).find((key) => key.startsWith('comity-visits '))!;
      const { latest } = JSON.parse(localStorage.getItem(name)!) as { latest: { size: number; at: string } };
      const at = new Date(Date.parse(latest.at) - hours! * 3_600_000).toISOString();
      localStorage.setItem(name, JSON.stringify({ latest: { size: latest.size - entries!, at } }));
    },
    [hours, entries],
  );

test('what is due first comes first, and what has no deadline last', async () => {
  await openToday(reader.page);
  const due = await reader.page
    .locator('article time')
    .evaluateAll((all) => all.map((each) => each.getAttribute('datetime')!));
  expect(due).toHaveLength(3);
  expect(due).toEqual([...due].sort());
  expect(await reader.page.locator('article').last().locator('time').count()).toBe(0);
  expect(await reader.page.locator('article').count()).toBe(4);
});

test('a deadline is said in UTC and in the zone of the reader', async () => {
  await openToday(reader.page);
  const [line] = await reader.page.locator('article p').allInnerTexts();
  const at = new Date((await reader.page.locator('article time').first().getAttribute('datetime'))!);
  const clock = (ms: number) => new Date(ms).toISOString().slice(11, 16);
  expect(line).toContain(`${clock(at.getTime())} UTC`);
  expect(line).toContain(`Dans votre fuseau horaire`);
  expect(line).toContain(clock(at.getTime() + 5.5 * 3_600_000));
  expect(line).toContain('UTC+05:30');
});

test('a first visit says so; a later one says what came since, and leads to it on the record', async () => {
  const { page, t } = reader;
  await page.evaluate(() => localStorage.clear());
  await openToday(page);
  expect(await sinceLine(page).innerText()).toBe(t('today.first'));
  await openToday(page);
  expect(await sinceLine(page).innerText()).toBe(t('today.first'));
  await leaveFor(page, 5, 3);
  await openToday(page);
  expect(await sinceLine(page).innerText()).toMatch(
    /^Nouvelles inscriptions depuis votre dernière visite.* 3$/,
  );
  expect(await page.locator('li .state:visible').count()).toBe(3);
  expect(await findings(page)).toEqual([]);
  // Another look in the same visit says the same.
  await openToday(page);
  expect(await page.locator('li .state:visible').count()).toBe(3);
  const oldest = Number(await page.locator('li:has(.state:visible)').last().getAttribute('data-index'));
  await page.getByRole('link', { name: t('today.read-on') }).click();
  await page.waitForURL('**/fr/record?before=*');
  await page
    .getByText(t('record.entry-number', { number: oldest }), { exact: false })
    .first()
    .waitFor();
  await leaveFor(page, 5, 0);
  await openToday(page);
  expect(await sinceLine(page).innerText()).toMatch(
    /^Aucun changement au registre depuis votre dernière visite/,
  );
  expect(await page.locator('li .state:visible').count()).toBe(0);
});

test('nothing of a visit is told to the server', async () => {
  const page = await reader.context.newPage();
  const asked: string[] = [];
  page.on('request', (r) => asked.push(`${r.method()} ${r.url().slice(url.length)}${r.postData() ?? ''}`));
  await openToday(page);
  await page.waitForLoadState('load');
  expect(asked).toContain('GET /fr/today');
  // Addresses alone, the same for everybody: nothing is asked with a query or a body.
  expect(asked.filter((each) => !/^GET [\w./-]+$/.test(each))).toEqual([]);
  await page.close();
});

test('a sealed message is told here as well', async () => {
  await openToday(reader.page);
  await notify(4);
  const line = reader.page.getByRole('status').getByText(reader.t('live.waiting', { count: 1 }));
  await line.waitFor();
  await looksRight(reader);
});

test('without a script all of it can be read, and with one it stays a page for slow lines', async () => {
  const context = await chromium.browser.newContext({ javaScriptEnabled: false, locale: 'ar' });
  await context.addCookies(await reader.context.cookies());
  const page = await context.newPage();
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(`${url}/ar/today`);
  const v = await visit(chromium.browser, url, { language: 'ar' });
  await page.getByText(v.t('today.here-only')).waitFor();
  expect(await page.locator('article time').first().innerText()).toContain('UTC');
  expect(await page.getByText(v.t('today.new')).first().isVisible()).toBe(false);
  expect(await page.getByText(v.t('live.waiting', { count: 1 })).count()).toBe(0);
  await looksRight({ ...v, page });
  expect(await costOf(`${url}/ar/today`, await cookieOf(reader))).toBeLessThan(15_000);
  await Promise.all([context.close(), v.context.close()]);
});

const cookieOf = async ({ context }: Visitor): Promise<string> =>
  (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');

/** Compressed bytes of a page with its styles and scripts. */
async function costOf(address: string, cookie: string): Promise<number> {
  const read = async (from: string) => {
    const answer = await fetchRaw(from, cookie);
    return { size: answer.length, text: brotliDecompressSync(answer).toString() };
  };
  const page = await read(address);
  const parts = [...page.text.matchAll(/(?:href|src)="([^"]+\.(?:css|js))"/g)].map(([, part]) => part!);
  expect(parts.some((part) => part.includes('here.script'))).toBe(true);
  const sizes = await Promise.all(parts.map(async (part) => (await read(new URL(part, address).href)).size));
  return page.size + sizes.reduce((all, size) => all + size, 0);
}

/** The bytes on the wire: `fetch` would unpack them. */
function fetchRaw(address: string, cookie: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    get(address, { headers: { cookie, 'accept-encoding': 'br' } }, (answer) => {
      const chunks: Buffer[] = [];
      answer
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        .on('end', () => resolve(Buffer.concat(chunks)));
    }).on('error', reject);
  });
}

test('nothing of it offended: no script failed, no policy was broken', () => {
  expect([...sender.watch.seen, ...reader.watch.seen]).toEqual([]);
});
