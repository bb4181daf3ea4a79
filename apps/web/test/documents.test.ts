import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { looksRight, type Setting, takeSeat, type Visitor, visit } from './visitor.ts';

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;
let draft: {
  document: string;
  titles: Record<string, string>;
  versions: { language: string; sha256: string }[];
};

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
  const { documents } = (await (await fetch(`${url}/api/documents`)).json()) as {
    documents: (typeof draft & { symbol?: string })[];
  };
  draft = documents.find(({ symbol }) => symbol?.includes('CRP.1'))!;
}, 180_000);
afterAll(() => chromium.close());

const goto = ({ page, t }: Visitor, path: string) => page.goto(`${url}/${t.language}${path}`);

/** From the list to a document, what it says of itself, its versions compared, and what came since it was read. */
async function tell(setting: Setting, state: string): Promise<void> {
  const v = await visit(chromium.browser, url, setting);
  const { page, t, hands } = v;
  await takeSeat(v, state);
  await goto(v, '/documents');
  await hands.press(page.getByRole('link', { name: draft.titles[t.language]! }));
  await page.getByRole('heading', { name: t('documents.clock') }).waitFor();
  await looksRight(v);
  expect(
    await page
      .locator('dd', { hasText: t('documents.standing-differs', { missing: '1', outdated: '1' }) })
      .count(),
  ).toBe(5);
  await hands.press(page.getByRole('link', { name: t('compare.title') }));
  await page.waitForURL('**/compare**');
  await looksRight(v);
  // In a language with one version there is nothing to compare yet: the versions of the original are chosen.
  const [now, before] = draft.versions.filter((x) => x.language === 'en');
  await goto(v, `/documents/${draft.document}/compare?before=${before!.sha256}&after=${now!.sha256}`);
  expect(await page.locator('.comparison ins').allTextContents()).toEqual([
    ', anew on each day',
    'A summary is circulated after each part.',
  ]);
  expect(await page.locator('.comparison del').count()).toBe(0);
  await hands.press(page.getByRole('link', { name: t('compare.since') }));
  await page.getByText(t('compare.never-read')).waitFor();
  await hands.press(page.getByRole('button', { name: t('compare.mark') }));
  await page.getByText(t('compare.up-to-date')).waitFor();
  await page.reload();
  await page.getByText(t('compare.up-to-date')).waitFor();
  // What a colleague had read before the amendment.
  await v.context.request.put(`${url}/api/documents/${draft.document}/readings`, {
    data: { sha256: before!.sha256 },
    headers: { origin: url },
  });
  await page.reload();
  expect(await page.locator('.comparison ins').allTextContents()).toHaveLength(2);
  expect(await findings(page)).toEqual([]);
  await looksRight(v);
  await follow(v);
  expect(v.watch.seen).toEqual([]);
  await v.context.close();
}

/** From what was searched to a saved search with a feed and mails, and to none again. */
async function follow(v: Visitor): Promise<void> {
  const { page, t, hands } = v;
  await goto(v, '/documents/search?q=summary');
  await hands.press(page.getByRole('link', { name: t('search.save') }));
  await page.waitForURL('**/documents/searches?q=summary');
  await page.getByText(t('saved.empty')).waitFor();
  await hands.choose(page.locator('main form select'), t('saved.every.week'));
  await hands.write(page.getByLabel(t('saved.address')), 'delegation@alderia.example');
  await hands.press(page.getByRole('button', { name: t('saved.save') }));
  await page.getByLabel(t('saved.code')).waitFor();
  await looksRight(v);
  expect(await findings(page)).toEqual([]);
  const feed = page.getByRole('link', { name: t('saved.feed') });
  const atom = await fetch(new URL((await feed.getAttribute('href'))!, url));
  expect([atom.status, atom.headers.get('content-type')]).toEqual([
    200,
    'application/atom+xml; charset=utf-8',
  ]);
  expect(await atom.text()).toMatch(/<entry>/);
  await hands.press(page.getByRole('button', { name: t('saved.forget') }));
  await page.getByText(t('saved.empty')).waitFor();
  expect((await fetch(atom.url)).status).toBe(404);
}

test('a text is read, compared and marked as read in Arabic on a window of 320 by 640', async () => {
  await tell({ language: 'ar', viewport: { width: 320, height: 640 }, hasTouch: true }, 'عمان');
}, 90_000);

test('a text is read, compared and marked as read in French by the keyboard alone', async () => {
  await tell({ language: 'fr', byKeyboard: true }, 'Togo');
}, 120_000);
