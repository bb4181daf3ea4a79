import { connect, dataOf } from '@comity/client';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeRole } from './administrator.ts';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import {
  appoint,
  does,
  elects,
  gavels,
  mandateOf,
  opening,
  openStage,
  type Person,
  type Stage,
} from './stage.ts';
import { looksRight, sign, type Visitor, visit } from './visitor.ts';

/** Longer than the window that a page gives: a second by the rules, and the minute in which it is signed. */
const WINDOW = 70_000;
const PHONE = { language: 'ar', viewport: { width: 320, height: 640 }, hasTouch: true };

let stage: Stage;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;
/** Presides, in French. */
let chair: Visitor;
/** A delegate with a phone, in Arabic. */
let delegate: Visitor;
let other: Person;

beforeAll(async () => {
  [stage, chromium] = await Promise.all([openStage('ben', 'mng', 'qat', 'ury'), launchBrowser()]);
  [chair, delegate] = await Promise.all([sits({ language: 'fr' }, 'Bénin'), sits(PHONE, 'قطر')]);
  other = await appoint(stage, 'mng');
  await elects(stage, stage.clerk, await personOf(chair));
}, 180_000);
afterAll(async () => {
  await chromium?.close();
  await stage?.end();
});

async function sits(setting: Parameters<typeof visit>[2], state: string): Promise<Visitor> {
  const v = await visit(chromium.browser, stage.url, setting);
  await takeRole(v, state, 'delegate');
  return v;
}
const personOf = async ({ context }: Visitor) =>
  (await (await context.request.get(`${stage.url}/api/me`)).json()) as Pick<Person, 'participant' | 'person'>;

const addressOf = ({ t }: Visitor, procedure: string) => `${stage.url}/${t.language}/decisions/${procedure}`;
async function openActing(v: Visitor, procedure: string): Promise<void> {
  await v.page.goto(`${addressOf(v, procedure)}/act`);
  await v.page.locator('main button:enabled').first().waitFor();
}
const findPhase = async (procedure: string) => {
  const params = { path: { procedure } };
  return dataOf(await connect(stage.url).api.GET('/api/procedures/{procedure}', { params })).phase;
};

/** The button beside what whoever presides could do. */
const announcing = ({ page, t }: Visitor): Locator =>
  page.locator('main > p', { hasText: t('act.decisions.announced') }).getByRole('button');
const closing = ({ page, t }: Visitor, outcome: 'adopted' | 'withdrawn'): Locator =>
  page
    .locator('main > p', { hasText: t('decisions.outcome', { outcome: t(`decisions.phase.${outcome}`) }) })
    .getByRole('button');
const isIn = ({ page, t }: Visitor, phase: 'adopted' | 'broken' | 'window'): Promise<void> =>
  page.locator('strong', { hasText: t(`decisions.phase.${phase}`) }).waitFor();
const presses = ({ page, t, hands }: Visitor) =>
  hands.press(page.getByRole('dialog').getByRole('button', { name: t('dialog.sign') }));
const refusedIn = ({ page }: Visitor): Locator => page.getByRole('dialog').locator('.note');

/** What others did of a title that no other procedure of this file has. */
async function opened(words: string, more: Parameters<typeof opening>[0] = {}): Promise<string> {
  const data = opening({ subject: await mandateOf(stage, stage.clerk, words), ...more });
  await does(stage, stage.clerk, 'decisions.opened', data);
  return data.procedure;
}

async function announces(v: Visitor, procedure: string): Promise<void> {
  await openActing(v, procedure);
  await v.hands.press(announcing(v));
  await sign(v);
}
async function adopts(v: Visitor, procedure: string): Promise<void> {
  await openActing(v, procedure);
  await v.hands.press(closing(v, 'adopted'));
  await sign(v);
}

test('a decision is opened, announced and adopted by pages in French; who follows it in Arabic sees each step as it falls', async () => {
  const { page, t, hands } = chair;
  await page.goto(`${stage.url}/fr/decisions/open`);
  await page.locator('form button:enabled').first().waitFor();
  await page.getByLabel(t('decisions.subject')).first().selectOption('mandate');
  await hands.write(page.getByLabel(t('decisions.mandate-words')), 'To report on what was done.');
  await hands.press(page.getByRole('button', { name: t('decisions.review') }));
  await sign(chair);
  await hands.press(page.getByRole('link', { name: t('decisions.see') }));
  await page.waitForURL('**/decisions/pro_*');
  const procedure = page.url().split('/').at(-1)!;
  await delegate.page.goto(addressOf(delegate, procedure));
  await page.clock.install();
  await announces(chair, procedure);
  await isIn(delegate, 'window');
  // Before the window is over there is nothing to adopt by; then the page says so by itself.
  await isIn(chair, 'window');
  expect(await closing(chair, 'adopted').count()).toBe(0);
  expect(await findings(page)).toEqual([]);
  await stage.pass(WINDOW);
  await page.clock.fastForward(WINDOW);
  await page.getByText(t('decisions.time-passed')).waitFor();
  await hands.press(page.getByRole('button', { name: t('decisions.renew') }));
  await hands.press(closing(chair, 'adopted'));
  await sign(chair);
  await isIn(delegate, 'adopted');
  await looksRight(delegate);
  expect(await findPhase(procedure)).toBe('adopted');
}, 120_000);

test('a chair who waited with an announcement is told by which rule, and signs it anew without loading the page', async () => {
  const procedure = await opened('To wait.');
  await openActing(chair, procedure);
  await chair.hands.press(announcing(chair));
  await chair.page.getByRole('dialog').waitFor();
  await stage.pass(WINDOW);
  await presses(chair);
  await refusedIn(chair)
    .getByText(/7\.\d+/)
    .waitFor();
  expect(await findPhase(procedure)).toBe('open');
  await sign(chair);
  expect(await findPhase(procedure)).toBe('window');
}, 60_000);

test('a refusal tells what others did meanwhile, and what was written stays on the page', async () => {
  const procedure = await opened('To be overtaken.');
  const { page, t, hands } = delegate;
  await openActing(delegate, procedure);
  const reason = page.getByLabel(t('decisions.reason'));
  await hands.write(reason, 'سبب طويل كُتب بعناية');
  await hands.press(page.getByRole('button', { name: t('decisions.object'), exact: true }));
  await page.getByRole('dialog').waitFor();
  await does(stage, other, 'decisions.position-stated', { procedure, position: 'support' });
  await gavels(stage, stage.clerk, procedure, { outcome: 'withdrawn' });
  await presses(delegate);
  const told = refusedIn(delegate);
  await told.getByText(t('dialog.since')).waitFor();
  await expect.poll(() => told.getByRole('listitem').count()).toBe(2);
  expect(await told.getByRole('link').first().getAttribute('href')).toMatch(/^\/ar\/record\/[0-9a-f]{64}$/);
  expect(await told.innerText()).toContain('منغوليا');
  await looksRight(delegate);
  expect(await findings(page)).toEqual([]);
  await hands.press(page.getByRole('dialog').getByRole('button', { name: t('dialog.cancel') }));
  await hands.press(page.getByRole('button', { name: t('decisions.renew') }));
  await page.getByRole('heading', { name: t('decisions.after') }).waitFor();
  expect(await reason.inputValue()).toBe('سبب طويل كُتب بعناية');
  expect(await page.getByRole('button', { name: t('decisions.object'), exact: true }).isDisabled()).toBe(
    true,
  );
}, 60_000);

test('a gavel over an objection that came meanwhile is refused by its rule and says whose it is', async () => {
  const procedure = await opened('To be objected to.');
  await announces(chair, procedure);
  await stage.pass(WINDOW);
  await openActing(chair, procedure);
  await chair.hands.press(closing(chair, 'adopted'));
  await chair.page.getByRole('dialog').waitFor();
  await does(stage, other, 'decisions.objected', { procedure });
  await presses(chair);
  await expect.poll(() => refusedIn(chair).innerText()).toContain('Mongolie');
  expect(await findPhase(procedure)).toBe('broken');
}, 60_000);

test('a motion is voted on by pages, where the rules decide it so', async () => {
  const { procedure } = await (async () => {
    const data = opening({});
    await does(stage, other, 'decisions.opened', data);
    return data;
  })();
  const { page, t, hands } = delegate;
  await openActing(delegate, procedure);
  // Nobody votes on what was not announced: the page says by which rule, and why.
  await page.getByText('لم يُعلن عن التصويت').waitFor();
  expect(await page.getByRole('button', { name: t('decisions.cast-vote') }).count()).toBe(0);
  await announces(chair, procedure);
  await page.getByRole('button', { name: t('decisions.renew') }).waitFor();
  await hands.press(page.getByRole('button', { name: t('decisions.renew') }));
  await hands.press(page.getByRole('radio', { name: t('decisions.vote.for') }));
  await looksRight(delegate);
  await hands.press(page.getByRole('button', { name: t('decisions.cast-vote') }));
  await sign(delegate);
  await does(stage, other, 'decisions.voted', { procedure, vote: 'abstain' });
  await stage.pass(WINDOW);
  await adopts(chair, procedure);
  await page.goto(addressOf(delegate, procedure));
  await isIn(delegate, 'adopted');
  await page.getByText(t('decisions.tally', { for: '1', against: '0', abstain: '1' })).waitFor();
}, 60_000);

/** A silence that ends in half a minute on a clock that stands still, and a dialogue in which an objection to it waits. */
async function aboutToObject(words: string): Promise<{ procedure: string; deadline: string }> {
  await stage.stopAt(stage.at());
  const deadline = stage.at(30_000);
  const procedure = await opened(words, { kind: 'silence', deadline });
  const { page, t, hands } = delegate;
  await openActing(delegate, procedure);
  await hands.write(page.getByLabel(t('decisions.reason')), words);
  await hands.press(page.getByRole('button', { name: t('decisions.object'), exact: true }));
  await page.getByRole('dialog').waitFor();
  return { procedure, deadline };
}
const after = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString();

test('an objection is heard a second before the deadline, and refused at the deadline by a rule that the page names', async () => {
  const early = await aboutToObject('A second early');
  await stage.stopAt(after(early.deadline, -1000));
  await sign(delegate);
  expect(await findPhase(early.procedure)).toBe('broken');
  const late = await aboutToObject('A second late');
  await stage.stopAt(after(late.deadline, 1000));
  await presses(delegate);
  await refusedIn(delegate)
    .getByText(/7\.\d+/)
    .waitFor();
  // Why, in the reader's language too.
  expect(await refusedIn(delegate).innerText()).toContain('حلّ الموعد النهائي في');
  const { page, t } = delegate;
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('dialog.cancel') })
    .click();
  expect(await page.getByLabel(t('decisions.reason')).inputValue()).toBe('A second late');
  expect(await findPhase(late.procedure)).toBe('due');
  await stage.pass(0);
}, 60_000);

test('of two chairs only the one who was elected last lets the gavel fall', async () => {
  const second = await sits({ language: 'en' }, 'Uruguay');
  const procedure = await opened('To be presided over.');
  await announces(chair, procedure);
  const { participant, person } = await personOf(second);
  const subject = { kind: 'office' as const, office: 'chair' as const, participant, person };
  const election = opening({ subject });
  await does(stage, stage.clerk, 'decisions.opened', election);
  await announces(chair, election.procedure);
  await stage.pass(WINDOW);
  // The first chair is about to let it fall when the second one is elected.
  const tab = await chair.context.newPage();
  const waiting = { ...chair, page: tab };
  await openActing(waiting, procedure);
  await closing(waiting, 'adopted').click();
  await tab.getByRole('dialog').waitFor();
  await adopts(chair, election.procedure);
  await tab
    .getByRole('dialog')
    .getByRole('button', { name: chair.t('dialog.sign') })
    .click();
  await refusedIn(waiting)
    .getByText(/7\.\d+/)
    .waitFor();
  expect(await findPhase(procedure)).toBe('due');
  await openActing(chair, procedure);
  expect(await closing(chair, 'adopted').count()).toBe(0);
  await adopts(second, procedure);
  expect(await findPhase(procedure)).toBe('adopted');
}, 90_000);

test('nothing of it offended: no script failed, no policy was broken', () => {
  // The browser itself reports a refusal.
  const own = (line: string) => !/409/.test(line);
  expect([...chair.watch.seen, ...delegate.watch.seen].filter(own)).toEqual([]);
});
