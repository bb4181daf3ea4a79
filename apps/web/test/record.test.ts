import { fromHex, parseProof, parseVerifierKey, platformVerifiers, utf8, verifyProof } from '@comity/log';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { send, takeSeat, type Visitor, visit } from './visitor.ts';
import { wordsOf } from './words.ts';

interface Listed {
  entries: { index: number; act: string; type: string; tier: string; received: string; content?: object }[];
  next?: number;
}

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;
let sender: Visitor;
let contact: string;
/** A reader without scripts, who never signed in. */
let page: Page;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
  const peer = await visit(chromium.browser, url, { language: 'en' });
  contact = await takeSeat(peer, 'Iceland');
  sender = await visit(chromium.browser, url, { language: 'en' });
  await takeSeat(sender, 'Senegal');
  await sender.page.goto(`${url}/en/exchange/new`);
  await send(sender, { subject: 'Notice', text: 'A line of text.' }, contact);
  await peer.context.close();
  page = await (await chromium.browser.newContext({ javaScriptEnabled: false })).newPage();
}, 180_000);
afterAll(() => chromium.close());

const list = async (query: string): Promise<Listed> =>
  (await (await page.request.get(`${url}/api/acts?${query}`)).json()) as Listed;
const newest = async (type: string) => (await list(`type=${type}&limit=1`)).entries[0]!;
const shown = (from: Page) => from.locator('.timeline > li').allInnerTexts();
/** The number at the end of what a line says of its place. */
const numberIn = (line: string) => Number(/(\d+)(?: ·.*)?$/.exec(line.split('\n').at(-1)!)![1]);

describe('The search of the record', () => {
  test('works without a script, and keeps the question in the address and in the form', async () => {
    const t = await wordsOf('fr');
    await page.goto(`${url}/fr/record`);
    await page.getByLabel(t('list.search'), { exact: true }).fill('A/69/801');
    await page.locator('select[name=type]').selectOption('documents.registered');
    await page.getByRole('button', { name: t('list.find') }).click();
    expect(new URL(page.url()).searchParams.get('q')).toBe('A/69/801');
    expect(await page.getByRole('status').innerText()).toBe(t('record.found', { count: 1 }));
    expect(await shown(page)).toEqual([expect.stringContaining('A/69/801')]);
    expect(await page.getByLabel(t('list.search'), { exact: true }).inputValue()).toBe('A/69/801');
    await page.getByRole('link', { name: t('record.clear') }).click();
    expect(new URL(page.url()).search).toBe('');
  });

  test('finds a participant by a part of its name in any language, and asks where several fit', async () => {
    const t = await wordsOf('ru');
    await page.goto(`${url}/ru/record`);
    const field = page.getByLabel(t('record.participant'), { exact: true });
    await field.fill('Gondor');
    await page.getByRole('button', { name: t('list.find') }).click();
    expect(await page.locator('main').innerText()).toContain(t('list.participant-none', { name: 'Gondor' }));
    expect(await page.locator('.timeline').count()).toBe(0);
    await field.fill('ICELÁND');
    await page.getByRole('button', { name: t('list.find') }).click();
    expect(await field.inputValue()).toBe('Исландия');
    const { entries } = await list('participant=isl&limit=30');
    expect((await shown(page)).map(numberIn)).toEqual(entries.map((e) => e.index));
    await page.goto(`${url}/en/record?type=body.confirmed&participant=saint`);
    const en = await wordsOf('en');
    expect(await page.getByRole('status').innerText()).toContain(
      en('list.participant-which', { name: 'saint' }),
    );
    await page.getByRole('link', { name: 'Saint Lucia' }).click();
    expect(new URL(page.url()).search).toBe('?type=body.confirmed&participant=lca');
    await page.goto(`${url}/en/directory?participant=${encodeURIComponent('<b>\u202eMali</b>')}`);
    expect(await page.getByRole('link', { name: en('participants.title') }).count()).toBeGreaterThan(0);
    expect(await page.locator('main b').count()).toBe(0);
  });

  test('of nothing that is there says how to find more', async () => {
    const t = await wordsOf('ru');
    await page.goto(`${url}/ru/record?q=zzzzzz&from=2026-01-01`);
    expect(await page.locator('main').innerText()).toContain(t('record.none-found'));
    expect(await page.locator('.timeline').count()).toBe(0);
  });

  test('goes on from page to page without a gap', async () => {
    await page.goto(`${url}/en/record?type=people.root-enrolled`);
    const seen: number[] = [];
    for (;;) {
      seen.push(...(await shown(page)).map(numberIn));
      const older = page.locator('main a.button');
      if ((await older.count()) === 0) break;
      await older.click();
    }
    const all = await list('type=people.root-enrolled&limit=500');
    expect(all.next).toBeUndefined();
    expect(seen).toEqual(all.entries.map((e) => e.index));
    expect(seen.length).toBeGreaterThan(30);
  });

  test('goes along as a table and as JSON', async () => {
    const query = 'type=body.confirmed&q=&participant=';
    const csv = await (await page.request.get(`${url}/zh/record/entries.csv?${query}`)).text();
    const json = await (await page.request.get(`${url}/zh/record/entries.json?${query}`)).json();
    const { entries } = await list('type=body.confirmed&limit=500');
    expect(json.entries).toEqual(entries);
    expect(csv.trim().split('\r\n')).toHaveLength(entries.length + 1);
    for (const e of entries) expect(csv).toContain(e.act);
  });

  test('goes along whole, however long it is', async () => {
    const { entries: everything } = (await (
      await page.request.get(`${url}/en/record/entries.json`)
    ).json()) as Listed;
    const indices = everything.map((e) => e.index);
    // Nothing is missing, twice or out of order, over more pages than one.
    expect(indices).toEqual(Array.from({ length: indices[0]! + 1 }, (_, i) => indices[0]! - i));
    expect(indices.length).toBeGreaterThan(400);
    const csv = await (await page.request.get(`${url}/en/record/entries.csv`)).text();
    expect(csv.trim().split('\r\n').length).toBeGreaterThanOrEqual(indices.length + 1);
  });
});

describe('A timeline', () => {
  test('stands on the page of its subject, and whole on its own', async () => {
    const t = await wordsOf('ar');
    await page.goto(`${url}/ar/participants/isl`);
    expect(await page.getByRole('heading', { name: t('record.timeline') }).count()).toBe(1);
    const first = await shown(page);
    await page.goto(`${url}/ar/record/about/participant/isl`);
    const whole = await shown(page);
    expect(whole.slice(0, first.length)).toEqual(first);
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    const { entries } = await list('participant=isl&limit=500');
    expect(whole).toHaveLength(entries.length);
  });

  test('calls a person by id alone, and tells what concerns it', async () => {
    const added = await newest('people.person-added');
    const { person } = (added.content as { data: { person: string } }).data;
    await page.goto(`${url}/es/record/about/person/${person}`);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain(person);
    expect((await shown(page)).map(numberIn)).toContain(added.index);
  });

  test('of a contact shows a message to a party, and nothing of it to anybody else', async () => {
    const address = `${url}/en/record/about/contact/${contact}`;
    const t = await wordsOf('en');
    const sent = (text: string) => text.includes('sent a sealed message');
    await sender.page.goto(address);
    expect((await shown(sender.page)).some(sent)).toBe(true);
    await page.goto(address);
    const open = await shown(page);
    expect(open.some(sent)).toBe(false);
    expect(open.join()).not.toContain(t('said.exchange.restricted'));
    await page.goto(`${url}/en/record?stream=exchange`);
    expect((await shown(page))[0]).toContain(t('said.exchange.restricted'));
    expect(await page.locator('.timeline a').count()).toBe(0);
  });

  test('of what cannot be a subject is not there', async () => {
    for (const path of ['nobody', 'contact/../../x', 'person/per_short', 'act/xyz'])
      expect((await page.goto(`${url}/en/record/about/${path}`))!.status()).toBe(404);
  });
});

describe('The page of an act', () => {
  test('leads from the key that signed to the root and its evidence', async () => {
    const t = await wordsOf('fr');
    const { entries } = await list('type=directory.contact-nominated&limit=500');
    const byPerson = entries.find((e) => (e.content as { actor: { person?: string } }).actor.person)!;
    await page.goto(`${url}/fr/record/${byPerson.act}`);
    const chain = await page
      .locator('h2', { hasText: t('record.certified') })
      .locator('~ ol')
      .first()
      .locator('li')
      .allInnerTexts();
    expect(chain.length).toBeGreaterThan(2);
    expect(chain.at(-1)).toContain(t('record.evidence', { channel: t('record.channel.demonstration') }));
    expect(await page.locator('main').innerText()).toContain(t('record.key.file'));
    await page.locator('dl a[href*="/rules#"]').click();
    expect(await page.locator('dt:target').count()).toBe(1);
  });

  test('shows a proof that holds, and the lines that check it', async () => {
    const { act } = await newest('documents.registered');
    await page.goto(`${url}/en/record/${act}`);
    const text = await page.locator('pre', { hasText: 'c2sp.org/tlog-proof@v1' }).innerText();
    const [, leaf = ''] = /--leaf ([0-9a-f]{64})/.exec(await page.locator('main').innerText()) ?? [];
    const about = (await (await page.request.get(`${url}/about.json`)).json()) as { key: string };
    const { name, publicKey } = parseVerifierKey(about.key);
    const proof = parseProof(utf8(`${text.trimEnd()}\n`));
    const ed25519 = platformVerifiers.ed25519!;
    expect(await verifyProof(proof, fromHex(leaf), { origin: name, publicKey }, ed25519)).toBeDefined();
    const other = fromHex(leaf.replace(/^./, (d) => (d === '0' ? '1' : '0')));
    expect(await verifyProof(proof, other, { origin: name, publicKey }, ed25519)).toBeUndefined();
  });

  test('says in every language what it cannot prove', async () => {
    const { act } = await newest('directory.contact-nominated');
    for (const language of ['ar', 'zh', 'en', 'fr', 'ru', 'es']) {
      const t = await wordsOf(language);
      await page.goto(`${url}/${language}/record/${act}`);
      const text = await page.locator('main').innerText();
      for (const key of ['cannot-title', 'cannot.page', 'cannot.one-record', 'cannot.absent'] as const)
        expect(text).toContain(t(`record.${key}`));
      expect(text).not.toMatch(/[⟦⟧]/);
    }
  });
});

test('pages of the record weigh at most 15 kB on first load', async () => {
  const { act } = await newest('directory.contact-nominated');
  const accept = { 'accept-encoding': 'br', 'accept-language': 'ar' };
  const heavy: string[] = [];
  for (const language of ['ar', 'ru']) {
    for (const path of ['record', `record/${act}`, 'record/about/participant/isl', 'record?q=a']) {
      const reader = await chromium.browser.newPage({ extraHTTPHeaders: accept });
      const line = await reader.context().newCDPSession(reader);
      await line.send('Network.enable');
      let bytes = 0;
      line.on('Network.loadingFinished', (e) => {
        bytes += e.encodedDataLength;
      });
      await reader.goto(`${url}/${language}/${path}`, { waitUntil: 'networkidle' });
      if (bytes === 0 || bytes > 15_000) heavy.push(`${language}/${path}: ${bytes}`);
      console.log(`${language}/${path}: ${bytes} bytes`);
      await reader.close();
    }
  }
  expect(heavy).toEqual([]);
});
