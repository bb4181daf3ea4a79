import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Fields, newId } from '@comity/acts';
import { actOnDirectory, commitFields, connect, dataOf, type TrustedBody } from '@comity/client';
import { ed25519Signer, fromHex } from '@comity/log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse, readRoots } from './house.ts';
import { signInAsManager, visitAsManager } from './manager.ts';
import { looksRight, takeSeat, type Visitor, visit } from './visitor.ts';

/** A service of somebody else's, to which the operator of this demonstration posts. */
const HOUSE = '-pings';
const heard: { what: string; to: string; code?: string }[] = [];
const service = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  heard.push(JSON.parse(Buffer.concat(chunks).toString()));
  response.writeHead(204).end();
});

let url: string;
let folder: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  folder = await mkdtemp(join(tmpdir(), 'comity-hooks-'));
  const hook = {
    ...{ id: 'texts', way: 'sms', service: 'Textes du Nord (fictif)', private: true },
    url: `http://127.0.0.1:${(service.address() as AddressInfo).port}/`,
    secret: 'a secret of thirty-two characters',
  };
  process.env.COMITY_HOOKS = join(folder, 'hooks.json');
  await writeFile(process.env.COMITY_HOOKS, JSON.stringify([hook]));
  [url, chromium] = await Promise.all([openHouse(HOUSE), launchBrowser()]);
}, 180_000);
afterAll(async () => {
  await chromium.close();
  service.close();
  delete process.env.COMITY_HOOKS;
  await rm(folder, { recursive: true });
});

const until = async (done: () => boolean) => {
  for (let i = 0; i < 200 && !done(); i++) await sleep(50);
  expect(done()).toBe(true);
};
const goto = ({ page, t }: Visitor, path: string) => page.goto(`${url}/${t.language}${path}`);

async function isWell(v: Visitor): Promise<void> {
  await looksRight(v);
  expect(await findings(v.page)).toEqual([]);
}

/** An office with a telephone, where Arabic is spoken. */
async function officeWithTelephone(participant: string): Promise<string> {
  const about = (await (await fetch(`${url}/about.json`)).json()) as TrustedBody;
  const roots = await readRoots(HOUSE);
  const root = { participant, signer: await ed25519Signer(fromHex(roots[participant]!)) };
  const contact = newId('con');
  const { fields, openings } = commitFields(contact, {
    telephones: { value: ['+00 1 234 567'], readers: 'participants' },
    languages: { value: ['ar'], readers: 'participants' },
  });
  const data = { contact, class: 'diplomatic' as const, roster: [], fields: fields as Fields };
  const trust = { body: about.body, key: about.key };
  const options = { openings, offline: true } as const;
  await actOnDirectory(connect(url), trust, root, 'directory.contact-nominated', data, options);
  return contact;
}

test('in French, by keyboard: a number is entered that is told whose service it goes to, and a check is answered there', async () => {
  const v = await visit(chromium.browser, url, { language: 'fr', byKeyboard: true });
  const { page, t, hands } = v;
  const contact = await takeSeat(v, 'France');
  await officeWithTelephone('egy');
  await goto(v, `/directory/${contact}`);
  await hands.press(page.getByRole('link', { name: t('ways.title') }));
  await page.getByText(t('ways.never')).first().waitFor();
  await isWell(v);
  await hands.press(page.getByRole('link', { name: t('ring.title') }));
  await page.locator('fieldset:enabled').first().waitFor();
  const handed = await page.locator('#handed').innerText();
  for (const told of ['Textes du Nord (fictif)', '127.0.0.1']) expect(handed).toContain(told);
  // Nothing is pushed where the operator allows no service.
  await page.getByText(t('push.no-services')).waitFor();
  await isWell(v);
  await hands.write(page.getByLabel(t('ring.destination')), '+00 1 234-567');
  await hands.press(page.getByRole('button', { name: t('ring.add') }));
  await until(() => heard.length === 1);
  expect(heard[0]).toMatchObject({ what: 'code', to: '+001234567' });
  await hands.write(page.getByLabel(t('ring.code')), heard[0]!.code!);
  await hands.press(page.getByRole('button', { name: t('ring.confirm'), exact: true }));
  await page.getByLabel(t('ring.code')).waitFor({ state: 'detached' });
  await isWell(v);

  const { connection } = await signInAsManager(url, HOUSE);
  const body = { channels: ['sms', 'telephones', 'emails'] as ('sms' | 'telephones' | 'emails')[] };
  const { round } = dataOf(await connection.api.POST('/api/pings/rounds', { body }));
  await until(() => heard.length === 2);
  const { code } = heard[1]!;
  await goto(v, '/answer');
  await isWell(v);
  await hands.write(page.getByLabel(t('answer.code')), code!);
  await hands.press(page.getByRole('button', { name: t('answer.look') }));
  const yes = page.getByRole('button', { name: t('answer.confirm') });
  await yes.waitFor();
  await isWell(v);
  // The page was opened, more than once: that is no answer.
  await page.reload();
  const asked = { params: { path: { code: code! } } };
  expect(dataOf(await connection.api.GET('/api/pings/answers/{code}', asked)).state).toBe('open');
  // Without a line it waits on the page, and goes out once there is one.
  await page.locator('button.primary:enabled').waitFor();
  await v.context.setOffline(true);
  await hands.press(yes);
  await page.getByText(t('answer.waits')).waitFor();
  await v.context.setOffline(false);
  await page.locator('.good').waitFor();
  expect(dataOf(await connection.api.GET('/api/pings/answers/{code}', asked)).state).toBe('answered');

  await goto(v, '/pings');
  await isWell(v);
  await hands.press(page.locator('main article a').first());
  await page.waitForURL(`**/pings/${round}`);
  await page.getByText(t('ping.result.answered')).waitFor();
  await isWell(v);
  // France is told at once what came of its own; the form for entries that are still right is tried.
  await goto(v, `/directory/${contact}/confirm`);
  await page.locator('#confirm:enabled').waitFor();
  await isWell(v);
  await hands.press(page.locator('#confirm'));
  // Whoever reads messages may not speak for the directory, and is told by which rule.
  const dialog = page.getByRole('dialog');
  await hands.press(dialog.getByRole('button', { name: t('dialog.sign') }));
  await dialog.getByText(/3\.9/).waitFor();
  await v.context.close();
}, 120_000);

test('in Arabic, on a phone of 320 pixels: the secretariat makes the calls of a round, pauses it and lets it go on', async () => {
  const viewport = { width: 320, height: 640 };
  const v = await visitAsManager(chromium.browser, url, { language: 'ar', viewport }, HOUSE);
  const { page, t, hands } = v;
  await goto(v, '/pings');
  await isWell(v);
  await hands.press(page.getByRole('link', { name: t('ping.start') }));
  await page.locator('fieldset:enabled').waitFor();
  await isWell(v);
  await hands.press(page.getByRole('button', { name: t('ping.start') }));
  await page.locator('main .stop').waitFor();
  await goto(v, '/pings');
  await hands.press(page.locator('main article a').first());
  await hands.press(page.getByRole('link', { name: t('ping.steer') }));
  const call = page.locator('article', { hasText: '+00 1 234 567' });
  await call.locator('button:enabled').first().waitFor();
  expect(await call.locator('blockquote').count()).toBe(1);
  expect(await call.locator('blockquote').getAttribute('dir')).toBe('rtl');
  await isWell(v);
  await hands.write(call.getByLabel(t('ping.says')), 'في الواحدة ليلا');
  await hands.press(call.getByRole('button', { name: t('ping.reached') }));
  await call.locator('strong', { hasText: t('ping.reached') }).waitFor();
  await hands.press(page.getByRole('button', { name: t('ping.pause') }));
  await hands.press(page.getByRole('button', { name: t('ping.resume') }));
  await page.getByRole('button', { name: t('ping.pause') }).waitFor();
  await hands.press(page.getByRole('button', { name: t('ping.end') }));
  await page.getByText(t('ping.state.over')).waitFor();
  await isWell(v);
  await v.context.close();
}, 120_000);
