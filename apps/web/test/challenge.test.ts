import { afterAll, beforeAll, expect, test } from 'vitest';
import { openActing, takeAdministratorSeat } from './administrator.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { looksRight, type Setting, sign, type Visitor, visit } from './visitor.ts';

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
}, 180_000);
afterAll(() => chromium.close());

const read = async <T>(v: Visitor, path: string): Promise<T> =>
  (await (await v.context.request.get(url + path)).json()) as T;

/** The administrator changes what they may act in, on a page of the host; answers with the act. */
async function actOnPage(v: Visitor): Promise<string> {
  const { page, t, hands } = v;
  const { participant, person } = await read<{ participant: string; person: string }>(v, '/api/me');
  await openActing(v, `/state/people/${person}`);
  await hands.press(page.getByLabel(t('authority.treaty'), { exact: true }));
  await hands.press(page.getByRole('button', { name: t('house.review') }).first());
  await sign(v);
  const query = `stream=participant/${participant}&type=people.authorities-set&limit=1`;
  return (await read<{ entries: { act: string }[] }>(v, `/api/acts?${query}`)).entries[0]!.act;
}

/** From the act on the record to the dialog that signs its challenge, and back to the act, which shows it. */
async function challenge(v: Visitor, act: string): Promise<void> {
  const { page, t, hands } = v;
  await page.goto(`${url}/${t.language}/record/${act}`);
  await looksRight(v);
  await hands.press(page.getByRole('link', { name: t('record.challenge'), exact: true }));
  await page.waitForURL(`**/state/challenge/${act}`);
  await page.locator('button.primary:enabled').first().waitFor();
  await looksRight(v);
  await hands.press(page.getByLabel(t('challenge.reason.not-ours'), { exact: true }));
  await hands.press(page.getByRole('button', { name: t('house.review') }));
  await sign(v);
  await page.getByText(t('house.done')).waitFor();
}

/** Whoever reads the act sees the challenge, without a session and without a script. */
async function isShownToAll(v: Visitor, act: string): Promise<void> {
  const context = await chromium.browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${url}/${v.t.language}/record/${act}`);
  await page.getByText(v.t('record.challenged-note')).waitFor();
  await page.locator('main .note').getByText(v.t('challenge.reason.not-ours')).waitFor();
  expect(await page.getByRole('link', { name: v.t('record.challenge'), exact: true }).count()).toBe(0);
  await page.getByRole('link', { name: v.t('record.challenging-act') }).click();
  await page.getByRole('heading', { name: v.t('act.people.act-challenged') }).waitFor();
  await context.close();
}

async function tell(setting: Setting, state: string): Promise<void> {
  const v = await visit(chromium.browser, url, setting);
  await takeAdministratorSeat(v, state);
  const act = await actOnPage(v);
  await challenge(v, act);
  await isShownToAll(v, act);
  await v.page.goto(`${url}/${v.t.language}/record/${act}`);
  await looksRight(v);
  expect(v.watch.seen).toEqual([]);
  await v.context.close();
}

test('an administrator challenges an act in Arabic on a window of 320 by 640', async () => {
  await tell({ language: 'ar', viewport: { width: 320, height: 640 }, hasTouch: true }, 'زامبيا');
}, 90_000);

test('an administrator challenges an act by the keyboard alone, in French', async () => {
  await tell({ language: 'fr', byKeyboard: true }, 'Zambie');
}, 90_000);

test('what another State did, and what the root signed, is not offered for a challenge', async () => {
  const v = await visit(chromium.browser, url, { language: 'en' });
  await takeAdministratorSeat(v, 'Zambia');
  const { participant } = await read<{ participant: string }>(v, '/api/me');
  const { entries } = await read<{
    entries: { act: string; content?: { actor: { participant?: string; person?: string } } }[];
  }>(v, '/api/acts?limit=200&type=people.root-enrolled');
  const own = entries.find((e) => e.content?.actor.participant === participant)!;
  const other = entries.find((e) => e.content?.actor.participant !== participant)!;
  for (const { act } of [own, other]) {
    await v.page.goto(`${url}/en/record/${act}`);
    expect(await v.page.getByRole('link', { name: v.t('record.challenge'), exact: true }).count()).toBe(0);
    await v.page.goto(`${url}/en/state/challenge/${act}`);
    await v.page.getByText(v.t('challenge.not-challengeable')).waitFor();
    expect(await v.page.getByRole('radio').count()).toBe(0);
  }
  await v.context.close();
}, 60_000);
