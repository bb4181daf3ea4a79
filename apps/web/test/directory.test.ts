import { afterAll, beforeAll, expect, test } from 'vitest';
import { openActing, takeAdministratorSeat } from './administrator.ts';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { looksRight, type Setting, sign, takeSeat, type Visitor, visit } from './visitor.ts';

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
}, 180_000);
afterAll(() => chromium.close());

const NUMBER = '+00 1 23 45 67';

interface Telling {
  readonly setting: Setting;
  /** States by the names that this language gives them. */
  readonly own: string;
  readonly reader: string;
  readonly other: string;
}

/** An office of one State opens its telephone to a second State, then to a third as well. */
async function tell({ setting, own, reader, other }: Telling): Promise<void> {
  const author = await visit(chromium.browser, url, setting);
  const [second, third] = [await seated(reader, setting), await seated(other, setting)];
  await takeAdministratorSeat(author, own);
  await openActing(author, '/directory/nominate');
  await describe(author, reader, setting.byKeyboard);
  const contact = await nominated(author);
  await author.hands.press(author.page.getByRole('link', { name: author.t('contact.see') }));
  await saysWhoReads(author, [reader]);
  const path = `/${setting.language}/directory/${contact}`;
  expect([await reads(second, path), await reads(third, path)]).toEqual([true, false]);
  expect(await (await fetch(url + path)).text()).not.toContain(NUMBER);
  await openActing(author, `/directory/${contact}/change`);
  await choose(author, other);
  await author.hands.press(author.page.getByRole('button', { name: author.t('house.review') }).first());
  await sign(author);
  await author.page.goto(url + path);
  await saysWhoReads(author, [reader, other]);
  expect([await reads(second, path), await reads(third, path)]).toEqual([true, true]);
  expect([author, second, third].flatMap((v) => v.watch.seen)).toEqual([]);
  await Promise.all([author, second, third].map((v) => v.context.close()));
}

async function seated(state: string, setting: Setting): Promise<Visitor> {
  const v = await visit(chromium.browser, url, setting);
  await takeSeat(v, state);
  return v;
}

const telephones = ({ page, t }: Visitor) =>
  page.getByRole('group', { name: t('contact.named', { field: t('field.telephones') }) });

/** Finds a State by its name in the chooser of the telephone, and ticks it. */
async function choose(v: Visitor, state: string): Promise<void> {
  const { t, hands } = v;
  await hands.write(telephones(v).getByLabel(t('contact.named-find')), state);
  await hands.press(telephones(v).getByRole('checkbox', { name: state, exact: true }));
  await telephones(v).getByText(state).first().waitFor();
  await looksRight(v);
}

async function describe(v: Visitor, reader: string, byKeyboard = false): Promise<void> {
  const { page, t, hands } = v;
  await hands.write(page.getByLabel(t('field.institution'), { exact: true }), 'CERT 24/7');
  const list = `${t('field.telephones')} (${t('contact.list')})`;
  await hands.write(page.getByLabel(list, { exact: true }), NUMBER);
  const readers = page.getByLabel(t('contact.readers', { field: t('field.telephones') }));
  if (byKeyboard) {
    // The keyboard of this browser has no É: the first letters, then the last of the list.
    await hands.choose(readers, 'mon');
    await page.keyboard.press('End');
  } else await hands.choose(readers, t('contact.readers.named'));
  await choose(v, reader);
  expect(await findings(page)).toEqual([]);
}

async function nominated(v: Visitor): Promise<string> {
  const { page, t, hands } = v;
  await hands.press(page.getByRole('button', { name: t('house.review') }));
  await sign(v);
  const href = await page.getByRole('link', { name: t('contact.see') }).getAttribute('href');
  return href!.split('/').at(-1)!;
}

async function saysWhoReads(v: Visitor, states: readonly string[]): Promise<void> {
  const { page, t } = v;
  const line = page.locator('dd', { hasText: NUMBER });
  await line.waitFor();
  for (const state of states) expect(await line.innerText()).toContain(state);
  expect(await page.locator('dd', { hasText: 'CERT 24/7' }).innerText()).toContain(
    t('contact.open-to', { who: t('contact.readers.participants') }),
  );
  await looksRight(v);
  expect(await findings(page)).toEqual([]);
}

/** Whether the telephone is on the page of the contact; where it is not, the page names it as closed. */
async function reads({ page, t }: Visitor, path: string): Promise<boolean> {
  await page.goto(url + path);
  const text = await page.locator('main').innerText();
  expect(text).toContain('CERT 24/7');
  expect(text).not.toContain(t('contact.open-to', { who: t('contact.readers.participants') }));
  const isOpen = text.includes(NUMBER);
  expect(text.includes(t('directory.closed', { fields: t('field.telephones') }))).toBe(!isOpen);
  return isOpen;
}

test('a telephone is opened to one State, then to another, in Arabic on a window of 320 by 640', async () => {
  await tell({
    setting: { language: 'ar', viewport: { width: 320, height: 640 }, hasTouch: true },
    own: 'الأردن',
    reader: 'غانا',
    other: 'البرازيل',
  });
}, 120_000);

test('a telephone is opened to one State, then to another, by the keyboard alone in French', async () => {
  await tell({
    setting: { language: 'fr', byKeyboard: true },
    own: 'Uruguay',
    reader: 'Kenya',
    other: 'Togo',
  });
}, 120_000);
