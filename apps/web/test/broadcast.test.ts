import { readManifest } from '@comity/acts';
import { actOnDirectory, connect, type Hand } from '@comity/client';
import { ed25519Signer, fromHex, utf8 } from '@comity/log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeRole } from './administrator.ts';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse, readRoots } from './house.ts';
import { looksRight, sign, takeSeat, type Visitor, visit } from './visitor.ts';

/** A demonstration of its own: what goes to all would reach those of other tests too. */
const OWN = '-broadcast';
let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(OWN), launchBrowser()]);
}, 180_000);
afterAll(() => chromium.close());

const threadsOf = async ({ context }: Visitor): Promise<{ messages: number }[]> =>
  (
    (await (await context.request.get(`${url}/api/exchange/threads`)).json()) as {
      threads: { messages: number }[];
    }
  ).threads;

test('in Arabic on a small screen a message to all goes on after a broken line and a reload, once', async () => {
  const setting = { language: 'ar', viewport: { width: 320, height: 640 }, hasTouch: true };
  const [first, second] = [
    await visit(chromium.browser, url, setting),
    await visit(chromium.browser, url, setting),
  ];
  await takeSeat(first, 'كينيا');
  await takeSeat(second, 'عمان');
  const v = await visit(chromium.browser, url, setting);
  const { page, t, hands, context } = v;
  await takeSeat(v, 'تونس');
  await page.goto(`${url}/ar/exchange/new`);
  await hands.press(page.getByText(t('exchange.all'), { exact: true }));
  await hands.press(page.getByRole('button', { name: t('exchange.choose-all') }));
  const chosen = await page.locator('input[type=checkbox][value^=con_]:checked').count();
  expect(chosen).toBeGreaterThanOrEqual(2);
  await page.getByText(t('exchange.chosen', { count: chosen })).waitFor();
  expect(await page.getByText(/^[0-9٠-٩]+ .*لا يمكن الختم/).count()).toBe(1);
  await looksRight(v);
  await hands.choose(page.getByLabel('نوع الحادث'), 'تصيد احتيالي');
  await hands.write(page.getByLabel(t('exchange.subject')), 'إلى الجميع');
  await hands.write(page.getByLabel(t('exchange.text'), { exact: true }), 'لاحظنا حملة تصيد.');
  await hands.press(page.getByRole('button', { name: t('exchange.seal') }));
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await page.route('**/api/acts', (route) => route.abort('connectionreset'));
  await hands.press(dialog.getByRole('button', { name: t('dialog.sign') }));
  await dialog.getByText(t('problem.now.uncertain')).waitFor();
  await page.unroute('**/api/acts');
  await page.reload();
  await page.getByRole('heading', { name: t('exchange.pending-title') }).waitFor();
  await looksRight(v);
  expect(await findings(page)).toEqual([]);
  await hands.press(page.getByRole('button', { name: t('exchange.pending-send') }));
  await sign(v);
  await page.getByRole('heading', { name: t('exchange.pending-title') }).waitFor({ state: 'detached' });
  await hands.press(page.getByRole('link', { name: t('exchange.to-see') }));
  await page.waitForURL('**/exchange/thr_*');
  await page.getByText('تصيد احتيالي').waitFor();
  await looksRight(v);
  expect(await findings(page)).toEqual([]);
  for (const reader of [first, second]) expect(await threadsOf(reader)).toMatchObject([{ messages: 1 }]);
  await page.goto(`${url}/ar/exchange/new`);
  await page.locator('fieldset:enabled').first().waitFor();
  expect(await page.getByRole('heading', { name: t('exchange.pending-title') }).count()).toBe(0);
  // The line that was broken on purpose, and nothing else.
  expect(v.watch.seen.filter((line) => !line.includes('ERR_CONNECTION_RESET'))).toEqual([]);
  await Promise.all([context, first.context, second.context].map((c) => c.close()));
}, 180_000);

/** The root of the State puts a second person on the roster of a contact. */
async function addToRoster(participant: string, contact: string, person: string): Promise<void> {
  const { body, key } = (await (await fetch(`${url}/about.json`)).json()) as { body: string; key: string };
  const read = async <T>(path: string) => (await (await fetch(url + path)).json()) as T;
  const { bytes } = await read<{ bytes: string }>(`/api/directory/lists/${participant}`);
  const held = readManifest(utf8(bytes)).list.contacts.get(contact)!;
  const signer = await ed25519Signer(fromHex((await readRoots(OWN))[participant]!));
  const root: Hand = { participant, signer };
  const data = {
    ...{ contact, class: held.class, fields: held.fields },
    roster: [...held.roster, person].sort(),
  };
  const { version } = await read<{ version: string }>(`/api/directory/contacts/${contact}`);
  await actOnDirectory(connect(url), { body, key }, root, 'directory.contact-amended', data, {
    ...{ offline: true, base: version },
  });
}

test('in French, by the keyboard alone, the duty is taken, handed over with a sealed note, and confirmed', async () => {
  const setting = { language: 'fr', byKeyboard: true };
  const [v, next] = [
    await visit(chromium.browser, url, setting),
    await visit(chromium.browser, url, setting),
  ];
  const contact = await takeSeat(v, 'Maroc');
  await takeRole(next, 'Maroc', 'delegate');
  const me = async ({ context }: Visitor) =>
    (await (await context.request.get(`${url}/api/me`)).json()) as { participant: string; person: string };
  const { participant, person } = await me(next);
  await addToRoster(participant, contact, person);
  const { page, t, hands } = v;
  await page.goto(`${url}/fr/directory/${contact}`);
  await page.getByText(t('duty.nobody')).waitFor();
  await page.getByText(t('duty.alone-none')).waitFor();
  await looksRight(v);
  await hands.press(page.getByRole('link', { name: t('duty.open') }));
  await page.locator('form button:enabled').first().waitFor();
  await hands.press(page.getByRole('button', { name: t('duty.take-over') }));
  await page.getByText(t('duty.done')).waitFor();
  await hands.write(page.getByLabel(t('duty.note')), 'La salle 3 reste sous surveillance.');
  await hands.press(page.getByRole('button', { name: t('duty.hand-over'), exact: true }));
  await page.getByRole('button', { name: t('duty.take-back') }).waitFor();
  await page.locator('blockquote', { hasText: 'La salle 3' }).first().waitFor();
  await looksRight(v);
  // What has just arrived is still fading in: colours are looked at once it stands.
  await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished)));
  expect(await findings(page)).toEqual([]);
  await next.page.goto(`${url}/fr/directory/${contact}/duty`);
  await next.page.locator('form button:enabled').first().waitFor();
  await next.hands.press(next.page.getByRole('button', { name: t('duty.confirm') }));
  await next.page.getByText(t('duty.done')).waitFor();
  await looksRight(next);
  await page.goto(`${url}/fr/directory/${contact}`);
  const mine = (await me(v)).person;
  const house = (await (await v.context.request.get(`${url}/api/participants/${participant}`)).json()) as {
    people: { person: string; name?: string }[];
  };
  const nameOf = (id: string) => house.people.find((p) => p.person === id)?.name ?? id;
  await page.getByText(t('duty.now', { who: nameOf(person) })).waitFor();
  expect(nameOf(person)).not.toBe(mine);
  expect([...v.watch.seen, ...next.watch.seen]).toEqual([]);
  await Promise.all([v.context.close(), next.context.close()]);
}, 180_000);
