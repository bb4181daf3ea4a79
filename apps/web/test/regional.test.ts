import { afterAll, beforeAll, expect, test } from 'vitest';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { importList } from './lists.ts';
import { looksRight, takeSeat, visit } from './visitor.ts';

const OWN = '-regional';
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

const importsList = (by: string, state: string, readers: readonly string[]) =>
  importList({ url, own: OWN, by }, state, readers);

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
