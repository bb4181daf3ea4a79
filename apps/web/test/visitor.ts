import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Words } from '../src/lib/words/messages.ts';
import { type Hands, keyboard, pointer, type Upload } from './hands.ts';
import { overflow, protruding, type Watch, watch } from './watching.ts';
import { wordsOf } from './words.ts';

/** Somebody in front of a browser of their own. */
export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly t: Words;
  readonly hands: Hands;
  readonly url: string;
  readonly watch: Watch;
}

export interface Setting extends BrowserContextOptions {
  readonly language: string;
  readonly byKeyboard?: boolean;
}

export async function visit(browser: Browser, url: string, setting: Setting): Promise<Visitor> {
  const { language, byKeyboard, ...options } = setting;
  const context = await browser.newContext({ locale: language, ...options });
  context.setDefaultTimeout(20_000);
  const watching = await watch(context, url);
  const page = await context.newPage();
  const hands = byKeyboard ? keyboard(page) : pointer();
  return { page, context, t: await wordsOf(language), hands, url, watch: watching };
}

/** The page is in the visitor's language and direction, and nothing on it needs scrolling sideways. */
export async function looksRight({ page, t }: Visitor): Promise<void> {
  const { lang, dir } = await page.evaluate(() => {
    const { lang, dir } = document.documentElement;
    return { lang, dir };
  });
  const path = new URL(page.url()).pathname;
  expect({ path, lang, dir }).toEqual({ path, lang: t.language, dir: t.language === 'ar' ? 'rtl' : 'ltr' });
  expect({ path, wider: await overflow(page), by: await protruding(page) }).toEqual({
    path,
    wider: 0,
    by: [],
  });
}

/** From the home page, by its banner, to a seat as point of contact. Answers with the id of the contact. */
export async function takeSeat(v: Visitor, state: string): Promise<string> {
  const { page, t, hands, url } = v;
  await page.goto(`${url}/${t.language}`);
  await looksRight(v);
  await hands.press(page.locator('.banner a'));
  await page.waitForURL('**/seat');
  await looksRight(v);
  await hands.choose(page.getByLabel(t('seat.state')), state);
  await hands.press(page.getByRole('button', { name: t('seat.take') }));
  await page.waitForURL('**/today');
  await looksRight(v);
  const me = (await (await v.context.request.get(`${url}/api/me`)).json()) as { contacts: string[] };
  return me.contacts[0]!;
}

export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly attachment?: Upload;
}

/** Fills the form that is open and sends it, through the dialog that shows what is signed. */
export async function send(v: Visitor, letter: Letter, to?: string): Promise<void> {
  const { page, t, hands } = v;
  await page.waitForURL('**/exchange/new**');
  await looksRight(v);
  if (to) await hands.press(page.locator(`input[value="${to}"]`));
  await hands.write(page.getByLabel(t('exchange.subject')), letter.subject);
  await hands.write(page.getByLabel(t('exchange.text'), { exact: true }), letter.text);
  if (letter.attachment) await hands.attach(page.getByLabel(t('exchange.attachments')), letter.attachment);
  await hands.press(page.getByRole('button', { name: t('exchange.seal') }));
  await sign(v);
  await page.getByText(t('exchange.sent')).waitFor();
}

/** Shows a draft to the own people, and waits until it can be read. */
export async function showDraft(v: Visitor, title: string, text: string): Promise<void> {
  const { page, t, hands } = v;
  await page.locator('fieldset:enabled').first().waitFor();
  await hands.write(page.getByLabel(t('clearance.draft-title')), title);
  await hands.write(page.getByLabel(t('clearance.text'), { exact: true }), text);
  await hands.press(page.getByRole('button', { name: t('clearance.put') }));
  await page.waitForURL('**/clearance/thr_*');
  await page.getByRole('heading', { name: title }).waitFor();
}

/** Begins a text in a small group with one other State, off the record, and waits until it can be read. */
export async function beginGroup(v: Visitor, state: string, title: string, text: string): Promise<void> {
  const { page, t, hands } = v;
  await page.locator('fieldset:enabled').first().waitFor();
  const search = page.getByLabel(t('consultations.find'));
  if (await search.isVisible()) await hands.write(search, state);
  await hands.press(page.getByRole('checkbox', { name: state, exact: true }));
  await hands.write(page.getByLabel(t('consultations.heading'), { exact: true }), title);
  await hands.write(page.getByLabel(t('consultations.text'), { exact: true }), text);
  await hands.press(page.getByRole('button', { name: t('clearance.put') }));
  await page.waitForURL('**/consultations/thr_*');
  await page.getByRole('heading', { name: title }).waitFor();
}

/** Sends a link test to a contact. Answers with the address of its results. */
export async function linkTest(v: Visitor, to: string): Promise<string> {
  const { page, t, hands, url } = v;
  await page.goto(`${url}/${t.language}/exercises`);
  await hands.press(page.locator('main').getByRole('link', { name: t('exercises.begin.link') }));
  await page.waitForURL('**/exercises/link');
  await page.locator('fieldset:enabled').first().waitFor();
  await hands.press(page.locator(`input[value="${to}"]`));
  await hands.press(page.getByRole('button', { name: t('exercises.send') }));
  await page.waitForURL('**/exercises/thr_*');
  await page.locator('main table').waitFor();
  return page.url();
}

/** Signs in the dialog that is open, and sees where the act stands on the record. */
export async function sign(v: Visitor): Promise<void> {
  const { page, t, hands } = v;
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await looksRight(v);
  await hands.press(dialog.getByRole('button', { name: t('dialog.sign') }));
  await dialog
    .getByRole('link', { name: t('dialog.proof') })
    .waitFor()
    .catch(async (cause) => {
      throw new Error(`It was not placed: ${await dialog.innerText().catch(() => 'the dialog is gone')}`, {
        cause,
      });
    });
  await hands.press(dialog.getByRole('button', { name: t('dialog.close') }));
}

/** Every message of the thread is open, and all seven checks of each hold. */
export async function allChecksHold({ page, t }: Visitor, messages: number): Promise<void> {
  const summary = page.getByText(t('exchange.checks', { count: 7, total: 7 }));
  await summary.nth(messages - 1).waitFor();
  expect(await summary.count()).toBe(messages);
  expect(await page.locator('.checks .good').count()).toBe(7 * messages);
  expect(await page.locator('.checks .stop').count()).toBe(0);
}

/** Saves an attachment and answers with its bytes. */
export async function save({ page, t, hands }: Visitor, name: string): Promise<Buffer> {
  const download = page.waitForEvent('download');
  await hands.press(page.getByRole('button', { name: t('exchange.save', { name }) }));
  return readFile(await (await download).path());
}
