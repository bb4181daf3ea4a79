import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { looksRight, sign, takeSeat, type Visitor, visit } from './visitor.ts';

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
}, 180_000);
afterAll(() => chromium.close());

const SEEN = 'evil[.]example\n198.51.100.7\nCVE-2024-12345\nليلة الثالث من آذار';
const HTML = '<img src=x onerror="document.title=1">';
/** An event that a hostile colleague wrote: markup, letters that turn others, and a value that is none. */
const HOSTILE = {
  info: HTML,
  uuid: '00000000-0000-4000-8000-000000000001',
  date: '2026-03-03',
  Tag: [{ name: 'tlp:red' }],
  Attribute: [
    {
      type: 'domain',
      category: 'Network activity',
      value: 'bad.example',
      comment: `invoice\u202efdp.exe ${HTML}`,
    },
    { type: 'text', category: 'Other', value: HTML },
    { type: 'ip-dst', category: 'Network activity', value: 'not an address' },
  ],
};
const upload = (name: string, text: string) => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(text),
});

/** Reports what was seen, by a list and by a row, in both forms, beside files of others. */
async function report(v: Visitor, to: string): Promise<void> {
  const { page, t, hands } = v;
  await page.goto(`${url}/ar/exchange/new`);
  await page.locator('fieldset:enabled').first().waitFor();
  await hands.press(page.locator(`input[value="${to}"]`));
  await hands.write(page.getByLabel(t('exchange.subject')), 'مسح للشبكة');
  await hands.write(page.getByLabel(t('exchange.text'), { exact: true }), 'لاحظنا ما يلي.');
  await page
    .getByLabel(t('exchange.attachments'))
    .setInputFiles([upload('event.json', JSON.stringify(HOSTILE)), upload('deep.json', '['.repeat(100_000))]);
  await hands.press(page.getByText(t('observed.title')));
  await hands.write(page.getByLabel(t('observed.paste')), SEEN);
  await hands.press(page.getByRole('button', { name: t('observed.take') }));
  await page.getByText(t('observed.taken', { count: 3, unclear: 1 })).waitFor();
  await hands.press(page.getByRole('button', { name: t('observed.add') }));
  const values = page.getByLabel(t('observed.value'));
  await hands.write(values.last(), 'no address');
  await page.getByText(t('observed.wrong')).waitFor();
  await page.getByLabel(t('observed.kind')).last().selectOption('file-name');
  await page.getByText(t('observed.wrong')).waitFor({ state: 'detached' });
  await hands.write(values.last(), 'invoice.exe');
  await page.getByLabel('MISP').check();
  await looksRight(v);
  expect(await findings(page)).toEqual([]);
  await hands.press(page.getByRole('button', { name: t('exchange.seal') }));
  await sign(v);
  await page.getByText(t('exchange.sent')).waitFor();
}

/** From the list of threads to the files of the newest message. */
async function openFiles({ page, t, hands }: Visitor): Promise<void> {
  await page.goto(`${url}/ar/exchange`);
  await hands.press(page.locator('article h2 a').first());
  await hands.press(page.getByRole('link', { name: t('exchange.read-files') }));
  await page.locator('[data-state=open]').waitFor({ state: 'attached' });
}

const fileNamed = ({ page }: Visitor, name: string) =>
  page.locator('section.card').filter({ has: page.getByRole('heading', { name, exact: true }) });

test('what was seen is reported in Arabic without tools, and read by its receiver as tables and cards', async () => {
  const setting = { language: 'ar', viewport: { width: 320, height: 640 }, hasTouch: true };
  const [sender, receiver] = [
    await visit(chromium.browser, url, setting),
    await visit(chromium.browser, url, setting),
  ];
  await takeSeat(sender, 'تونس');
  await report(sender, await takeSeat(receiver, 'كينيا'));
  await openFiles(receiver);
  const { page, t, hands } = receiver;

  const stix = fileNamed(receiver, 'observed.stix.json');
  await stix.getByText('evil[.]example').first().waitFor();
  expect(await stix.getByText('evil.example', { exact: true }).count()).toBe(0);
  expect(await stix.locator('tbody tr').count()).toBe(3);
  await stix.getByText('CVE-2024-12345').first().waitFor();
  expect(await stix.getByText(t('feed.faults')).count()).toBe(0);
  await stix.getByLabel(t('feed.as-is')).check();
  await stix.getByText('evil.example', { exact: true }).waitFor();
  await hands.write(stix.getByLabel(t('feed.search')), 'invoice');
  await stix.getByText(t('feed.shown', { shown: 1, total: 3 })).waitFor();

  const download = page.waitForEvent('download');
  await hands.press(stix.getByRole('button', { name: t('feed.as', { form: 'MISP' }) }));
  const event = JSON.parse(await readFile(await (await download).path(), 'utf8')).Event;
  expect(event.Attribute.map(({ value }: { value: string }) => value)).toContain('evil.example');
  expect(event.Tag).toEqual([{ name: 'tlp:amber' }]);

  await looksRight(receiver);
  expect(await findings(page)).toEqual([]);
  expect([...sender.watch.seen, ...receiver.watch.seen]).toEqual([]);
  await sender.context.close();
  await seesHostile(receiver);
  await receiver.context.close();
}, 120_000);

/** The same page: markup is text, what turns letters is shown and flagged, what cannot be read is said. */
async function seesHostile(v: Visitor): Promise<void> {
  const { page, t } = v;
  const file = fileNamed(v, 'event.json');
  await file.getByRole('heading', { name: HTML, exact: true }).waitFor();
  expect(await page.locator('main img').count()).toBe(0);
  await file.getByText('invoice<U+202E>fdp.exe').waitFor();
  await file.getByText(t('feed.hidden', { signs: 'U+202E' })).waitFor();
  await file.getByText('not an address').waitFor();
  await file.getByText(t('feed.stricter')).waitFor();
  await fileNamed(v, 'deep.json').getByText(t('feed.refused.too-large')).waitFor();
}
