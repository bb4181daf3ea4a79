import { createServer, type Server } from 'node:http';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeAdministratorSeat } from './administrator.ts';
import { launchBrowser } from './browser.ts';
import { furnish } from './furnished.ts';
import { openHouse } from './house.ts';
import { actingPlaces, addressOf, housePlaces, readingPlaces } from './places.ts';
import { allChecksHold, looksRight, send, takeSeat, type Visitor, visit } from './visitor.ts';

const HOSTILE = [
  '<img src=x onerror="globalThis.taken=1"><script>globalThis.taken=1</script>',
  '"><svg onload=globalThis.taken=1>{@html 1}{{7*7}}',
  '\u202Egnp.exe\u2066 Оmаn раураl \u200F\u061C',
  "' OR 1=1 --%27%22%3C",
];

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;
let sender: Visitor;
let receiver: Visitor;
let contact: string;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
  sender = await visit(chromium.browser, url, { language: 'en' });
  receiver = await visit(chromium.browser, url, { language: 'en' });
  await takeSeat(sender, 'Ghana');
  contact = await takeSeat(receiver, 'Chile');
}, 180_000);
afterAll(() => chromium.close());

const isTaken = ({ page }: Visitor) => page.evaluate(() => 'taken' in globalThis);

test('hostile text in every query and address comes back as text', async () => {
  const v = await visit(chromium.browser, url, { language: 'fr' });
  const places = await readingPlaces(v.context.request, url);
  const fields = ['q', 'participant', 'class', 'language', 'kind', 'version', 'before', 'signed'];
  for (const text of HOSTILE) {
    const query = new URLSearchParams(fields.map((name) => [name, text]));
    for (const place of places) {
      const answer = await v.page.goto(`${addressOf(url, 'fr', place)}?${query}`);
      expect([place.name, text, answer!.status() < 500]).toEqual([place.name, text, true]);
      expect([
        place.name,
        await isTaken(v),
        await v.page.locator('main img, main script, main svg').count(),
      ]).toEqual([place.name, false, 0]);
    }
    await v.page.goto(`${url}/fr/documents?q=${encodeURIComponent(text)}`);
    expect(await v.page.locator('input[name=q]').inputValue()).toBe(text);
    await v.page.goto(`${url}/fr/documents/${encodeURIComponent(text)}`);
    expect(await v.page.locator('h1').count()).toBe(1);
  }
  await v.context.close();
}, 90_000);

test('hostile text in a sealed message comes back as the text it is', async () => {
  const [subject, ...lines] = HOSTILE;
  const letter = { subject: subject!, text: lines.join('\n') };
  await sender.page.goto(`${url}/en/exchange/new`);
  await send(sender, letter, contact);
  await receiver.page.goto(`${url}/en/today`);
  await receiver.page.locator('article h3 a').first().click();
  await allChecksHold(receiver, 1);
  expect(await receiver.page.locator('article h2').innerText()).toBe(subject);
  const shown = await receiver.page.locator('article div[lang] p').allTextContents();
  expect(shown).toEqual(lines);
  expect(await isTaken(receiver)).toBe(false);
  await looksRight(receiver);
  expect([...sender.watch.seen, ...receiver.watch.seen]).toEqual([]);
}, 60_000);

/** Pastes as a browser does: the field cuts what it does not take. */
const paste = async (target: Locator, text: string): Promise<void> => {
  await target.focus();
  await target.page().keyboard.insertText(text);
};

test('a paste of one megabyte leaves the page alive and says what it takes', async () => {
  const { page, t } = sender;
  await page.goto(`${url}/en/exchange/new`);
  await page.locator(`input[value="${contact}"]`).check();
  const megabyte = 'é'.repeat(1 << 20);
  await paste(page.getByLabel(t('exchange.subject')), megabyte);
  await paste(page.getByLabel(t('exchange.text'), { exact: true }), megabyte);
  expect((await page.getByLabel(t('exchange.subject')).inputValue()).length).toBe(300);
  expect((await page.getByLabel(t('exchange.text'), { exact: true }).inputValue()).length).toBe(30_000);
  await looksRight(sender);
  const answer = await fetch(`${url}/en/documents?q=${'x'.repeat(1 << 20)}`).catch(() => undefined);
  expect(answer === undefined || answer.status >= 400).toBe(true);
  expect((await fetch(`${url}/en/documents`)).status).toBe(200);
}, 60_000);

const serveFrame = (target: string): Promise<Server> =>
  new Promise((resolve) => {
    const server = createServer((_request, reply) => {
      reply.setHeader('content-type', 'text/html');
      reply.end(
        `<!doctype html><title>elsewhere</title><iframe src="${target}" width="900" height="700"></iframe>`,
      );
    });
    server.listen(0, '127.0.0.1', () => resolve(server));
  });

test('no page lets itself be framed', async () => {
  const places = [
    ...(await readingPlaces(sender.context.request, url)),
    ...(await actingPlaces(sender.context.request, url)),
  ];
  for (const place of places) {
    const answer = await sender.context.request.get(addressOf(url, 'en', place));
    expect([place.name, answer.headers()['content-security-policy']]).toEqual([
      place.name,
      expect.stringContaining("frame-ancestors 'none'"),
    ]);
  }
  const elsewhere = await serveFrame(`${url}/en/seat`);
  const { port } = elsewhere.address() as { port: number };
  const page = await sender.context.newPage();
  const refusals: string[] = [];
  page.on('console', (m) => refusals.push(m.text()));
  await page.goto(`http://127.0.0.1:${port}/`);
  const frame = page.frames().find((f) => f !== page.mainFrame());
  expect(await frame!.locator('main').count()).toBe(0);
  expect(refusals.join()).toContain('frame-ancestors');
  await page.close();
  elsewhere.close();
}, 60_000);

test('a cookie of another body, or of nobody, reads as nobody', async () => {
  const others = ['x', 'a'.repeat(43), 'AAAA.BBBB', '%00%0d%0a', `${'é'.codePointAt(0)}`];
  for (const value of others) {
    const headers = { cookie: `comity_session=${value}` };
    const page = await fetch(`${url}/en`, { headers });
    expect([value, page.status]).toEqual([value, 200]);
    expect(await page.text()).toContain('/en/seat');
    expect((await fetch(`${url}/api/exchange/threads`, { headers })).status).toBe(401);
    expect((await fetch(`${url}/en/today`, { headers, redirect: 'manual' })).headers.get('location')).toBe(
      '/en/seat',
    );
  }
});

test('what changes something does not act for a cookie sent from another origin', async () => {
  const cookies = await sender.context.cookies();
  const held = cookies.find((c) => c.name === 'comity_session')!;
  expect(held).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  const cookie = `comity_session=${held.value}`;
  const bytes = 'nothing';
  const blob = `${url}/api/blobs/${await hexOf(bytes)}`;
  const put = (headers: Record<string, string>) =>
    fetch(blob, {
      method: 'PUT',
      body: bytes,
      headers: { 'content-type': 'application/octet-stream', ...headers },
    });
  for (const origin of [
    'https://elsewhere.example',
    'null',
    `${url}.elsewhere.example`,
    'http://127.0.0.1:1',
  ]) {
    expect([origin, (await put({ cookie, origin })).status]).toEqual([origin, 401]);
  }
  expect((await put({ cookie })).status).toBe(401);
  const leave = (origin: string) =>
    fetch(`${url}/api/sessions`, { method: 'DELETE', headers: { cookie, origin } });
  await leave('https://elsewhere.example');
  expect((await fetch(`${url}/api/me`, { headers: { cookie } })).status).toBe(200);
  // The same request from our own pages is heard: what refused the others was their origin.
  expect((await put({ cookie, origin: url })).status).toBeLessThan(300);
});

async function hexOf(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text))).toString('hex');
}

test('every form of the house takes hostile text as text, and a paste of one megabyte, and stays alive', async () => {
  const v = await visit(chromium.browser, url, { language: 'en' });
  const { page } = v;
  await takeAdministratorSeat(v, 'Bahrain');
  const { participant, person, contact: own } = await furnish(v);
  const places = housePlaces({ participant, person, contact: own });
  const filled: string[] = [];
  for (const place of places) {
    await page.goto(addressOf(url, 'en', place));
    if (place.atRest) await page.locator(place.atRest).first().waitFor();
    for (const form of await page.locator('main form').all()) {
      const fields = await form
        .locator(
          'input:not([type]):enabled, input[type=text]:enabled, input[type=search]:enabled, textarea:enabled',
        )
        .filter({ visible: true })
        .all();
      for (const text of [...HOSTILE, 'é'.repeat(1 << 20)])
        for (const field of fields) {
          await field.fill('');
          await paste(field, text);
        }
      for (const [i, field] of fields.entries()) {
        await field.fill('');
        await paste(field, HOSTILE[i % HOSTILE.length]!);
      }
      if (fields.length > 0) filled.push(place.name);
      const send = form.locator('button.primary:enabled').first();
      if (fields.length > 0 && (await send.count()) > 0) {
        await send.click();
        await page.waitForTimeout(300);
        await page.keyboard.press('Escape');
      }
      expect([place.name, await isTaken(v)]).toEqual([place.name, false]);
    }
    await looksRight(v);
    expect([place.name, await page.locator('main img, main script').count()]).toEqual([place.name, 0]);
  }
  expect(new Set(filled)).toEqual(
    new Set([...['new person', 'person', 'nominate', 'change', 'duty', 'custody'], ...['tried', 'alerts']]),
  );
  expect(v.watch.seen).toEqual([]);
  await v.context.close();
}, 120_000);
