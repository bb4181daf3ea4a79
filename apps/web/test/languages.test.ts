import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { MISSING } from './places.ts';
import { looksRight, type Visitor, visit } from './visitor.ts';
import { wordsOf } from './words.ts';

const COMITY = join(import.meta.dirname, '../../comity/bin/comity.js');

/** Eleven members with names of their own, none of them a State of any list. */
const MEMBERS: readonly (readonly [id: string, en: string, pt: string])[] = [
  ['aurelia', 'Aurelia', 'Aurélia'],
  ['brisamar', 'Brisamar', 'Brisamar'],
  ['cabo-alto', 'High Cape', 'Cabo Alto'],
  ['dorneva', 'Dorneva', 'Dorneva'],
  ['ilha-nova', 'New Island', 'Ilha Nova'],
  ['lagoa', 'Lagoa', 'Lagoa'],
  ['monte-leao', 'Mount Lion', 'Monte Leão'],
  ['pedralva', 'Pedralva', 'Pedralva'],
  ['rio-claro', 'Clear River', 'Rio Claro'],
  ['serrania', 'Serrania', 'Serrânia'],
  ['verdemar', 'Green Sea', 'Verdemar'],
];
const BODY = {
  name: { en: 'Coastal Commission', pt: 'Comissão Costeira' },
  purpose: { en: 'Points of contact among eleven States.', pt: 'Pontos de contacto entre onze Estados.' },
  languages: ['en', 'pt'],
  logOrigin: 'coastal.example/log',
  origins: ['http://localhost:3000'],
  rpIds: ['localhost'],
  confirmations: 6,
  hostChange: 7,
  secretariat: { id: 'secretariat', names: { en: 'Secretariat', pt: 'Secretariado' }, root: 'make' },
  participants: MEMBERS.map(([id, en, pt]) => ({
    id,
    kind: id === 'lagoa' ? 'observer' : 'state',
    names: { en, pt },
  })),
};

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;
let body: { url: string; end(): Promise<void> };
const en = await wordsOf('en');

beforeAll(async () => {
  [body, chromium] = await Promise.all([serveBody(), launchBrowser()]);
  url = body.url;
}, 180_000);
afterAll(() => Promise.all([chromium.close(), body.end()]));

/** Founds the body from its configuration, as its founders do, and serves it until the end. */
async function serveBody() {
  const folder = await mkdtemp(join(tmpdir(), 'comity-coastal-'));
  const { NODE_ENV: _, VITEST: __, ...inherited } = process.env;
  const data = join(folder, 'data');
  const env = {
    ...inherited,
    COMITY_DATA: data,
    COMITY_KEYS: join(folder, 'keys'),
    PORT: '0',
    HOST: 'localhost',
  };
  const run = (...args: string[]) => spawn(process.execPath, [COMITY, ...args], { env, stdio: 'ignore' });
  await writeFile(join(folder, 'body.json'), JSON.stringify(BODY));
  const founded = await new Promise((resolve) =>
    run('init', join(folder, 'body.json')).once('exit', resolve),
  );
  if (founded !== 0) throw new Error(`comity init ended with ${founded}.`);
  const server = run('serve');
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const end = async () => {
    server.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  };
  return { url: await awaitUrl(join(data, 'url')), end };
}

async function awaitUrl(path: string): Promise<string> {
  for (let i = 0; i < 1200; i++) {
    const [found = ''] = (await readFile(path, 'utf8').catch(() => '')).split('\n');
    if (URL.canParse(found)) return found;
    await sleep(100);
  }
  throw new Error('The body was not served.');
}

/** Pages that anybody may read, without a seat. */
async function places(): Promise<string[]> {
  const answer = await fetch(`${url}/api/acts`);
  const { entries } = (await answer.json()) as { entries: { act: string }[] };
  const fixed = [
    '',
    '/participants',
    '/participants/monte-leao',
    '/directory',
    '/documents',
    '/record',
    '/rules',
  ];
  return [...fixed, '/verify', '/state', '/nowhere', `/record/${entries.at(-1)!.act}`];
}

/** Everything shown that names something: an empty one would be a label that is missing. */
async function labels(page: Page): Promise<string[]> {
  const shown = page.locator('h1, h2, h3, nav a, th, dt, label > span, button').filter({ visible: true });
  return [await page.title(), ...(await shown.allInnerTexts())].map((text) => text.trim());
}

/** A reader of Portuguese: the words of the interface are the English ones, between marks. */
async function visitPortuguese(): Promise<Visitor> {
  const v = await visit(chromium.browser, url, { language: 'en', locale: 'pt' });
  const t = Object.assign((...given: Parameters<typeof en>) => `⟦${en(...given)}⟧`, {
    ...en,
    language: 'pt',
  });
  return { ...v, t };
}

test('a body from configuration is whole in English, and nowhere a demonstration', async () => {
  const v = await visit(chromium.browser, url, { language: 'en' });
  for (const path of await places()) {
    await v.page.goto(`${url}/en${path}`);
    await looksRight(v);
    const text = await v.page.locator('body').innerText();
    expect([path, text.includes('⟦'), (await labels(v.page)).includes('')]).toEqual([path, false, false]);
    expect([path, await v.page.locator('.banner').count(), text.includes(en('layout.take-a-seat'))]).toEqual([
      path,
      0,
      false,
    ]);
  }
  expect((await v.context.request.get(`${url}/en/seat`)).status()).toBe(404);
  await v.context.close();
}, 60_000);

test('in a language without a catalogue every label stands in English between marks, none is empty', async () => {
  const v = await visitPortuguese();
  const faults: string[] = [];
  for (const path of await places()) {
    await v.page.goto(`${url}/pt${path}`);
    await looksRight(v);
    const text = await v.page.locator('body').innerText();
    // A key instead of words, a place that nobody filled in, a label that is missing.
    for (const bad of text.match(/⟦[a-z-]+\.[\w.-]+⟧|\{\w+\}|undefined|\[object/g) ?? [])
      faults.push(`${path}: ${bad}`);
    if ((await labels(v.page)).includes('')) faults.push(`${path}: an empty label`);
    faults.push(...(await findings(v.page)).map((f) => `${path}: ${f}`));
  }
  expect(faults).toEqual([]);
  await v.page.goto(`${url}/pt/participants`);
  expect(await v.page.locator('h1').innerText()).toBe(v.t('participants.title'));
  expect(await v.page.locator('th').first().innerText()).toBe(v.t('participants.name'));
  await v.page.goto(`${url}/pt/record`);
  // The oldest stands last; the host may have stated an epoch since.
  expect(await v.page.locator('.timeline li').last().innerText()).toMatch(
    /^⟦⟦The host⟧: the body was founded⟧/,
  );
  expect(v.watch.seen.filter((line) => !line.includes('/nowhere'))).toEqual([]);
  // An error page is no exception, whether the pages or the API found nothing.
  // Whoever is not signed in is asked to do that first, in these rooms.
  const open = MISSING.filter(
    ([path]) => !/^\/(?:exchange|exercises|clearance|consultations|pings|state)\//.test(path),
  );
  for (const [path, title] of [...open, ['/seat', 'error.platform.not-found'] as const]) {
    expect([path, (await v.page.goto(`${url}/pt${path}`))!.status()]).toEqual([path, 404]);
    expect([path, await v.page.locator('h1').innerText()]).toEqual([path, v.t(title)]);
  }
  await v.context.close();
}, 60_000);

test('members and body are named as the configuration names them, in the order of the reader’s language', async () => {
  const { page, context } = await visitPortuguese();
  const listed = async (language: string) => {
    await page.goto(`${url}/${language}/participants`);
    return page.locator('tbody td:first-child').allInnerTexts();
  };
  const inOrder = (names: string[], tag: string) => [...names].sort(new Intl.Collator(tag).compare);
  expect(await listed('pt')).toEqual(inOrder([...MEMBERS.map(([, , pt]) => pt), 'Secretariado'], 'pt'));
  expect(await page.locator('header .name').innerText()).toBe('Comissão Costeira');
  expect(await listed('en')).toEqual(inOrder([...MEMBERS.map(([, name]) => name), 'Secretariat'], 'en'));
  expect(await page.locator('header .name').innerText()).toBe('Coastal Commission');
  await page.goto(`${url}/pt/participants/monte-leao`);
  expect(await page.locator('h1').innerText()).toBe('Monte Leão');
  await context.close();
});

test('the language switch offers the languages of the body only, and keeps the place', async () => {
  const v: Visitor = await visitPortuguese();
  await v.page.goto(url);
  expect(new URL(v.page.url()).pathname).toBe('/pt');
  const choices = v.page.locator('header nav').first().getByRole('link');
  expect(await choices.allInnerTexts()).toEqual(['English', 'Português']);
  await v.page.goto(`${url}/pt/participants/rio-claro`);
  await choices.first().click();
  await v.page.waitForURL('**/en/participants/rio-claro');
  expect(await v.page.locator('html').getAttribute('lang')).toBe('en');
  expect((await v.context.request.get(`${url}/fr`, { maxRedirects: 0 })).status()).toBe(302);
  await v.context.close();
});

test('times are written as the reader’s language writes them', async () => {
  const { page, context } = await visitPortuguese();
  await page.goto(`${url}/pt/record`);
  const year = new Date().getUTCFullYear();
  expect(await page.locator('.timeline time').first().innerText()).toMatch(
    new RegExp(`^\\d{1,2} de [a-zç]+ de ${year} .*UTC$`),
  );
  await context.close();
});
