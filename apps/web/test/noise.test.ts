import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MessageKey } from '../src/lib/words/messages.ts';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { looksRight, send, takeSeat, type Visitor, visit } from './visitor.ts';

/** Whom notices are spared, as people set it: a thread that is muted, hours that are quiet, what came of a call. */
let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
}, 180_000);
afterAll(() => chromium.close());

const press = ({ hands, page, t }: Visitor, key: MessageKey) =>
  hands.press(page.locator('main').getByRole('button', { name: t(key), exact: true }));
const asked = async <T>({ page }: Visitor, path: string): Promise<T> =>
  (await (await page.request.get(`${url}/api/${path}`)).json()) as T;

async function isWell(v: Visitor): Promise<void> {
  await looksRight(v);
  expect(await findings(v.page)).toEqual([]);
}

test('a thread is muted and told of again, in Arabic on a window of 320 by 640', async () => {
  const v = await visit(chromium.browser, url, {
    ...{ language: 'ar', viewport: { width: 320, height: 640 }, hasTouch: true },
  });
  const own = await takeSeat(v, 'لبنان');
  const listed = await asked<{ contacts: { contact: string; key?: object }[] }>(v, 'directory/contacts');
  const to = listed.contacts.find(({ contact, key }) => key && contact !== own)!;
  await v.page.goto(`${url}/ar/exchange/new`);
  await v.page.locator('fieldset:enabled').first().waitFor();
  await send(v, { subject: 'Noise', text: 'Much of it.' }, to.contact);
  const [thread] = (await asked<{ threads: { thread: string }[] }>(v, 'exchange/threads')).threads;
  const path = `exchange/threads/${thread!.thread}/muted`;
  await v.page.goto(`${url}/ar/exchange/${thread!.thread}`);
  await v.page.locator('.checks').first().waitFor({ state: 'attached' });
  await v.hands.press(v.page.getByRole('link', { name: v.t('muted.title') }));
  await v.page.locator('fieldset:enabled').waitFor();
  await press(v, 'muted.mute');
  await v.page.locator('main .note').waitFor();
  await isWell(v);
  const { until } = await asked<{ until: string }>(v, path);
  const hours = (Date.parse(until) - Date.now()) / 3_600_000;
  expect([hours > 23, hours <= 24.1]).toEqual([true, true]);
  await press(v, 'muted.unmute');
  await v.page.locator('main .good').waitFor();
  expect(await asked(v, path)).toEqual({});
  await isWell(v);
  expect(v.watch.seen).toEqual([]);
  await v.context.close();
}, 120_000);

test('quiet hours are set and ended, and what came of a call is said, in French by keyboard', async () => {
  const v = await visit(chromium.browser, url, { language: 'fr', byKeyboard: true });
  const contact = await takeSeat(v, 'Kenya');
  const path = `exchange/contacts/${contact}/quiet`;
  await v.page.goto(`${url}/fr/directory/${contact}/rings`);
  await v.page.locator('#quiet ~ form fieldset:enabled').first().waitFor();
  await press(v, 'quiet.set');
  await v.page
    .locator('main')
    .getByRole('button', { name: v.t('quiet.end') })
    .waitFor();
  const { quiet } = await asked<{ quiet: object }>(v, path);
  expect(quiet).toMatchObject({ from: '22:00', to: '07:00' });
  await isWell(v);
  await press(v, 'quiet.end');
  await v.page.getByText(v.t('quiet.none')).waitFor();
  expect(await asked(v, path)).toEqual({});
  await v.page.goto(`${url}/fr/directory/${contact}/tried`);
  await v.page.locator('fieldset:enabled').waitFor();
  await v.hands.choose(v.page.getByLabel(v.t('tried.outcome')), v.t('ways.outcome.not-reached'));
  await v.hands.write(v.page.getByLabel(v.t('tried.says')), 'Personne à 3 heures.');
  await press(v, 'tried.note');
  await v.page.locator('main .good').waitFor();
  await isWell(v);
  const { channels } = await asked<{ channels: { tests: { outcome: string; says: string }[] }[] }>(
    v,
    `directory/contacts/${contact}/channels`,
  );
  expect(channels.flatMap(({ tests }) => tests)).toMatchObject([
    { outcome: 'not-reached', says: 'Personne à 3 heures.' },
  ]);
  expect(v.watch.seen).toEqual([]);
  await v.context.close();
}, 120_000);
