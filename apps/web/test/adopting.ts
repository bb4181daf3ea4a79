import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Locator } from 'playwright-core';
import { expect } from 'vitest';
import type { MessageKey } from '../src/lib/words/messages.ts';
import { looksRight, type Setting, sign, type Visitor, visit } from './visitor.ts';

/** Those who negotiate, each in a browser of their own, by the names that the list of States has in their language. */
export interface Cast {
  readonly chair: Visitor;
  readonly secretary: Visitor;
  readonly one: Visitor;
  readonly two: Visitor;
}
export interface Names {
  readonly secretariat: string;
  readonly chair: string;
  readonly one: string;
  readonly two: string;
}

/** A field by what stands before it. */
export const field = ({ page }: Visitor, label: string): Locator =>
  page
    .locator('main label')
    .filter({ has: page.locator('span', { hasText: label }) })
    .locator('select, input, textarea')
    .first();

/** Chooses what begins so from a list. Whoever types gives the beginning, and hears what was chosen. */
export async function choose(v: Visitor, of: string | Locator, beginning: string): Promise<void> {
  const list = typeof of === 'string' ? field(v, of) : of;
  const options = await list.locator('option').allTextContents();
  const wanted = options.map((text) => text.trim()).find((text) => text.startsWith(beginning));
  if (wanted === undefined) throw new Error(`${of}: nothing begins with ${beginning}.`);
  await v.hands.choose(list, wanted);
  const chosen = await list.evaluate((e) => (e as HTMLSelectElement).selectedOptions[0]?.text.trim());
  expect(chosen).toBe(wanted);
}

export const press = (v: Visitor, key: MessageKey): Promise<void> =>
  v.hands.press(
    v.page
      .locator('main')
      .getByRole('button', { name: v.t(key), exact: true })
      .first(),
  );

/** Ticks what begins so. */
export const tick = (v: Visitor, within: Locator, beginning: string | RegExp): Promise<void> =>
  v.hands.press(within.locator('label', { hasText: beginning }).locator('input').first());

/** Writes over what stands there already. */
export async function overwrite(v: Visitor, target: Locator, words: string): Promise<void> {
  await v.hands.write(target, '');
  await target.focus();
  await v.page.keyboard.press('ControlOrMeta+a');
  await v.page.keyboard.insertText(words);
}

export const goto = async (v: Visitor, path: string): Promise<void> => {
  await v.page.goto(`${v.url}/${v.t.language}${path}`);
};

/** A page on which one acts, once the keys of this browser are at hand. */
export async function acting(v: Visitor, path: string): Promise<void> {
  await goto(v, path);
  await v.page.locator('main button:enabled').first().waitFor();
  await v.page.locator('main .note', { hasText: v.t('house.no-keys-here') }).waitFor({ state: 'hidden' });
}

type Role = 'delegate' | 'presiding';

/** Takes a seat by the same hands that do all else. */
async function takes(v: Visitor, state: string, role: Role): Promise<Visitor> {
  const { page, t, hands } = v;
  await goto(v, '/seat');
  await page.locator('fieldset:enabled').first().waitFor();
  await choose(v, t('seat.state'), state);
  await hands.press(page.getByRole('radio', { name: t(`seat.role.${role}`) }));
  await hands.press(page.getByRole('button', { name: t('seat.take') }));
  await page.waitForURL('**/today');
  await looksRight(v);
  return v;
}

export async function seatAll(browser: Browser, url: string, setting: Setting, names: Names): Promise<Cast> {
  const seat = async (state: string, role: Role = 'delegate') =>
    takes(await visit(browser, url, setting), state, role);
  const [chair, secretary, one, two] = await Promise.all([
    seat(names.chair, 'presiding'),
    seat(names.secretariat),
    seat(names.one),
    seat(names.two),
  ]);
  return { chair, secretary, one, two };
}

/** The zero draft comes into the registry, as a text whose paragraphs can be named; answers with its id. */
export async function registers(v: Visitor, title: string, words: string): Promise<string> {
  const { page, t, hands } = v;
  await goto(v, '/documents/new');
  await page.locator('fieldset:enabled').first().waitFor();
  await choose(v, t('paper.language'), 'English');
  await hands.write(page.getByLabel(t('paper.paste')), words);
  await press(v, 'paper.look');
  await page.locator('#understood').waitFor();
  await hands.write(page.getByLabel(t('paper.name')), title);
  await hands.press(page.getByRole('button', { name: t('paper.take', { language: 'English' }) }));
  await press(v, 'paper.register');
  await sign(v);
  await hands.press(page.getByRole('link', { name: t('paper.see') }));
  await page.waitForURL('**/documents/doc_*');
  return new URL(page.url()).pathname.split('/').at(-1)!;
}

/** What one kind of proposal is filled in with. */
export async function fills(v: Visitor, kind: string, paragraph: string | undefined): Promise<void> {
  const { t } = v;
  await choose(v, t('negotiation.what'), t(`negotiation.kind.${kind}` as MessageKey));
  if (paragraph !== undefined) await choose(v, t('negotiation.paragraph'), `${paragraph} `);
}

/** A paragraph as one would have it. */
export async function rewords(v: Visitor, document: string, paragraph: string, words: string): Promise<void> {
  await acting(v, `/negotiations/${document}/act`);
  await fills(v, 'words', paragraph);
  const wording = field(v, v.t('negotiation.wording'));
  await until(async () => (await wording.inputValue()) !== '');
  await overwrite(v, wording, words);
}

export async function proposes(v: Visitor): Promise<void> {
  await press(v, 'negotiation.propose');
  await sign(v);
}

/** Whoever presides looks at what accepting would do, and accepts. */
export async function accepts(v: Visitor, ...of: readonly (string | RegExp)[]): Promise<void> {
  for (const name of of) await tick(v, v.page.locator('#settle ~ fieldset').first(), name);
  await press(v, 'negotiation.look-ahead');
  await v.page.locator('#ahead').waitFor();
  await looksRight(v);
}

/** Says where paragraphs stand. */
export async function marks(
  v: Visitor,
  kind: string,
  paragraphs: readonly string[],
  waits?: string,
): Promise<void> {
  const { t, page, hands } = v;
  const form = page.locator('#mark ~ form').first();
  for (const label of paragraphs) await tick(v, form, new RegExp(`^\\s*${label}\\s`));
  await hands.press(
    form.getByRole('radio', { name: t(`negotiation.agreement.${kind}` as MessageKey), exact: true }),
  );
  if (waits !== undefined) await hands.write(field(v, t('negotiation.whom')), waits);
  await press(v, 'house.review');
}

/** A silence procedure on the text is refused: the body is asked to set the rules aside, for the procedure that is to come. */
export async function asksForWaiver(v: Visitor, document: string): Promise<{ waiver: string; as: string }> {
  const { page, t, hands } = v;
  await acting(v, `/decisions/open?document=${document}`);
  await hands.press(page.getByRole('radio', { name: t('decisions.kind.silence') }));
  await press(v, 'decisions.review');
  await press(v, 'decisions.first-waive');
  for (const rule of ['languages-issued', 'notice-given', 'silence-long-enough']) {
    const box = page.getByRole('checkbox', { name: `decisions.${rule}` });
    if (!(await box.isChecked())) await hands.press(box);
  }
  await press(v, 'decisions.review');
  await sign(v);
  const as = new URL(page.url()).searchParams.get('as')!;
  const link = await page.getByRole('link', { name: t('decisions.see') }).getAttribute('href');
  const waiver = link!.split('/').at(-1)!;
  await presides(v, waiver, t('act.decisions.announced'));
  return { waiver, as };
}

/** Waits until something is so, in milliseconds. Two stories are told at once: the test of one is no test of the other. */
export async function until(
  isSo: () => Promise<boolean>,
  { patience = 20_000, pause = 100 }: { patience?: number; pause?: number } = {},
): Promise<void> {
  const end = Date.now() + patience;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`It did not come about: ${isSo}`);
    await sleep(pause);
  }
}

/** Whoever presides announces, or lets the gavel fall. */
export async function presides(v: Visitor, procedure: string, what: string): Promise<void> {
  const { page, hands } = v;
  const step = page.locator('main p', { hasText: what }).getByRole('button');
  await until(
    async () => {
      await acting(v, `/decisions/${procedure}/act`);
      return (await step.count()) > 0;
    },
    { patience: 90_000, pause: 2000 },
  );
  await hands.press(step.first());
  await sign(v);
}

export const outcomeOf = ({ t }: Visitor, outcome: 'adopted' | 'broken'): string =>
  t('decisions.outcome', { outcome: t(`decisions.phase.${outcome}`) });

/** Opens the silence procedure for which rules were set aside; answers with its id. One that is renewed lasts some seconds. */
export async function opensSilence(
  v: Visitor,
  document: string,
  as: string,
  renewed?: { readonly title: string; readonly seconds: number },
): Promise<string> {
  const { page, t, hands } = v;
  await acting(v, `/decisions/open?document=${document}&as=${as}`);
  await hands.press(page.getByRole('radio', { name: t('decisions.kind.silence') }));
  if (renewed !== undefined) {
    await choose(v, t('decisions.reissues'), t('decisions.subject.document', { title: renewed.title }));
    // Last of all: the time until then is short.
    const at = new Date(Date.now() + renewed.seconds * 1000);
    const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
    await field(v, t('decisions.deadline')).fill(local);
  }
  await press(v, 'decisions.review');
  await sign(v);
  return as;
}
