import fc from 'fast-check';
import type { APIResponse, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { atomOf, type Feed } from '../src/lib/server/record/atom.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { send, takeSeat, type Visitor, visit } from './visitor.ts';

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
  contact = await takeSeat(peer, 'Finland');
  sender = await visit(chromium.browser, url, { language: 'en' });
  await takeSeat(sender, 'Mali');
  await sender.page.goto(`${url}/en/exchange/new`);
  await send(sender, { subject: 'Notice', text: 'A line of text.' }, contact);
  await peer.context.close();
  page = await (await chromium.browser.newContext({ javaScriptEnabled: false })).newPage();
}, 180_000);
afterAll(() => chromium.close());

const list = async (query: string): Promise<Listed> =>
  (await (await page.request.get(`${url}/api/acts?${query}`)).json()) as Listed;
const newest = async (type: string) => (await list(`type=${type}&limit=1`)).entries[0]!;

/** A feed as an XML parser reads it; throws where it is not well-formed. */
const parsed = async (text: string) => {
  const reader = await chromium.browser.newPage();
  const found = await reader.evaluate((xml) => {
    const doc = new DOMParser().parseFromString(xml, 'application/xml');
    const fault = doc.querySelector('parsererror')?.textContent;
    if (fault) throw new Error(fault);
    const text = (of: Element, name: string) =>
      [...of.children].filter((c) => c.localName === name).map((c) => c.textContent ?? '');
    const links = (of: Element) =>
      [...of.children]
        .filter((c) => c.localName === 'link')
        .map((c) => [c.getAttribute('rel'), c.getAttribute('href')] as const);
    const root = doc.documentElement;
    const read = (of: Element) => ({
      id: text(of, 'id'),
      title: text(of, 'title'),
      updated: text(of, 'updated'),
      author: [...of.children].filter((c) => c.localName === 'author').map((a) => text(a, 'name')),
      links: links(of),
    });
    const entries = [...root.children].filter((c) => c.localName === 'entry');
    return {
      root: [root.localName, root.namespaceURI, root.getAttribute('xml:lang')],
      feed: read(root),
      entries: entries.map(read),
    };
  }, text);
  await reader.close();
  return found;
};
const feedAt = (query: string, headers: Record<string, string> = {}): Promise<APIResponse> =>
  page.request.get(`${url}/${query}`, { headers });
const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

describe('A feed', () => {
  test.each(['record/feed.atom', 'record/feed.atom?participant=fin', 'record/feed.atom?q=zzzzzz'])(
    'has what RFC 4287 asks for: %s',
    async (path) => {
      for (const language of ['ar', 'fr']) {
        const answer = await feedAt(`${language}/${path}`);
        expect(answer.headers()['content-type']).toBe('application/atom+xml; charset=utf-8');
        const { root, feed, entries } = await parsed(await answer.text());
        expect(root).toEqual(['feed', 'http://www.w3.org/2005/Atom', language]);
        expect(feed.author).toHaveLength(1);
        for (const of of [feed, ...entries]) {
          expect([of.id.length, of.title.length, of.updated.length]).toEqual([1, 1, 1]);
          expect(of.id[0]).toMatch(/^tag:[a-z0-9.-]+,\d{4}-\d{2}-\d{2}:[0-9a-f]{64}\//);
          expect(of.updated[0]).toMatch(DATE);
          expect(of.title[0]).not.toBe('');
          expect(of.links.filter(([rel]) => rel === 'alternate')).toHaveLength(1);
        }
        expect(feed.links.find(([rel]) => rel === 'self')?.[1]).toBe(`${url}/${language}/${path}`);
        expect(new Set(entries.map((e) => e.id[0])).size).toBe(entries.length);
      }
    },
  );

  test('calls an act by the same id in every language, and leads to its page', async () => {
    const { act } = await newest('body.confirmed');
    const ids: string[] = [];
    for (const language of ['zh', 'es']) {
      const answer = await feedAt(`${language}/record/feed.atom?q=${act}`);
      const { entries } = await parsed(await answer.text());
      const [, href] = entries[0]!.links.find(([rel]) => rel === 'alternate')!;
      expect((await page.goto(href!))!.status()).toBe(200);
      expect(page.url()).toBe(`${url}/${language}/record/${act}`);
      ids.push(entries[0]!.id[0]!);
    }
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]!.endsWith(`/${act}`)).toBe(true);
  });

  test('is not sent again to whoever has it', async () => {
    const path = 'fr/record/feed.atom?type=body.founded';
    const { etag, 'last-modified': modified } = (await feedAt(path)).headers() as Record<string, string>;
    const status = async (headers: Record<string, string>) => (await feedAt(path, headers)).status();
    expect(await status({ 'if-none-match': etag! })).toBe(304);
    expect(await status({ 'if-modified-since': modified! })).toBe(304);
    expect(await status({ 'if-none-match': 'W/"other"' })).toBe(200);
    expect(await status({ 'if-none-match': 'W/"other"', 'if-modified-since': modified! })).toBe(200);
    expect(await status({ 'if-modified-since': new Date(0).toUTCString() })).toBe(200);
    expect(await status({ 'if-modified-since': 'yesterday' })).toBe(200);
  });

  test('holds nothing that is restricted, also for somebody who signed in', async () => {
    for (const query of ['?stream=exchange', `?about=contact/${contact}`]) {
      const path = `${url}/en/record/feed.atom${query}`;
      const own = await (await sender.context.request.get(path)).text();
      expect(own).toBe(await (await page.request.get(path)).text());
      expect(own).not.toContain('sealed message');
    }
  });

  test('is named on the pages that show the same', async () => {
    for (const path of ['record', 'record/about/body', 'participants/fin', `directory/${contact}`]) {
      await page.goto(`${url}/ar/${path}`);
      const href = await page.locator('link[type="application/atom+xml"]').getAttribute('href');
      expect([path, (await page.request.get(new URL(href!, url).href)).status()]).toEqual([path, 200]);
    }
  });

  test('stays well-formed and says the same whatever words it is given', async () => {
    const base: Feed = {
      ...{ id: 'tag:x,2026-01-01:1', language: 'en', author: 'A', self: 'http://x/', page: 'http://x/' },
      ...{ title: 'T', updated: '2026-01-01T00:00:00.000Z', entries: [] },
    };
    const entry = { id: 'tag:x,2026-01-01:2', updated: base.updated, category: { term: 't', label: 'l' } };
    const words = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        ']]><x>&amp;&#0;',
        '\u0000\u001b[2J\ufffe\uffff',
        '\ud800 alone',
        '\u202egnp.exe\u2066',
        '"><script>1</script>',
      ),
    );
    const titles = fc.sample(words, 200);
    const entries = titles.map((title) => ({ ...entry, title, page: `http://x/?${title}` }));
    const read = await parsed(atomOf({ ...base, entries }));
    const fit = (text: string) =>
      text
        .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
        .replace(/\r\n?/g, '\n');
    expect(read.entries.map((e) => e.title[0])).toEqual(titles.map(fit));
  });
});
