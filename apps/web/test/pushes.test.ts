import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { looksRight, type Setting, takeSeat, type Visitor, visit } from './visitor.ts';

/**
 * This browser shows no notifications and has no push service. Where a test goes on from there, what the browser gives is
 * made by hand: its permission, an address, what it would show. The page, the worker and the host are as they are.
 */
const HOUSE = '-pushes';
let url: string;
let folder: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comity-push-'));
  process.env.COMITY_PUSH = join(folder, 'push.json');
  const services = [{ host: '*.push.example', service: 'Navigateurs du Nord (fictif)' }];
  await writeFile(process.env.COMITY_PUSH, JSON.stringify(services));
  [url, chromium] = await Promise.all([openHouse(HOUSE), launchBrowser()]);
}, 180_000);
afterAll(async () => {
  await chromium.close();
  delete process.env.COMITY_PUSH;
  await rm(folder, { recursive: true });
});

async function isWell(v: Visitor): Promise<void> {
  await looksRight(v);
  expect(await findings(v.page)).toEqual([]);
}

/** Somebody of a State on the page of alerts of their contact. */
async function atAlerts(setting: Setting, prepare: (v: Visitor) => Promise<unknown> = async () => {}) {
  const v = await visit(chromium.browser, url, setting);
  await prepare(v);
  const contact = await takeSeat(v, setting.language === 'ar' ? 'مصر' : 'France');
  await v.page.goto(`${url}/${v.t.language}/directory/${contact}/rings`);
  return v;
}

/** A browser that may show notifications, and whose service gives this address. */
const pushable = (endpoint: string) => (v: Visitor) =>
  v.context.addInitScript((address) => {
    let given: object | null = null;
    let permission = 'default';
    Object.defineProperty(Notification, 'permission', { get: () => permission });
    Notification.requestPermission = async () => {
      permission = 'granted';
      return 'granted';
    };
    const subscription = (options: PushSubscriptionOptionsInit) => ({
      ...{ endpoint: address, options },
      async unsubscribe() {
        sessionStorage.removeItem('pushed');
        given = null;
        return true;
      },
    });
    const fake = {
      async subscribe(options: PushSubscriptionOptionsInit) {
        const key = [...new Uint8Array(options.applicationServerKey as ArrayBuffer)];
        sessionStorage.setItem('pushed', JSON.stringify({ key, isSeen: options.userVisibleOnly }));
        given = subscription(options);
        return given;
      },
      getSubscription: async () => given,
    };
    Object.assign(PushManager.prototype, fake);
  }, endpoint);

interface Own {
  readonly key: string;
  readonly pushes: { push: string; wish: string }[];
}
const ownOf = async ({ context }: Visitor): Promise<Own> =>
  (await context.request.get(`${url}/api/exchange/push`)).json();

/** Delivers a push as the browser does when its service has one. */
async function delivers({ context, page }: Visitor): Promise<void> {
  const session = await context.newCDPSession(page);
  const { promise, resolve } = Promise.withResolvers<string>();
  session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    const own = registrations.findLast((r) => !r.isDeleted && r.scopeURL === `${url}/service-worker.js`);
    if (own) resolve(own.registrationId);
  });
  await session.send('ServiceWorker.enable');
  const registrationId = await promise;
  await session.send('ServiceWorker.deliverPushMessage', { origin: `${url}/`, registrationId, data: '' });
}

type Shown = [title: string, options: Record<string, unknown>][];
type Opened = [how: string, address: string][];

/** Keeps what the worker would show and open. */
const overhear = (worker: Worker) =>
  worker.evaluate(() => {
    const scope = self as unknown as {
      shown: Shown;
      opened: Opened;
      registration: { showNotification(...shown: Shown[0]): Promise<void> };
      clients: { openWindow(address: string): Promise<null> };
      WindowClient: { prototype: { focus(this: { url: string }): Promise<void> } };
    };
    [scope.shown, scope.opened] = [[], []];
    scope.registration.showNotification = async (...shown) => void scope.shown.push(shown);
    scope.clients.openWindow = async (address) => {
      scope.opened.push(['opened', address]);
      return null;
    };
    scope.WindowClient.prototype.focus = async function () {
      scope.opened.push(['focused', this.url]);
    };
  });
const heard = <T>(worker: Worker, what: 'shown' | 'opened') =>
  worker.evaluate((name) => (self as unknown as Record<string, T>)[name]!, what);

/** A tap on the notification. */
const taps = (worker: Worker) =>
  worker.evaluate(async () => {
    let work: Promise<unknown> | undefined;
    const event = Object.assign(new Event('notificationclick'), {
      notification: { close() {} },
      waitUntil: (todo: Promise<unknown>) => {
        work = todo;
      },
    });
    self.dispatchEvent(event);
    await work;
  });

test('in Arabic, on a phone of 320 pixels: a browser is entered once whose service it uses was said, and shows that something waits', async () => {
  const viewport = { width: 320, height: 640 };
  const v = await atAlerts({ language: 'ar', viewport }, pushable('https://db5.push.example/send/secret'));
  const { page, t, hands, context } = v;
  const add = page.getByRole('button', { name: t('push.add') });
  await page.getByText(t('push.none')).waitFor();
  await isWell(v);
  await hands.press(add);
  const asked = page.locator('#asked');
  await asked.waitFor();
  for (const told of ['Navigateurs du Nord (fictif)', 'db5.push.example'])
    expect(await asked.innerText()).toContain(told);
  await isWell(v);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-labelledby'))).toBe('asked');
  // The host has kept nothing so far; whoever says no leaves no address in the browser either.
  const { key, pushes } = await ownOf(v);
  expect(pushes).toEqual([]);
  const given = JSON.parse((await page.evaluate(() => sessionStorage.getItem('pushed')))!);
  expect([Buffer.from(given.key).toString('base64url'), given.isSeen]).toEqual([key, true]);
  await hands.press(page.getByRole('button', { name: t('push.no') }));
  await add.waitFor();
  expect(await page.evaluate(() => sessionStorage.getItem('pushed'))).toBeNull();
  await hands.press(add);
  await hands.press(page.getByLabel(t('ring.always')).last());
  await hands.press(page.getByRole('button', { name: t('push.yes') }));
  await page.locator('strong', { hasText: t('push.here') }).waitFor();
  expect((await ownOf(v)).pushes).toMatchObject([{ host: 'db5.push.example', wish: 'always' }]);
  await isWell(v);

  // The first one went with the answer “no”.
  const worker = context.serviceWorkers().at(-1);
  await overhear(worker!);
  await delivers(v);
  await expect
    .poll(() => heard<Shown>(worker!, 'shown').then(({ length }) => length), { timeout: 10_000 })
    .toBe(1);
  const [[title, options]] = (await heard<Shown>(worker!, 'shown')) as [Shown[0]];
  expect([title, options]).toMatchObject([
    t('push.notice'),
    { body: t('push.notice-text'), lang: 'ar', dir: 'rtl', tag: 'waits', renotify: true },
  ]);
  await taps(worker!);
  const list = await context.newPage();
  await list.goto(`${url}/ar/exchange`);
  await taps(worker!);
  expect(await heard<Opened>(worker!, 'opened')).toEqual([
    ['opened', `${url}/ar/exchange`],
    ['focused', `${url}/ar/exchange`],
  ]);
  // No page is under the worker: what it loads comes from the host.
  expect(await list.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  await list.close();

  await hands.press(page.getByRole('button', { name: t('ring.remove') }));
  await page.getByText(t('push.none')).waitFor();
  expect((await ownOf(v)).pushes).toEqual([]);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await context.close();
}, 120_000);

test('in French, by keyboard: a service that the operator does not allow is named, and nothing is kept', async () => {
  const v = await atAlerts(
    { language: 'fr', byKeyboard: true },
    pushable('https://push.elsewhere.example/x'),
  );
  const { page, t, hands } = v;
  await hands.press(page.getByRole('button', { name: t('push.add') }));
  await page.getByText(t('push.not-allowed', { host: 'push.elsewhere.example' })).waitFor();
  await isWell(v);
  await hands.press(page.getByRole('button', { name: t('push.no') }));
  await page.getByRole('button', { name: t('push.add') }).waitFor();
  expect((await ownOf(v)).pushes).toEqual([]);
  await v.context.close();
}, 60_000);

test('a browser that blocks notifications, or has none, says so', async () => {
  const blocked = await atAlerts({ language: 'fr' });
  await blocked.page.getByText(blocked.t('push.denied')).waitFor();
  await isWell(blocked);
  await blocked.context.close();
  const without = await atAlerts({ language: 'fr' }, ({ context }) =>
    context.addInitScript(() => Reflect.deleteProperty(window, 'PushManager')),
  );
  await without.page.getByText(without.t('push.cannot')).waitFor();
  await isWell(without);
  await without.context.close();
}, 60_000);
