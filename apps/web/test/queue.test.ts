import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { looksRight, type Setting, type Visitor, visit } from './visitor.ts';

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
}, 180_000);
afterAll(() => chromium.close());

/** Somebody who looks after the people of a State; or one of the people looked after. */
async function visitAdministrator(state: string, setting: Setting, role = 'administrator'): Promise<Visitor> {
  const v = await visit(chromium.browser, url, setting);
  await v.page.goto(`${url}/${v.t.language}/seat`);
  await v.page.getByLabel(v.t('seat.state')).selectOption({ label: state });
  await v.page.locator(`input[value=${role}]`).check();
  await v.page.getByRole('button', { name: v.t('seat.take') }).click();
  await v.page.waitForURL('**/today');
  return v;
}

interface Me {
  readonly participant: string;
  readonly person: string;
}

const meOf = async ({ context }: Visitor): Promise<Me> =>
  (await context.request.get(`${url}/api/me`)).json() as Promise<Me>;

/** Another person of the State; answers with the id. */
async function addPerson(state: string, setting: Setting): Promise<string> {
  const v = await visitAdministrator(state, setting, 'delegate');
  const { person } = await meOf(v);
  await v.context.close();
  return person;
}

const reviewOf = ({ page, t }: Visitor): Locator =>
  page
    .locator('form')
    .getByRole('button', { name: t('house.review') })
    .first();
const isReady = (v: Visitor) => reviewOf(v).and(v.page.locator(':enabled')).waitFor();

/** The page of the person who is signed in, when it can be worked with. */
async function openPerson(v: Visitor): Promise<void> {
  const { person } = await meOf(v);
  await v.page.goto(`${url}/${v.t.language}/state/people/${person}`);
  await isReady(v);
}

const dialogOf = ({ page }: Visitor): Locator => page.getByRole('dialog');
const waitingOf = (page: Page): Locator => page.locator('#waiting');
const itemsOf = (page: Page): Locator => waitingOf(page).getByRole('listitem');

/** Today, once its script has tried to send: after that it looks at the newest checkpoint. */
const openToday = (page: Page) =>
  Promise.all([page.waitForResponse('**/checkpoint'), page.goto(`${url}/en/today`)]);

/** Ticks or unticks one authority, and asks for the dialogue. */
async function change(v: Visitor, authority: string): Promise<void> {
  await v.page.locator(`input[value=${authority}]`).click();
  await reviewOf(v).click();
  await dialogOf(v).waitFor();
}

async function signAndKeep(v: Visitor): Promise<void> {
  await dialogOf(v)
    .getByRole('button', { name: v.t('dialog.sign') })
    .click();
  await dialogOf(v).getByText(v.t('dialog.kept')).waitFor();
  await dialogOf(v)
    .getByRole('button', { name: v.t('dialog.close') })
    .click();
}

const authoritiesOf = async (v: Visitor): Promise<string[]> => {
  const { participant, person } = await meOf(v);
  const answer = await v.context.request.get(`${url}/api/participants/${participant}`);
  const { people } = (await answer.json()) as { people: { person: string; authorities: string[] }[] };
  return people.find((p) => p.person === person)!.authorities;
};

/** The line breaks without the browser's knowing: only what is sent to the record does not arrive. */
const breakLine = ({ context }: Visitor) =>
  context.route('**/api/acts', (route) => route.abort('connectionreset'));
const mendLine = ({ context }: Visitor) => context.unroute('**/api/acts');

test('an act signed without a line waits, is sent when the line is back, and is told with its place', async () => {
  const v = await visitAdministrator('تونس', { language: 'ar', viewport: { width: 320, height: 640 } });
  const { page, t, context } = v;
  await openPerson(v);
  const before = await authoritiesOf(v);
  await context.setOffline(true);
  await change(v, 'decisions');
  await dialogOf(v).getByText(t('dialog.offline-can')).waitFor();
  await signAndKeep(v);
  await itemsOf(page).getByText(t('queue.waiting')).waitFor();
  await looksRight(v);
  expect(await findings(page)).toEqual([]);
  await context.setOffline(false);
  await itemsOf(page)
    .getByRole('link', { name: t('dialog.proof') })
    .waitFor();
  expect(await authoritiesOf(v)).toEqual([...before, 'decisions'].sort());
  await page.goto(`${url}/ar/today`);
  await itemsOf(page)
    .getByRole('link', { name: t('dialog.proof') })
    .click();
  await page.getByRole('heading', { level: 1, name: t('act.people.authorities-set') }).waitFor();
  await itemsOf(page)
    .getByRole('button', { name: t('queue.dismiss') })
    .click();
  await waitingOf(page).waitFor({ state: 'hidden' });
  expect(v.watch.seen.filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  await context.close();
}, 60_000);

test('what waits survives a reload, and two tabs send it once and in order', async () => {
  const v = await visitAdministrator('Nauru', { language: 'en' });
  const { page, t, context } = v;
  await openPerson(v);
  const before = await authoritiesOf(v);
  await breakLine(v);
  await change(v, 'decisions');
  await signAndKeep(v);
  await page.reload();
  await itemsOf(page).getByText(t('queue.waiting')).waitFor();
  await openPerson(v);
  await change(v, 'exchange');
  await signAndKeep(v);
  expect(await itemsOf(page).count()).toBe(2);
  const second = await context.newPage();
  // Its own attempt fails first: what is counted below is what the mended line carries.
  await openToday(second);
  expect(await itemsOf(second).count()).toBe(2);
  const sent: string[] = [];
  await mendLine(v);
  context.on('request', (r) => {
    if (r.method() === 'POST' && r.url().endsWith('/api/acts')) sent.push(r.postData()!);
  });
  await Promise.all([page.reload(), second.reload()]);
  for (const tab of [page, second]) await expect.poll(() => itemsOf(tab).getByRole('link').count()).toBe(2);
  expect(sent.map((s) => s.slice(0, 400))).toHaveLength(2);
  const signed = sent.map(
    (s) => (JSON.parse(s) as { act: { data: { authorities: string[] } } }).act.data.authorities,
  );
  expect(signed).toEqual([[...before, 'decisions'].sort(), [...before, 'exchange'].sort()]);
  expect(await authoritiesOf(v)).toEqual([...before, 'exchange'].sort());
  await context.close();
}, 60_000);

test('nothing but signed bytes is kept', async () => {
  const v = await visitAdministrator('Kenya', { language: 'en' });
  await openPerson(v);
  await breakLine(v);
  await change(v, 'decisions');
  await signAndKeep(v);
  const kept = await v.page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('comity-queue');
      request.onsuccess = () => resolve(request.result);
    });
    const request = database.transaction('acts').objectStore('acts').getAll();
    await new Promise((resolve) => (request.onsuccess = resolve));
    return (request.result as Record<string, unknown>[]).map((record) => ({
      names: Object.keys(record).sort(),
      text: new TextDecoder().decode(record.bytes as Uint8Array),
      files: (record.files as unknown[]).length,
    }));
  });
  expect(kept.map(({ names, files }) => ({ names, files }))).toEqual([
    { names: ['act', 'at', 'body', 'bytes', 'files', 'place', 'type'], files: 0 },
  ]);
  expect(Object.keys(JSON.parse(kept[0]!.text) as object).sort()).toEqual(['act', 'sig']);
  await v.context.close();
}, 60_000);

test('an act that was dropped before it was sent never arrives', async () => {
  const v = await visitAdministrator('Peru', { language: 'en' });
  const { page, t, context } = v;
  await openPerson(v);
  const before = await authoritiesOf(v);
  await breakLine(v);
  await change(v, 'decisions');
  await signAndKeep(v);
  await itemsOf(page)
    .getByRole('button', { name: t('queue.drop') })
    .click();
  await waitingOf(page).waitFor({ state: 'hidden' });
  await mendLine(v);
  const sent: string[] = [];
  context.on('request', (r) => void (r.method() === 'POST' && sent.push(r.url())));
  await Promise.all([page.waitForResponse('**/checkpoint'), openPerson(v)]);
  expect(sent).toEqual([]);
  expect(await authoritiesOf(v)).toEqual(before);
  await context.close();
}, 60_000);

test('a page that only reads fetches what shows the list once an act waits, and no sooner', async () => {
  const v = await visitAdministrator('Malta', { language: 'en' });
  const { page, t, context } = v;
  const fetched: string[] = [];
  context.on(
    'request',
    (r) => void (/words\/waiting|waiting\.script/.test(r.url()) && fetched.push(r.url())),
  );
  await Promise.all([page.waitForResponse('**/looking-*.js'), page.goto(`${url}/en/today`)]);
  const acting = await context.newPage();
  await openPerson({ ...v, page: acting });
  await breakLine(v);
  await change({ ...v, page: acting }, 'decisions');
  expect(fetched).toEqual([]);
  await signAndKeep({ ...v, page: acting });
  // The other tab hears of it.
  await itemsOf(page).getByText(t('queue.waiting')).waitFor();
  expect(fetched).toHaveLength(2);
  await context.close();
}, 60_000);

test('who forgets the keys is told what waits, and takes it along: nobody after them sends it', async () => {
  const who = await visitAdministrator('Belice', { language: 'es' });
  const { page, t, context } = who;
  await openPerson(who);
  await breakLine(who);
  await change(who, 'decisions');
  await signAndKeep(who);
  await page.goto(`${url}/es/state`);
  await page.getByRole('button', { name: t('house.forget') }).click();
  await dialogOf(who)
    .getByText(t('house.forget-waiting', { count: 1 }))
    .waitFor();
  await dialogOf(who)
    .getByRole('button', { name: t('dialog.cancel') })
    .click();
  expect(await itemsOf(page).count()).toBe(1);
  await page.getByRole('button', { name: t('house.forget') }).click();
  await dialogOf(who)
    .getByRole('button', { name: t('house.forget-yes') })
    .click();
  await page.waitForURL(`${url}/es`);
  await mendLine(who);
  const left = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('comity-queue');
      request.onsuccess = () => resolve(request.result);
    });
    const request = database.transaction('acts').objectStore('acts').count();
    await new Promise((resolve) => (request.onsuccess = resolve));
    return request.result;
  });
  expect(left).toBe(0);
  await context.close();
}, 60_000);

test('an act that is refused when it arrives is told so by its rule in the reader’s language', async () => {
  const other = await addPerson('Chili', { language: 'fr' });
  const v = await visitAdministrator('Chili', { language: 'fr' });
  const { page, t, context } = v;
  await breakLine(v);
  // The same person removed twice: the second cannot be allowed.
  for (let i = 0; i < 2; i++) {
    await page.goto(`${url}/fr/state/people/${other}`);
    await page
      .getByRole('button', { name: t('house.remove') })
      .and(page.locator(':enabled'))
      .click();
    await signAndKeep(v);
  }
  await mendLine(v);
  await page.goto(`${url}/fr`);
  await itemsOf(page)
    .first()
    .getByRole('link', { name: t('dialog.proof') })
    .waitFor();
  const refused = itemsOf(page).nth(1);
  await refused.locator('.stop').waitFor();
  expect(await refused.locator('.stop').innerText()).toBe('Un article du règlement ne permet pas cet acte');
  const { rules } = (await (await context.request.get(`${url}/api/rules`)).json()) as {
    rules: { number: string; title: Record<string, string> }[];
  };
  const citations = rules.map(({ number, title }) =>
    t('dialog.refused', { rule: `${number}. ${title.fr!.replace(/\.$/, '')}` }),
  );
  const lines = await refused.locator('p').allInnerTexts();
  expect(lines.filter((line) => citations.includes(line))).toHaveLength(1);
  expect(await refused.locator('p[lang=en]').count()).toBeGreaterThan(0);
  expect(await findings(page)).toEqual([]);
  await context.close();
}, 60_000);

test('an act that is not offline-capable says so before anything is signed', async () => {
  const other = await addPerson('Ghana', { language: 'en' });
  const v = await visitAdministrator('Ghana', { language: 'en' });
  const { page, t, context } = v;
  await page.goto(`${url}/en/directory/nominate`);
  await isReady(v);
  await page.locator(`input[value="${other}"]`).check();
  await reviewOf(v).click();
  await dialogOf(v).waitFor();
  await context.setOffline(true);
  await dialogOf(v).getByText(t('dialog.offline-cannot')).waitFor();
  const sent: string[] = [];
  context.on('request', (r) => void sent.push(`${r.method()} ${r.url()}`));
  await dialogOf(v)
    .getByRole('button', { name: t('dialog.sign') })
    .click();
  await dialogOf(v).getByText(t('dialog.nothing-lost')).waitFor();
  expect(sent).toEqual([]);
  await context.setOffline(false);
  await dialogOf(v)
    .getByRole('button', { name: t('dialog.sign') })
    .click();
  await dialogOf(v)
    .getByRole('link', { name: t('dialog.proof') })
    .waitFor();
  expect(await waitingOf(page).isHidden()).toBe(true);
  await context.close();
}, 60_000);
