import type { APIRequestContext } from 'playwright-core';
import type { MessageKey } from '../src/lib/words/messages.ts';
import type { Furnished } from './furnished.ts';
import {
  actingPlaces,
  housePlaces,
  managerPlaces,
  type Place,
  type Reader,
  readingPlaces,
  type Step,
} from './places.ts';

const press =
  (key: MessageKey): Step =>
  (page, t) =>
    page
      .locator('main')
      .getByRole('button', { name: t(key), exact: true })
      .first()
      .click();

/** Presses what asks, and waits for the dialogue. */
const asks =
  (key: MessageKey): Step =>
  async (page, t) => {
    await press(key)(page, t);
    await page.locator('dialog[open]').waitFor();
  };

const fills =
  (key: MessageKey, text: string): Step =>
  (page, t) =>
    page.locator('main').getByLabel(t(key), { exact: true }).first().fill(text);

const allOf =
  (...steps: readonly Step[]): Step =>
  async (page, t) => {
    for (const step of steps) await step(page, t);
  };

/** Something is told in red. */
const isStopped: Step = (page) => page.locator('main .stop').first().waitFor();

/** A root key that is made here, shown, drawn up with, and has signed. Nothing of it is sent. */
const holdsRoot: readonly Step[] = [
  allOf(press('root.make'), press('root.show')),
  (page) => page.locator('input[name=what][value=enrol]').check(),
  allOf(
    (page) => page.locator('input[name=what][value=administrators]').check(),
    press('root.draw-up'),
    (page, t) => page.getByRole('button', { name: t('dialog.sign'), exact: true }).waitFor(),
  ),
  allOf(press('dialog.sign'), (page, t) => page.getByText(t('root.signed')).waitFor()),
];

/** Opens a field to States by name, with all of them to choose from. */
const namesReaders: Step = async (page, t) => {
  await page.locator('.field select').last().selectOption('named');
  await press('contact.named-all')(page, t);
  await page.locator('.choices input').first().check();
};

const isFaulty: Step = async (page, t) => {
  await page.locator('.field input').first().fill('x'.repeat(600));
  await press('house.review')(page, t);
  await isStopped(page, t);
};

const writesLetter: Step = allOf(
  (page) => page.locator('fieldset input[type=checkbox]').first().check(),
  (page, t) => page.getByLabel(t('exchange.is-exercise')).check(),
  fills('exchange.subject', 'Notice'),
  fills('exchange.text', 'A line of text.'),
);

/** The beginning of a statement with its damage: a line cut by hyphens, a page number. */
const readsPaper: Step = async (page, t) => {
  await fills(
    'paper.paste',
    'Mr. Chair,\n\nWe thank you for the intro-\nduction of the item.\n\n- 1 -\n\nWe support it.',
  )(page, t);
  await press('paper.look')(page, t);
  await page.locator('#understood').waitFor();
};

/** One word in many paragraphs: every place is shown, to be ticked. */
const findsPlaces: Step = async (page, t) => {
  await page.locator('main form button:enabled').first().waitFor();
  await page.locator('#propose ~ form select').first().selectOption('batch');
  await page.locator('main input[maxlength="300"]').fill('each');
  await press('negotiation.find-all')(page, t);
  await page.locator('.places').waitFor();
};

const replies: Step = async (page) => {
  await page.locator('main a[href*="&previous="]').click();
  await page.waitForURL('**/exchange/new?**');
  await page.locator('fieldset:enabled').first().waitFor();
};

/** A key file as the command keeps it under a passphrase; none opens this one. */
const LOCKED = {
  v: 1,
  participant: 'fra',
  person: `per_${'a'.repeat(22)}`,
  key: { alg: 'ed25519', key: 'A'.repeat(43) },
  secret: { kept: 'passphrase', salt: '00'.repeat(16), nonce: '00'.repeat(12), box: '00'.repeat(48) },
};

const givesFile: Step = async (page, t) => {
  const buffer = Buffer.from(JSON.stringify(LOCKED));
  const file = { name: 'ana.json', mimeType: 'application/json', buffer };
  await page.locator('dialog[open] input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: t('keys.go-on') }).click();
  await page.getByRole('heading', { name: t('keys.file-passphrase.title') }).waitFor();
};

/** After the dialogue that is open. */
const instead = (step: Step): Step => allOf((page) => page.locator('dialog[open]').press('Escape'), step);

/** What an administrator meets in the house of a State of which there is much to see; `signed` is an own act. */
function furnishedPlaces(own: Furnished, signed: string): Place[] {
  const { person, contact, participant } = own;
  const steps: Readonly<Record<string, readonly Step[]>> = {
    state: [asks('house.confirm'), instead(asks('house.forget'))],
    administrators: [fills('administrators.threshold', '9')],
    root: holdsRoot,
    'new person': [press('house.invite'), badRequest, newRequest(own.requests.person)],
    person: [press('house.invite'), asks('house.review'), instead(asks('house.remove'))],
    nominate: [namesReaders, isFaulty],
    change: [makesKey, offersKey(own.requests.key), asks('contact.withdraw')],
  };
  const asked = `&what=administrators&people=${person}`;
  const house = housePlaces(own).map((place) => ({
    ...place,
    path: place.path + (place.name === 'root' ? asked : ''),
    steps: steps[place.name] ?? [],
  }));
  const challenge = { name: 'challenge', path: `/state/challenge/${signed}`, atRest: 'form button:enabled' };
  return [
    ...house,
    { ...challenge, steps: [asks('house.review')] },
    { name: 'challenge that was made', path: `/state/challenge/${own.challenged}` },
    { name: 'challenge of another State’s act', path: `/state/challenge/${own.foreign}` },
    { name: 'person who left', path: `/state/people/${own.removed}` },
    { name: 'change of what is bare', path: `/directory/${own.bare}/change` },
    { name: 'change of what a note says', path: `/directory/${own.noted}/change` },
    { name: 'own contact', path: `/directory/${contact}` },
    { name: 'own participant', path: `/participants/${participant}` },
    { name: 'own act', path: `/record/${signed}` },
    { name: 'challenged act', path: `/record/${own.challenged}` },
    { name: 'today with what waits', path: '/today' },
    { name: 'exchange without a contact', path: '/exchange' },
  ];
}

const badRequest: Step = allOf(
  fills('house.name', 'Ana'),
  fills('house.request-text', '{}'),
  press('house.review'),
  isStopped,
);
const newRequest = (text: string): Step => allOf(fills('house.request-text', text), asks('house.review'));
const makesKey: Step = allOf(press('contact.make'), (page) => page.locator('main a[download]').waitFor());
const offersKey = (text: string): Step =>
  allOf(fills('contact.key-text', text), press('contact.read-key'), (page) =>
    page.locator('main .stack dl').waitFor(),
  );

/** Before anybody signed in, and what one meets on the way in. */
const nobodysPlaces: readonly Place[] = [
  { name: 'seat', path: '/seat', atRest: 'fieldset:enabled' },
  { name: 'state', path: '/state', atRest: 'main details', steps: [asks('keys.with-file'), givesFile] },
  // With a query of its own: a page that differs behind the # only is not opened anew.
  {
    name: 'invitation that is over',
    path: '/state?invited#person=per_a&until=2020-01-01T00:00:00.000Z',
    atRest: 'main details',
  },
  { name: 'root', path: '/state/root', atRest: 'select:enabled' },
  { name: 'answer', path: '/answer' },
  { name: 'answer to a wrong code', path: '/answer?code=WRONG' },
];

/** Lists in which there is nothing yet, and lists in which nothing is found. */
const EMPTY: readonly Place[] = [
  { name: 'today without anything', path: '/today' },
  { name: 'exchange without anything', path: '/exchange' },
  { name: 'clearance without anything', path: '/clearance' },
  { name: 'consultations without anything', path: '/consultations' },
  { name: 'exercises without anything', path: '/exercises' },
  { name: 'exchange new without a key', path: '/exchange/new', atRest: 'fieldset:enabled' },
  { name: 'state of a newcomer', path: '/state', atRest: '#seat ~ dl' },
  ...['documents', 'participants', 'directory', 'exchange'].map((list) => ({
    name: `${list} without a match`,
    path: `/${list}?q=nothing-is-called-so`,
  })),
  { name: 'record without a match', path: '/record?stream=participant/nobody' },
];

/** Whoever presides looks at what accepting a proposal would do, and says by when a capital answers. */
const looksAhead: Step = async (page, t) => {
  await page.locator('#settle ~ fieldset input').first().check();
  await press('negotiation.look-ahead')(page, t);
  await page.locator('#ahead').waitFor();
};
const adReferendum: Step = (page, t) =>
  page.getByRole('radio', { name: t('negotiation.agreement.ad-referendum'), exact: true }).check();

/** The newcomer was elected to preside where a text is negotiated. */
const presided = (acting: readonly Place[]): Place[] =>
  acting
    .filter(({ name }) => name === 'negotiation act')
    .map(({ path }) => ({
      ...{ name: 'preside', path: path.replace(/act$/, 'preside'), atRest: 'form button.primary' },
      steps: [looksAhead, adReferendum],
    }));

const by = (reader: Reader, places: readonly Place[]): Place[] =>
  places.map((place) => ({ ...place, name: `${place.name} (${reader})`, reader }));

export interface Seen {
  /** Reads as the contact. */
  readonly request: APIRequestContext;
  readonly url: string;
  /** The contact itself. */
  readonly own: { readonly participant: string; readonly person: string; readonly contact: string };
  readonly furnished: Furnished;
  /** An act that the administrator of the furnished State signed. */
  readonly signed: string;
  /** A round of communication checks. */
  readonly round: string;
}

/**
 * Every page below a language, in every state in which people see it: as it comes, and after what is done on it.
 * The contact has sent a notice and then received one, which is an exercise.
 */
export async function everyPlace({ request, url, own, furnished, signed, round }: Seen): Promise<Place[]> {
  const reading = await readingPlaces(request, url);
  const acting = await actingPlaces(request, url);
  const steps: Readonly<Record<string, readonly Step[]>> = {
    'exchange new': [allOf(writesLetter, asks('exchange.seal'))],
    thread: [asks('exchange.acknowledge'), instead(replies)],
    paper: [readsPaper, press('paper.correct')],
    exercise: [asks('exercises.remove')],
    'negotiation act': [findsPlaces],
    consultation: [press('clearance.redraft'), asks('clearance.remove')],
    'draft in clearance': [press('clearance.redraft'), asks('clearance.remove')],
  };
  const house = housePlaces(own);
  const without = house.filter(({ name }) => ['person', 'nominate'].includes(name));
  return [
    ...by('nobody', [...reading, ...nobodysPlaces]),
    ...reading.filter(({ name }) => name === 'directory'),
    ...acting.map((place) => ({ ...place, steps: steps[place.name] ?? [] })),
    ...house.filter(({ name }) => ['change', 'channels', 'confirm entry', 'alerts'].includes(name)),
    ...by('manager', managerPlaces(round)),
    ...by('administrator', furnishedPlaces(furnished, signed)),
    ...by('newcomer', [...EMPTY, ...presided(acting)]),
    // No key is here: nothing can be opened, and nothing be signed.
    ...by('elsewhere', [
      { name: 'state', path: '/state', atRest: 'main details' },
      ...[...without, ...acting.filter(({ name }) => name === 'thread')].map(({ name, path }) => ({
        name,
        path,
        atRest: 'main .note',
      })),
    ]),
  ];
}
