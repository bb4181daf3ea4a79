import { newId, newSalt } from '@comity/acts';
import { act, connect, type Hand, putBlob, signIn } from '@comity/client';
import { canonicalBytes, ed25519Signer, fromHex, sha256Hex } from '@comity/log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse, readRoots } from './house.ts';
import { looksRight, takeSeat, visit } from './visitor.ts';

const OWN = '-regional';
const DAY = 86_400_000;
let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(OWN), launchBrowser()]);
}, 180_000);
afterAll(() => chromium.close());

const stateOf = async (name: string) => {
  const { participants } = (await (await fetch(`${url}/api/participants`)).json()) as {
    participants: { id: string; names: Record<string, string> }[];
  };
  return participants.find(({ names }) => names.en === name)!;
};

/** The root of a State imports a list with an office of another State, for these readers. */
async function importsList(by: string, state: string, readers: readonly string[]): Promise<string> {
  const { body, key } = (await (await fetch(`${url}/about.json`)).json()) as { body: string; key: string };
  const root: Hand = { participant: by, signer: await ed25519Signer(fromHex((await readRoots(OWN))[by]!)) };
  const session = await ed25519Signer(crypto.getRandomValues(new Uint8Array(32)));
  const { connection } = await signIn(connect(url), { body, key }, root, session, 1);
  const regional = newId('lst');
  const office = {
    ...{ state, class: 'technical', fingerprint: 'ab12'.repeat(10) },
    fields: { institution: 'Regional CERT desk', telephones: ['+00 999 111'], hours: '24/7' },
  };
  const bytes = canonicalBytes({ v: 1, regional, salt: newSalt(), contacts: [office] });
  const file = { sha256: sha256Hex(bytes), size: bytes.length };
  await putBlob(connection, file.sha256, bytes);
  const data = {
    ...{ regional, file, contacts: 1, readers, expires: new Date(Date.now() + 30 * DAY).toISOString() },
    names: { ar: 'قائمة المنطقة', en: 'List of the region' },
    terms: { ar: 'للاستخدام العاجل فقط.', en: 'Urgent use only.' },
    asOf: new Date().toISOString().slice(0, 10),
  };
  await act(connect(url), { body, key }, root, 'directory.list-imported', data as never, { offline: true });
  return regional;
}

test('in Arabic on a small screen a named reader sees a list of others, marked, beside the directory', async () => {
  const [{ id: kenya }, { id: oman, names }, { id: morocco }] = [
    await stateOf('Kenya'),
    await stateOf('Oman'),
    await stateOf('Morocco'),
  ];
  const setting = { language: 'ar', viewport: { width: 320, height: 640 }, hasTouch: true };
  const v = await visit(chromium.browser, url, setting);
  const { page, t, hands } = v;
  await takeSeat(v, 'المغرب');
  await page.goto(`${url}/ar/directory/lists`);
  await page.getByText(t('regional.empty')).waitFor();
  await looksRight(v);
  const hidden = await importsList(kenya, oman, [oman]);
  const regional = await importsList(kenya, oman, [morocco]);
  await page.goto(`${url}/ar/directory`);
  await hands.press(page.getByRole('link', { name: t('regional.title') }));
  await hands.press(page.getByRole('link', { name: 'قائمة المنطقة' }));
  await page.waitForURL(`**/directory/lists/${regional}`);
  await page.getByText('+00 999 111').waitFor();
  expect(await page.getByText(t('regional.mark')).count()).toBeGreaterThanOrEqual(2);
  // It is whole without a script.
  expect(await (await v.context.request.get(page.url())).text()).toContain('+00 999 111');
  await looksRight(v);
  expect(await findings(page)).toEqual([]);
  if (process.env.COMITY_PICTURES)
    await page.screenshot({ path: `${process.env.COMITY_PICTURES}/regional-ar.png`, fullPage: true });
  await hands.press(page.getByRole('link', { name: t('regional.directory', { name: names.ar! }) }));
  await page.waitForURL(`**/directory?participant=${oman}`);
  expect(await page.getByText('+00 999 111').count()).toBe(0);
  const answer = await page.goto(`${url}/ar/directory/lists/${hidden}`);
  expect(answer?.status()).toBe(404);
  await page.getByText(t('error.directory.regional-not-found')).waitFor();
  await v.context.close();
}, 180_000);
