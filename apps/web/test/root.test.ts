import { readFile, writeFile } from 'node:fs/promises';
import { newSalt } from '@comity/acts';
import { act, connect } from '@comity/client';
import { ed25519Signer, fromBase64url, fromHex, sha256Hex } from '@comity/log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choosesFiles } from './administrator.ts';
import { findings } from './axe.ts';
import { type Body, foundBody } from './body.ts';
import { launchBrowser } from './browser.ts';
import type { Upload } from './hands.ts';
import { looksRight, type Visitor, visit } from './visitor.ts';

let body: Body;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;
const keep: { act?: Buffer; seed?: Buffer } = {};

beforeAll(async () => {
  [body, chromium] = await Promise.all([foundBody(['ar', 'fr', 'en']), launchBrowser()]);
}, 180_000);
afterAll(async () => {
  await chromium.close();
  await body.end();
});

const invite = async (state: string): Promise<string> =>
  (await body.value<{ token: string }>(`state invite ${state} --channel in-person --as secretariat-root`))
    .token;

const houseOf = async (state: string) =>
  (await (await fetch(`${body.url}/api/participants/${state}`)).json()) as {
    root?: string;
    administrators: number;
    threshold: number;
    people: { person: string }[];
  };

/** Opens the page, chooses the State, and switches the network off. */
async function goOffline(v: Visitor, state: string): Promise<void> {
  const { page, t, hands } = choosesFiles(v);
  await page.goto(`${v.url}/${t.language}/state/root`);
  await page.locator('select:enabled').waitFor();
  // As a person does who sees that the page has loaded.
  await page.waitForLoadState('networkidle');
  await v.context.setOffline(true);
  await page.getByRole('status').getByText(t('root.offline')).waitFor();
  await hands.choose(page.getByLabel(t('root.participant')), state);
  await looksRight(v);
}

async function goOnline({ page, t, context }: Visitor): Promise<void> {
  await context.setOffline(false);
  await page.getByRole('status').getByText(t('root.online')).waitFor();
}

async function download(v: Visitor, name: string, role: 'link' | 'button' = 'button'): Promise<Buffer> {
  const waiting = v.page.waitForEvent('download');
  await v.hands.press(v.page.getByRole(role, { name }));
  return readFile(await (await waiting).path());
}

const make = async ({ page, t, hands }: Visitor): Promise<string> => {
  await hands.press(page.getByRole('button', { name: t('root.make') }));
  const id = page.locator('dl.facts dd bdi').filter({ hasText: /^[0-9a-f]{64}$/ });
  await id.nth(1).waitFor();
  return id.nth(1).innerText();
};

/** Draws up what the form holds, sees the exact text, signs, and saves the file. */
async function sign(v: Visitor, file: string): Promise<Buffer> {
  const { page, t, hands } = v;
  await hands.press(page.getByRole('button', { name: t('root.draw-up') }));
  await page.locator('pre', { hasText: 'comity/act/v1' }).waitFor();
  await looksRight(v);
  await hands.press(page.getByRole('button', { name: t('dialog.sign'), exact: true }));
  return download(v, t('root.save-as', { file }), 'link');
}

async function signEnrolment(v: Visitor, state: string, token: string): Promise<Buffer> {
  const field = v.page.getByLabel(v.t('root.token'));
  await field.fill('');
  await v.hands.write(field, token);
  return sign(v, `${state}-enrol.act`);
}

const asFile = (name: string, buffer: Buffer): Upload => ({ name, mimeType: 'application/json', buffer });

async function send(v: Visitor, name: string, bytes: Buffer): Promise<void> {
  await v.hands.attach(v.page.getByLabel(v.t('root.act-file')), asFile(name, bytes));
  await v.hands.press(v.page.getByRole('button', { name: v.t('root.send'), exact: true }));
}

const isPlaced = ({ page, t }: Visitor) => page.getByRole('link', { name: t('dialog.proof') }).waitFor();

test('a State makes its root and signs its enrolment without a network, in Arabic on 320 by 640, and sends it later', async () => {
  const v = await visit(chromium.browser, body.url, {
    ...{ language: 'ar', viewport: { width: 320, height: 640 }, hasTouch: true },
  });
  const { page, t, hands } = v;
  const token = await invite('alderia');
  await goOffline(v, 'Alderia');
  const keyId = await make(v);
  await hands.write(page.getByLabel(t('root.passphrase-save')), 'correct horse');
  const identity = await download(v, t('root.save-as', { file: 'alderia-root.json' }));
  const seed = await download(v, t('root.save-seed', { file: 'alderia-root.seed' }));
  await hands.press(page.getByRole('button', { name: t('root.show') }));
  const printed = await page
    .getByRole('region', { name: t('root.secret') })
    .locator('bdi')
    .innerText();
  expect(`${printed.replaceAll(' ', '')}\n`).toBe(seed.toString());
  await looksRight(v);
  const enrolment = await signEnrolment(v, 'alderia', token);
  expect(enrolment.toString()).not.toContain(seed.toString().trim());
  expect(await findings(page)).toEqual([]);
  await hands.press(page.getByRole('button', { name: t('root.forget') }));
  expect(await page.getByText(printed).count()).toBe(0);
  // Whatever is looked at here was at hand before the network went.
  await goOnline(v);
  await send(v, 'alderia-enrol.act', enrolment);
  await isPlaced(v);
  await looksRight(v);
  expect((await houseOf('alderia')).root).toBe(keyId);
  expect(v.watch.seen).toEqual([]);
  await v.context.close();
  Object.assign(keep, { seed, act: enrolment });
  await savedFilesServeTheCommand(keyId, identity, seed, enrolment);
}, 90_000);

/** The same files, read by the command. */
async function savedFilesServeTheCommand(keyId: string, identity: Buffer, seed: Buffer, enrolment: Buffer) {
  await writeFile(body.path('alderia.seed'), seed);
  await writeFile(body.path('enrol.act'), enrolment);
  await writeFile(body.path('keys/alderia-root.json'), identity);
  const imported =
    'key import --root --participant alderia --name copy --seed alderia.seed --trust data/trust.json';
  expect(await body.value(imported)).toMatchObject({ keyId, role: 'root' });
  expect(await body.value('key show alderia-root')).toMatchObject({ keyId, kept: 'passphrase' });
  const placed = await body.value<{ act: string }>('submit enrol.act --as copy');
  expect(placed.act).toMatch(/^[0-9a-f]{64}$/);
  const passphrase = { COMITY_PASSPHRASE: 'correct horse' };
  await body.value('state confirm-founding --as alderia-root', passphrase);
}

/** An invitation that ends in a moment: the command gives a day at least. */
async function inviteBriefly(participant: string): Promise<string> {
  const { trust, secret } = JSON.parse(await readFile(body.path('keys/secretariat-root.json'), 'utf8'));
  const token = newSalt();
  const hand = { participant: 'secretariat', signer: await ed25519Signer(fromHex(secret.seed)) };
  const expires = new Date(Date.now() + 500).toISOString();
  const data = {
    participant,
    token: sha256Hex(fromBase64url(token)),
    channel: 'in-person' as const,
    expires,
  };
  await act(connect(body.url), trust, hand, 'people.participant-invited', data, { offline: true });
  return token;
}

test('an enrolment with a wrong or an expired token is refused in clear words, by keyboard in French', async () => {
  const v = await visit(chromium.browser, body.url, { language: 'fr', byKeyboard: true });
  const { page, t, hands } = v;
  const expired = await inviteBriefly('brenmark');
  await goOffline(v, 'Brenmark');
  const keyId = await make(v);
  await download(v, t('root.save-seed', { file: 'brenmark-root.seed' }));
  await hands.write(page.getByLabel(t('root.token')), 'x');
  await hands.press(page.getByRole('button', { name: t('root.draw-up') }));
  await page.getByText(t('root.fault.token')).waitFor();
  const acts = [await signEnrolment(v, 'brenmark', expired), await signEnrolment(v, 'brenmark', newSalt())];
  await goOnline(v);
  for (const bytes of acts) {
    await send(v, 'brenmark-enrol.act', bytes);
    await page.getByText(t('root.refused.invitation')).waitFor();
    await looksRight(v);
  }
  expect((await houseOf('brenmark')).root).toBeUndefined();
  const again = await signEnrolment(v, 'brenmark', await invite('brenmark'));
  await send(v, 'brenmark-enrol.act', again);
  await isPlaced(v);
  expect((await houseOf('brenmark')).root).toBe(keyId);
  // What the server refused stands on the console as an answer of 4xx: nothing else does.
  expect(v.watch.seen.filter((line) => !/\b4\d\d\b/.test(line))).toEqual([]);
  await v.context.close();
}, 90_000);

test('a root adds the first person of its State and names the administrators', async () => {
  const v = await visit(chromium.browser, body.url, { language: 'fr' });
  const { page, t, hands } = v;
  const { person, request } = await body.value<{ person: string; request: string }>(
    'key make --participant alderia --name ana --trust data/trust.json',
  );
  await goOffline(v, 'Aldérie');
  await hands.press(page.getByText(t('root.open')).first());
  await hands.write(page.getByLabel(t('root.typed')), keep.seed!.toString().trim());
  await hands.press(page.getByRole('button', { name: t('root.open') }));
  await hands.press(page.getByRole('radio', { name: t('root.what.person') }));
  await hands.attach(
    page.getByLabel(t('house.request-file')),
    asFile(request, await readFile(body.path(request))),
  );
  await hands.write(page.getByLabel(t('house.name'), { exact: true }), 'Ana Example');
  const added = await sign(v, 'alderia-person.act');
  await hands.press(page.getByRole('radio', { name: t('root.what.administrators') }));
  await hands.write(page.getByLabel(t('root.people')), person);
  const named = await sign(v, 'alderia-administrators.act');
  await goOnline(v);
  await send(v, 'alderia-person.act', added);
  await isPlaced(v);
  await send(v, 'alderia-administrators.act', named);
  await expect.poll(async () => (await houseOf('alderia')).administrators).toBe(1);
  expect((await houseOf('alderia')).people.map((p) => p.person)).toEqual([person]);
  expect(await findings(page)).toEqual([]);
  expect(v.watch.seen).toEqual([]);
  await v.context.close();
}, 60_000);

test('a second root, a changed file and the key of a person are refused, each in its own words', async () => {
  const v = await visit(chromium.browser, body.url, { language: 'en' });
  const { page, t } = v;
  await goOffline(v, 'Alderia');
  await page.getByText(t('root.seated')).waitFor();
  await page.getByText(t('root.open')).first().click();
  const ana = await readFile(body.path('keys/ana.json'));
  await page.getByLabel(t('root.file')).setInputFiles(asFile('ana.json', ana));
  await page.getByRole('button', { name: t('root.open') }).click();
  await page.getByText(t('root.fault.person')).waitFor();
  await make(v);
  await page.getByRole('radio', { name: t('root.what.enrol') }).check();
  const second = await signEnrolment(v, 'alderia', newSalt());
  await goOnline(v);
  await send(v, 'second.act', second);
  await page.getByText(t('root.refused.seated')).waitFor();
  const changed = Buffer.from(keep.act!.toString().replace('"alderia"', '"corvania"'));
  await send(v, 'changed.act', changed);
  await page.locator('.stop').filter({ visible: true }).last().waitFor();
  expect((await houseOf('corvania')).root).toBeUndefined();
  const cut = asFile('cut.act', changed.subarray(1));
  await page.getByLabel(t('root.act-file')).setInputFiles(cut);
  await page.getByText(t('root.not-an-act')).waitFor();
  await v.context.close();
}, 60_000);

test('who leaves without having saved a new key is asked first', async () => {
  const v = await visit(chromium.browser, body.url, { language: 'en' });
  await v.page.goto(`${v.url}/en/state/root`);
  await v.page.getByLabel(v.t('root.participant')).selectOption({ label: 'Corvania' });
  await make(v);
  const asked = v.page.waitForEvent('dialog');
  await v.page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.accept();
  await v.context.close();
}, 30_000);
