import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  accepts,
  acting,
  asksForWaiver,
  type Cast,
  choose,
  field,
  fills,
  goto,
  marks,
  type Names,
  opensSilence,
  outcomeOf,
  presides,
  press,
  proposes,
  registers,
  rewords,
  seatAll,
  tick,
  until,
} from './adopting.ts';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { looksRight, type Setting, sign, type Visitor } from './visitor.ts';

/** A text of twenty paragraphs from zero draft to adoption, told twice by the same steps. */
let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse('negotiations'), launchBrowser()]);
}, 180_000);
afterAll(() => chromium.close());

const SUBJECTS = [
  'opening',
  'speakers',
  'papers',
  'lines',
  'clocks',
  'rooms',
  'seats',
  'votes',
  'notes',
  'maps',
];
const ZERO = Array.from({ length: 20 }, (_, i) => {
  const subject = SUBJECTS[i % SUBJECTS.length];
  const verb = i % 5 === 3 ? 'should follow' : 'follows';
  return `OP${i + 1} The part of the exercise on ${subject} ${verb} the order of day ${i + 1}.`;
}).join('\n\n');

/** What delegations ask for: a phrase in many places, a bracket, the same words otherwise, a move, a new paragraph. */
async function propose({ one, two }: Cast, document: string): Promise<void> {
  await acting(one, `/negotiations/${document}/act`);
  await fills(one, 'batch', undefined);
  await one.hands.write(field(one, one.t('negotiation.find')), 'should follow');
  await one.hands.write(field(one, one.t('negotiation.put')), 'shall follow');
  await press(one, 'negotiation.find-all');
  await one.page.locator('.places input').nth(3).waitFor();
  expect(await one.page.locator('.places input').count()).toBe(4);
  await tick(one, one.page.locator('.places'), 'OP19');
  await looksRight(one);
  await proposes(one);
  await rewords(one, document, 'OP2', 'The part of the exercise on speakers follows a list drawn by lot.');
  await proposes(one);
  await rewords(
    two,
    document,
    'OP2',
    'The part of the exercise on speakers follows the list of the secretariat.',
  );
  await proposes(two);
  await fills(two, 'move', 'OP5');
  await choose(two, two.t('negotiation.behind'), 'OP7 ');
  await proposes(two);
  await fills(two, 'new', undefined);
  await choose(two, two.t('negotiation.anchor'), 'OP3 ');
  await two.hands.write(field(two, two.t('negotiation.wording')), 'A list of papers is kept.');
  await proposes(two);
}

/** What was said in the room is entered while it is spoken, and is nobody's until its State has confirmed it. */
async function recordOral({ secretary, one }: Cast, document: string, state: string, enter: Enter) {
  const { t, page } = secretary;
  await acting(secretary, `/negotiations/${document}/act#record`);
  await enter(secretary, state);
  await until(async () => (await field(secretary, t('negotiation.put')).inputValue()) === '');
  await looksRight(secretary);
  // Ready for the next one, with the hand where it begins.
  await page.keyboard.press('Escape');
  await until(() => isAtHand(field(secretary, t('negotiation.state-of'))));
  await acting(one, `/negotiations/${document}/act`);
  await choose(one, one.page.locator('#positions ~ form select').first(), 'OP6');
  await press(one, 'negotiation.confirm');
  await sign(one);
}

type Enter = (secretary: Visitor, state: string) => Promise<void>;
const isAtHand = (target: Locator) => target.evaluate((e) => e === document.activeElement);

const enterByPointer: Enter = async (secretary, state) => {
  const { t, hands } = secretary;
  await choose(secretary, t('negotiation.state-of'), state);
  await choose(secretary, t('negotiation.paragraph'), 'OP6 ');
  await hands.write(field(secretary, t('negotiation.find-or-new')), 'rooms');
  await hands.write(field(secretary, t('negotiation.put')), 'halls');
  await press(secretary, 'negotiation.record');
  await sign(secretary);
};

/** Seconds by the keystroke-level model (Card, Moran and Newell): a key of somebody who types as most do, a thought. */
const KEY = 0.28;
const THOUGHT = 1.35;
const ORAL = 20;

/**
 * As a secretary enters it who knows the page: no key but those that are needed. What the keys leave of twenty seconds, eight
 * of them, is for a longer wording and for the machine.
 */
const enterByKeys: Enter = async ({ page, t }, state) => {
  let keys = 0;
  const type = async (words: string) => {
    keys += words.length;
    await page.keyboard.type(words);
  };
  const hit = async (...names: readonly string[]) => {
    keys += names.length;
    for (const name of names) await page.keyboard.press(name);
  };
  await type(state.slice(0, 3));
  await hit('Tab');
  await type('OP6');
  await hit('Tab');
  await type('rooms');
  await hit('Tab');
  await type('halls');
  await hit('Enter');
  await page.locator('dialog[open]').waitFor();
  // Over the exact text to what signs.
  await hit('Tab', 'Tab', 'Enter');
  await page.locator('dialog[open] .good').waitFor();
  // Who, where, which words, and whether it is right: each is thought of once.
  expect(keys * KEY + 4 * THOUGHT).toBeLessThan(ORAL - 8);
  expect(await page.locator('dialog[open] h2').textContent()).toBe(
    t('negotiation.sentence.record', { state }),
  );
};

/** One begins to write, the chair accepts another wording of the same words, and nothing that was written is lost. */
async function overtake({ chair, two }: Cast, document: string): Promise<void> {
  const words = 'The part of the exercise on speakers follows the alphabet.';
  await rewords(two, document, 'OP2', words);
  await acting(chair, `/negotiations/${document}/preside`);
  await chair.page.locator('#settle ~ ul .stop', { hasText: 'OP2' }).first().waitFor();
  await accepts(chair, /OP2\s.*/);
  const ahead = chair.page.locator('#ahead');
  await ahead.locator('.stop', { hasText: chair.t('negotiation.becomes.in-conflict') }).waitFor();
  expect(await findings(chair.page)).toEqual([]);
  await press(chair, 'negotiation.accept');
  await sign(chair);
  // What was written is still there when the page is loaded again.
  await acting(two, `/negotiations/${document}/act`);
  await until(async () => (await field(two, two.t('negotiation.wording')).inputValue()) === words);
  await press(two, 'negotiation.propose');
  await two.page.locator('#overtaken ins', { hasText: 'lot' }).first().waitFor();
  expect(await field(two, two.t('negotiation.wording')).inputValue()).toBe(words);
  await looksRight(two);
  expect(await findings(two.page)).toEqual([]);
  await press(two, 'negotiation.on-new');
  await sign(two);
}

/** The rest is settled, paragraphs are agreed, one ad referendum until its capital has answered; the negotiation is closed. */
async function agree({ chair, one, two }: Cast, document: string, capital: string): Promise<void> {
  const { page, t } = chair;
  await acting(chair, `/negotiations/${document}/preside`);
  await accepts(chair, /OP4\s.*OP9/, /OP5\s/, /OP3bis/, /OP6\s/);
  await page.locator('#ahead ins', { hasText: 'shall' }).first().waitFor();
  await press(chair, 'negotiation.accept');
  await sign(chair);
  const open = page.locator('#settle ~ fieldset').first();
  await until(async () => (await open.locator('input').count()) === 2);
  for (const i of [0, 1]) await chair.hands.press(open.locator('input').nth(i));
  await press(chair, 'negotiation.set-aside');
  await sign(chair);
  await page.getByText(t('negotiation.none-open')).waitFor();
  await marks(chair, 'ad-referendum', ['OP2'], capital);
  await sign(chair);
  await page.locator('#mark ~ form .soft', { hasText: capital }).waitFor();
  await marks(chair, 'agreed', ['OP2']);
  // The rule that does not allow it is told before anybody signs.
  await page.locator('main .stop').first().waitFor();
  expect(await page.locator('dialog[open]').count()).toBe(0);
  await answer(two, document);
  await acting(one, `/negotiations/${document}/act`);
  await press(one, 'negotiation.state-jointly');
  await sign(one);
  await acting(chair, `/negotiations/${document}/preside`);
  await marks(chair, 'agreed', ['OP1', 'OP2', 'OP3', 'OP3bis']);
  await sign(chair);
  await press(chair, 'negotiation.close');
  await sign(chair);
  await page.getByText(t('negotiation.is-closed')).waitFor();
}

/** The capital has answered: its delegation says so, on the paragraph. */
async function answer(v: Cast['two'], document: string): Promise<void> {
  const { page, t, hands } = v;
  await acting(v, `/negotiations/${document}/act`);
  await hands.press(page.locator('summary', { hasText: t('negotiation.on-paragraphs') }));
  await tick(v, page.locator('fieldset.many'), /^\s*OP2\s/);
  await hands.press(page.getByRole('radio', { name: t('decisions.position.can-live-with') }));
  await press(v, 'decisions.state-position');
  await sign(v);
}

/** Silence is broken, and begins anew; nobody objects any more, and one State dissociates itself from a paragraph. */
async function decide(
  { chair, two }: Cast,
  document: string,
  title: string,
  rounds: readonly Waived[],
): Promise<void> {
  for (const { waiver } of rounds) await presides(chair, waiver, outcomeOf(chair, 'adopted'));
  const first = await opensSilence(chair, document, rounds[0]!.as);
  await acting(two, `/decisions/${first}/act`);
  await press(two, 'decisions.object');
  await sign(two);
  await presides(chair, first, outcomeOf(chair, 'broken'));
  const second = await opensSilence(chair, document, rounds[1]!.as, { title, seconds: 30 });
  await presides(chair, second, outcomeOf(chair, 'adopted'));
  await acting(two, `/decisions/${second}/act`);
  await two.hands.press(two.page.getByRole('radio', { name: two.t('decisions.statement.dissociation') }));
  await two.hands.write(two.page.getByPlaceholder('OP7'), 'OP2');
  await press(two, 'decisions.review');
  await sign(two);
  await goto(two, `/decisions/${second}`);
  await two.page.locator('strong', { hasText: two.t('decisions.phase.adopted') }).waitFor();
  await goto(two, `/decisions/${second}/compendium`);
  await two.page.locator('article', { hasText: 'OP2' }).waitFor();
  await looksRight(two);
}

type Waived = Awaited<ReturnType<typeof asksForWaiver>>;

async function tell(setting: Setting, names: Names): Promise<void> {
  const cast = await seatAll(chromium.browser, url, setting, names);
  const { chair, secretary } = cast;
  const title = `Zero draft, ${setting.language}`;
  const document = await registers(secretary, title, ZERO);
  await acting(chair, `/negotiations/${document}/preside`);
  await looksRight(chair);
  await press(chair, 'negotiation.open-one');
  await sign(chair);
  const rounds = [await asksForWaiver(chair, document), await asksForWaiver(chair, document)];
  await propose(cast, document);
  await recordOral(cast, document, names.one, setting.byKeyboard ? enterByKeys : enterByPointer);
  await overtake(cast, document);
  await agree(cast, document, names.two);
  await acting(secretary, `/negotiations/${document}/preside`);
  await press(secretary, 'negotiation.issue');
  await sign(secretary);
  await decide(cast, document, title, rounds);
  const all = Object.values(cast);
  expect(all.flatMap(({ watch }) => watch.seen)).toEqual([]);
  await Promise.all(all.map(({ context }) => context.close()));
}

test.concurrent('from zero draft to adoption in French by the keyboard alone', async () => {
  await tell(
    { language: 'fr', byKeyboard: true },
    { secretariat: 'Secrétariat', chair: 'Mongolie', one: 'Islande', two: 'Kenya' },
  );
}, 300_000);

test.concurrent('from zero draft to adoption in Arabic on a window of 320 by 640', async () => {
  await tell(
    { language: 'ar', viewport: { width: 320, height: 640 }, hasTouch: true },
    { secretariat: 'الأمانة', chair: 'تونس', one: 'قطر', two: 'نيبال' },
  );
}, 300_000);
