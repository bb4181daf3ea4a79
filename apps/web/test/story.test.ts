import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import type { Upload } from './hands.ts';
import { openHouse } from './house.ts';
import {
  allChecksHold,
  looksRight,
  type Setting,
  save,
  send,
  sign,
  takeSeat,
  type Visitor,
  visit,
} from './visitor.ts';

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
}, 180_000);
afterAll(() => chromium.close());

const BUNDLE: Upload = {
  name: 'incident.json',
  mimeType: 'application/json',
  buffer: Buffer.from(
    JSON.stringify({ type: 'bundle', id: 'bundle--7f0b6c5e-1df4-4a3e-9a3b-3f6a4f1c9d10', objects: [] }),
  ),
};

interface Telling {
  readonly setting: Setting;
  /** Names as the list of States in that language has them. */
  readonly sender: string;
  readonly receiver: string;
  readonly notice: { readonly subject: string; readonly text: string };
  readonly reply: { readonly subject: string; readonly text: string };
}

/** Two visitors, two States: a notice with an attachment, opened, acknowledged, answered, read in its thread. */
async function tell({ setting, sender, receiver, notice, reply }: Telling): Promise<void> {
  const first = await visit(chromium.browser, url, setting);
  const second = await visit(chromium.browser, url, setting);
  await takeSeat(first, sender);
  const contact = await takeSeat(second, receiver);
  await first.hands.press(first.page.getByRole('link', { name: first.t('exchange.write') }));
  await send(first, { ...notice, attachment: BUNDLE }, contact);
  await receive(second, sender, notice, reply);
  await readReply(first, reply);
  expect([...first.watch.seen, ...second.watch.seen]).toEqual([]);
  await Promise.all([first.context.close(), second.context.close()]);
}

async function receive(
  v: Visitor,
  sender: string,
  notice: Telling['notice'],
  reply: Telling['reply'],
): Promise<void> {
  const { page, t, hands } = v;
  await hands.press(page.locator('header').getByRole('link', { name: t('nav.today'), exact: true }));
  // The newest: other stories may have written to this State.
  const waiting = page.getByRole('link', { name: t('today.unacknowledged', { state: sender, count: 1 }) });
  await hands.press(waiting.first());
  await page.getByRole('heading', { name: notice.subject }).waitFor();
  await page.getByText(notice.text).waitFor();
  await allChecksHold(v, 1);
  await looksRight(v);
  expect((await save(v, BUNDLE.name)).equals(BUNDLE.buffer)).toBe(true);
  await hands.press(page.getByRole('button', { name: t('exchange.acknowledge') }));
  await sign(v);
  await hands.press(page.getByRole('link', { name: t('exchange.reply'), exact: true }));
  await send(v, reply);
}

async function readReply(v: Visitor, reply: Telling['reply']): Promise<void> {
  const { page, t, hands } = v;
  await hands.press(page.locator('header').getByRole('link', { name: t('nav.exchange'), exact: true }));
  await page.waitForURL('**/exchange');
  await looksRight(v);
  await hands.press(page.locator('article h2 a').first());
  await page.getByText(reply.text).waitFor();
  await allChecksHold(v, 2);
  await looksRight(v);
}

test('the story is told in Arabic on a window of 320 by 640', async () => {
  await tell({
    setting: { language: 'ar', viewport: { width: 320, height: 640 }, hasTouch: true },
    sender: 'تونس',
    receiver: 'كينيا',
    notice: { subject: 'حركة غير معتادة في شبكة CERT', text: 'لاحظنا اتصالات متكررة من العنوان 192.0.2.17.' },
    reply: { subject: 'رد', text: 'تلقينا الإشعار ونتحقق منه الآن.' },
  });
}, 120_000);

test('the story is told in French by the keyboard alone', async () => {
  await tell({
    setting: { language: 'fr', byKeyboard: true },
    sender: 'Viet Nam',
    receiver: 'Pérou',
    notice: { subject: 'Activité inhabituelle', text: 'Des connexions répétées viennent de 192.0.2.17.' },
    reply: { subject: 'Réponse', text: 'Bien reçu ; nous vérifions.' },
  });
}, 120_000);
