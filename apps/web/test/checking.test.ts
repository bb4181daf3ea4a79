import { ed25519Signer, verifierKey } from '@comity/log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeAdministratorSeat } from './administrator.ts';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { furnish } from './furnished.ts';
import { openHouse } from './house.ts';
import { looksRight, sign, takeSeat, type Visitor, visit } from './visitor.ts';

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;
let visitor: Visitor;
let contact: string;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
  const peer = await visit(chromium.browser, url, { language: 'fr' });
  contact = await takeSeat(peer, 'Tuvalu');
  visitor = await visit(chromium.browser, url, { language: 'fr', viewport: { width: 320, height: 640 } });
  await takeSeat(visitor, 'Bhoutan');
}, 180_000);
afterAll(() => chromium.close());

async function threads(): Promise<number> {
  const answer = await visitor.context.request.get(`${url}/api/exchange/threads`);
  return ((await answer.json()) as { threads: unknown[] }).threads.length;
}

async function write({ page, t }: Visitor): Promise<void> {
  await page.goto(`${url}/${t.language}/exchange/new`);
  await page.locator(`input[value="${contact}"]`).check();
  await page.getByLabel(t('exchange.subject')).fill('Activité inhabituelle');
  await page.getByLabel(t('exchange.text'), { exact: true }).fill('Des connexions répétées.');
}
const seal = ({ page, t }: Visitor) => page.getByRole('button', { name: t('exchange.seal') }).click();

/** Nothing was sealed, and the page says why, in its language and in reach of everybody. */
async function isRefused({ page, t }: Visitor, check: 'list' | 'cosigned'): Promise<void> {
  await page.getByText(t('problem.web.key-not-proven'), { exact: true }).waitFor();
  await page.getByText(t('problem.now.telephone'), { exact: true }).waitFor();
  const failed = page.locator('.checks li', { has: page.locator('.stop') });
  expect(await failed.allTextContents()).toEqual([expect.stringContaining(t(`sender.${check}`))]);
  expect(await page.getByRole('dialog').isVisible()).toBe(false);
  expect(await findings(page)).toEqual([]);
  await looksRight(visitor);
}

test('what was checked before sealing is shown, each check in a line', async () => {
  const { page, t } = visitor;
  await write(visitor);
  await seal(visitor);
  await page.getByRole('dialog').waitFor();
  await sign(visitor);
  await page.getByText(t('sender.title')).click();
  const lines = await page.locator('.checks li').allTextContents();
  for (const check of ['epoch', 'fresh', 'list', 'key'] as const)
    expect(lines.join('\n')).toContain(t(`sender.${check}`));
  expect(lines.join('\n')).toContain('Tuvalu');
  expect(await page.locator('.checks .stop').count()).toBe(0);
  expect(await findings(page)).toEqual([]);
}, 60_000);

test('to a host that shows one State another list of keys nothing is sealed', async () => {
  const { context } = visitor;
  const before = await threads();
  await write(visitor);
  await context.route('**/api/directory/lists/tuv', async (route) => {
    const answer = await route.fetch();
    const { bytes, ...rest } = (await answer.json()) as { bytes: string };
    await route.fulfill({ json: { ...rest, bytes: bytes.replace(/[0-9a-f]{40}/, 'f'.repeat(40)) } });
  });
  await seal(visitor);
  await isRefused(visitor, 'list');
  await context.unroute('**/api/directory/lists/tuv');
  await seal(visitor);
  await sign(visitor);
  expect(await threads()).toBe(before + 1);
}, 60_000);

test('a policy of one’s own is kept in the browser and asked before every message; a file that is none is told', async () => {
  const { page, t } = visitor;
  const stranger = await ed25519Signer(new Uint8Array(32).fill(7));
  const policy = `witness W ${verifierKey('witness.example/w', stranger.publicKey, 4)}\nquorum W\n`;
  const give = (text: string) =>
    page
      .getByLabel(t('sender.policy'))
      .setInputFiles({ name: 'policy.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await write(visitor);
  await page.locator('summary', { hasText: t('sender.policy') }).click();
  await give('quorum of nobody\n');
  await page.getByText(t('problem.web.bad-policy')).waitFor();
  await give(policy);
  await page.getByText(t('sender.policy-kept')).waitFor();
  await page.reload();
  await page.locator('summary', { hasText: t('sender.policy') }).click();
  await page.getByText(t('sender.policy-kept')).waitFor();
  await seal(visitor);
  await isRefused(visitor, 'cosigned');
  await page.getByRole('button', { name: t('sender.policy-remove') }).click();
  await seal(visitor);
  await sign(visitor);
}, 60_000);

test('a contact without a key is shown as one, and is nobody whom one can write to', async () => {
  const admin = await visit(chromium.browser, url, { language: 'en' });
  await takeAdministratorSeat(admin, 'Eswatini');
  const { bare, contact: keyed } = await furnish(admin);
  const { page, t } = visitor;
  await page.goto(`${url}/fr/directory/${bare}`);
  await page.getByText(t('directory.no-key')).waitFor();
  await page.goto(`${url}/fr/exchange/new?to=${bare}`);
  await page.locator('fieldset:enabled').first().waitFor();
  expect(await page.locator(`input[value="${keyed}"]`).count()).toBe(1);
  expect(await page.locator(`input[value="${bare}"]`).count()).toBe(0);
  await page.getByLabel(t('exchange.subject')).fill('À personne');
  await page.getByLabel(t('exchange.text'), { exact: true }).fill('Sans clé.');
  for (const box of await page.locator('input[type=checkbox]:checked').all()) await box.uncheck();
  await seal(visitor);
  await page.getByText(t('exchange.choose-recipient')).waitFor();
  await admin.context.close();
}, 90_000);
