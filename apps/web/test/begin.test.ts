import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openActing } from './administrator.ts';
import { findings } from './axe.ts';
import { type Body, foundBody } from './body.ts';
import { launchBrowser } from './browser.ts';
import type { Upload } from './hands.ts';
import { allChecksHold, looksRight, send, sign, type Visitor, visit } from './visitor.ts';

/** A State without anything begins, on two phones, and ends with a message that another State acknowledged. */
let body: Body;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;
let peer: string;
/** The administrator and who is on duty, each with the own phone; the second story goes on where the first ended. */
let [a, b]: Visitor[] = [];
const kept = { seed: '', contact: '', thread: '', duty: '' };

beforeAll(async () => {
  [body, chromium] = await Promise.all([foundBody(['ar', 'fr', 'en']), launchBrowser()]);
  peer = await seatPeer();
}, 240_000);
afterAll(async () => {
  await chromium.close();
  await body.end();
});

const invite = async (state: string): Promise<string> =>
  (await body.value<{ token: string }>(`state invite ${state} --channel in-person --as secretariat-root`))
    .token;

/** Another State that can be written to, by the command. */
async function seatPeer(): Promise<string> {
  const token = await invite('brenmark');
  await body.value('key make --root --participant brenmark --trust data/trust.json');
  await body.value(`state root enrol --token ${token} --as brenmark-root`);
  const { person, request } = await body.value<{ person: string; request: string }>(
    'key make --participant brenmark --name bob --trust data/trust.json',
  );
  await body.value(`state person add --request ${request} --name Bob --as brenmark-root`);
  await body.value(`state authorities ${person} exchange --as brenmark-root`);
  const { contact } = await body.value<{ contact: string }>(
    `directory nominate --class technical --roster ${person} --field institution=CERT-B --as brenmark-root`,
  );
  await body.value(`directory key ${contact} --make --post-quantum --as brenmark-root`);
  return contact;
}

const phone = (): Promise<Visitor> =>
  visit(chromium.browser, body.url, {
    ...{ language: 'ar', viewport: { width: 320, height: 640 }, hasTouch: true },
  });

const begin = async (v: Visitor): Promise<void> => {
  await v.page.goto(`${v.url}/${v.t.language}/begin?participant=alderia`);
  await looksRight(v);
};

/** The step that comes next, by its title, which is led to from the page. */
async function goTo(v: Visitor, step: string): Promise<void> {
  await begin(v);
  const next = v.page.locator('li[aria-current=step]');
  expect(await next.getByRole('heading').innerText()).toBe(step);
  expect(await findings(v.page)).toEqual([]);
  await v.hands.press(next.getByRole('link'));
}

async function download(v: Visitor, press: () => Promise<void>): Promise<Buffer> {
  const waiting = v.page.waitForEvent('download');
  await press();
  return readFile(await (await waiting).path());
}

const asFile = (name: string, buffer: Buffer): Upload => ({ name, mimeType: 'application/json', buffer });

/** On the page for roots: draws up what the form holds, signs it, sends it. */
async function signAsRoot({ page, t, hands }: Visitor): Promise<void> {
  const proof = page.getByRole('link', { name: t('dialog.proof') });
  const hrefs = () => proof.evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  const before = await hrefs();
  await hands.press(page.getByRole('button', { name: t('root.draw-up') }));
  await page.locator('pre', { hasText: 'comity/act/v1' }).waitFor();
  await hands.press(page.getByRole('button', { name: t('dialog.sign'), exact: true }));
  await page.getByText(t('root.signed')).last().waitFor();
  await hands.press(page.getByRole('button', { name: t('root.send'), exact: true }));
  await expect
    .poll(async () => (await hrefs()).some((href) => !before.includes(href)), { timeout: 15_000 })
    .toBe(true);
}

async function enrolRoot(v: Visitor, token: string): Promise<string> {
  const { page, t, hands } = v;
  await page.locator('select:enabled').waitFor();
  await hands.press(page.getByRole('button', { name: t('root.make') }));
  await page
    .locator('dl.facts dd bdi')
    .filter({ hasText: /^[0-9a-f]{64}$/ })
    .nth(1)
    .waitFor();
  const seed = await download(v, () =>
    hands.press(page.getByRole('button', { name: t('root.save-seed', { file: 'alderia-root.seed' }) })),
  );
  await hands.write(page.getByLabel(t('root.token')), token);
  await signAsRoot(v);
  return seed.toString().trim();
}

/** Makes the own key on the page of the State; answers with the request that an administrator registers. */
async function asks(v: Visitor, address = `/${v.t.language}/state`): Promise<Buffer> {
  const { page, t, hands } = v;
  await page.goto(v.url + address);
  const summary = page.locator('summary', { hasText: t('keys.request-title') });
  await summary.waitFor();
  await page.waitForLoadState('networkidle');
  if (!(await page.getByLabel(t('keys.label')).isVisible())) await hands.press(summary);
  await hands.choose(page.locator('details select'), 'Alderia');
  await hands.press(page.getByRole('radio', { name: t('seat.key.browser') }));
  await hands.press(page.getByRole('button', { name: t('keys.make-request') }));
  await looksRight(v);
  return download(v, () => hands.press(page.getByRole('link', { name: t('contact.take-request') })));
}

async function signIn({ page, t, hands, url }: Visitor): Promise<void> {
  await page.goto(`${url}/${t.language}/state`);
  await hands.press(page.getByRole('button', { name: t('house.sign-in-again') }));
  await page.getByText(t('house.who-am-i')).waitFor();
}

async function addFirst(v: Visitor, seed: string, request: Buffer): Promise<void> {
  const { page, t, hands } = v;
  await page.locator('select:enabled').waitFor();
  await hands.press(page.getByText(t('root.open')).first());
  await hands.write(page.getByLabel(t('root.typed')), seed);
  await hands.press(page.getByRole('button', { name: t('root.open') }));
  await hands.press(page.getByRole('radio', { name: t('root.what.person') }));
  await hands.attach(page.getByLabel(t('house.request-file')), asFile('a.json', request));
  await hands.write(page.getByLabel(t('house.name'), { exact: true }), 'آمنة المثال');
  await signAsRoot(v);
  await hands.press(page.getByRole('radio', { name: t('root.what.administrators') }));
  await hands.write(
    page.getByLabel(t('root.people')),
    (JSON.parse(request.toString()) as { person: string }).person,
  );
  await signAsRoot(v);
}

async function addSecond(v: Visitor, request: Buffer): Promise<void> {
  const { page, t, hands } = v;
  await openActing(v, '/state/people/new');
  await hands.attach(page.getByLabel(t('house.request-file')), asFile('b.json', request));
  await hands.write(page.getByLabel(t('house.name'), { exact: true }), 'بدر المثال');
  await hands.press(page.getByRole('button', { name: t('house.review') }));
  await sign(v);
}

async function grants(v: Visitor, person: string, authority: 'directory' | 'exchange'): Promise<void> {
  const { page, t, hands } = v;
  await openActing(v, `/state/people/${person}`);
  await hands.press(page.getByLabel(t(`authority.${authority}`), { exact: true }));
  await hands.press(page.getByRole('button', { name: t('house.review') }).first());
  await sign(v);
}

async function nominates(v: Visitor, person: string): Promise<string> {
  const { page, t, hands } = v;
  await page.locator('button.primary:enabled').first().waitFor();
  await hands.press(page.locator(`input[value="${person}"]`));
  const card =
    'BEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN:CERT A\nEMAIL:desk@cert-a.example\nKEY:https://x.example\nEND:VCARD\n';
  await hands.attach(page.getByLabel(t('contact.from-file')), asFile('cert-a.vcf', Buffer.from(card)));
  await page.getByText(t('contact.taken-over', { count: 2 })).waitFor();
  await page.getByText('KEY: https://x.example').waitFor();
  expect(await page.getByLabel(t('field.institution'), { exact: true }).inputValue()).toBe('CERT A');
  await looksRight(v);
  await hands.press(page.getByRole('button', { name: t('house.review') }));
  await sign(v);
  const href = await page.getByRole('link', { name: t('contact.see') }).getAttribute('href');
  return href!.split('/').at(-1)!;
}

/** Who is on duty makes the key; the other certifies it. */
async function keys(duty: Visitor, administrator: Visitor, contact: string): Promise<void> {
  await openActing(duty, `/directory/${contact}/change`);
  await duty.hands.press(duty.page.getByRole('button', { name: duty.t('contact.make') }));
  const request = await download(duty, () =>
    duty.hands.press(duty.page.getByRole('link', { name: duty.t('contact.take-request') })),
  );
  const { page, t, hands } = administrator;
  await page.locator('button.primary:enabled').first().waitFor();
  await hands.attach(page.getByLabel(t('contact.key-file')), asFile('key.json', request));
  await hands.press(page.getByRole('button', { name: t('contact.read-key') }));
  await page.getByText(t('contact.compare')).waitFor();
  await hands.press(page.getByRole('button', { name: t('house.review') }).last());
  await sign(administrator);
}

const personIn = (request: Buffer) => (JSON.parse(request.toString()) as { person: string }).person;

test('in one day, in Arabic on two phones of 320 by 640: each step leads to the next, and the page knows what is done', async () => {
  [a, b] = [await phone(), await phone()];
  const { t } = a;
  await begin(a);
  expect(await a.page.locator('li[aria-current=step] h3').innerText()).toBe(t('begin.step.invited'));
  const token = await invite('alderia');
  await goTo(a, t('begin.step.root'));
  const seed = await enrolRoot(a, token);
  const [ofA, ofB] = [await asks(a), await asks(b)];
  await goTo(a, t('begin.step.people'));
  await addFirst(a, seed, ofA);
  await signIn(a);
  await addSecond(a, ofB);
  await goTo(a, t('begin.step.authorities'));
  await grants(a, personIn(ofA), 'directory');
  await grants(a, personIn(ofB), 'exchange');
  await goTo(a, t('begin.step.contact'));
  const contact = await nominates(a, personIn(ofB));
  await goTo(a, t('begin.step.key'));
  await signIn(b);
  await keys(b, a, contact);
  await goTo(b, t('begin.step.sent'));
  await send(b, { subject: 'رسالة تجريبية', text: 'هذه رسالة تجريبية.' }, peer);
  await begin(b);
  expect(await b.page.locator('li[aria-current=step] h3').innerText()).toBe(t('begin.step.acknowledged'));
  const { threads } = await body.value<{
    threads: { thread: string; last: { header: { message: string } } }[];
  }>('exercise threads --as bob');
  await body.value(`exchange ack ${threads[0]!.last.header.message} --as bob`);
  await begin(b);
  await b.page.getByText(t('begin.all')).waitFor();
  expect(await b.page.locator('li[aria-current=step]').count()).toBe(0);
  expect(await findings(b.page)).toEqual([]);
  // Whoever is not of that State sees what is on the record, and that the rest is not for them.
  const { steps } = await body.value<{ steps: { step: string; is: string }[] }>(
    'state begin alderia --as bob',
  );
  expect(steps.filter(({ is }) => is !== 'done')).toMatchObject([
    { step: 'recovery', is: 'open' },
    { step: 'sent', is: 'next' },
    { step: 'acknowledged', is: 'unknown' },
  ]);
  expect([...a.watch.seen, ...b.watch.seen]).toEqual([]);
  Object.assign(kept, { seed, contact, thread: threads[0]!.thread, duty: personIn(ofB) });
}, 180_000);

/** On the page of keys, in the card of the contact. */
async function openCustody(v: Visitor): Promise<void> {
  await v.page.goto(`${v.url}/${v.t.language}/state/keys`);
  await v.page.getByRole('heading', { name: v.t('custody.title') }).waitFor();
  await looksRight(v);
}

async function drills(v: Visitor, file: Upload, code: string): Promise<void> {
  const { page, t, hands } = v;
  await hands.attach(page.getByLabel(t('custody.file')), file);
  await page.getByLabel(t('custody.code')).fill(code);
  await hands.press(page.getByRole('button', { name: t('custody.drill-now') }));
}

test('then its recovery key is tried, its first key replaced and destroyed, and old messages open all along', async () => {
  const { t } = b!;
  await body.write('alderia.seed', kept.seed);
  await body.value(
    'key import --root --participant alderia --name aroot --seed alderia.seed --trust data/trust.json',
  );
  const { file, code } = await body.value<{ file: string; code: string }>(
    'recovery make --post-quantum --as aroot',
  );
  const upload = asFile(file, await readFile(body.path(file)));
  await openCustody(a!);
  await drills(a!, asFile('x.json', Buffer.from('{}')), code);
  await a!.page.getByText(t('problem.web.not-a-recovery-file')).waitFor();
  await drills(
    a!,
    upload,
    code.replace(/.$/, (c) => (c === '0' ? '1' : '0')),
  );
  await a!.page.getByText(t('problem.seal.mistyped-recovery-code')).waitFor();
  await drills(a!, upload, code);
  await a!.page.getByText(t('custody.drill-good')).waitFor();
  await openCustody(a!);
  await a!.page.getByRole('cell', { name: t('custody.kind.drilled') }).waitFor();
  await a!.page.goto(`${a!.url}/ar/directory/${kept.contact}/change`);
  await keys(b!, a!, kept.contact);
  await openCustody(b!);
  await b!.page.getByText(t('custody.not-wrapped')).waitFor();
  expect(await findings(b!.page)).toEqual([]);
  await b!.hands.press(b!.page.getByRole('button', { name: t('custody.wrap') }));
  await b!.page.getByText(t('custody.wrap-done', { count: 1 })).waitFor();
  await b!.hands.write(b!.page.getByLabel(t('custody.witness')), 'إدارة الشؤون القانونية');
  await b!.hands.press(b!.page.getByRole('button', { name: t('custody.destroy') }));
  await b!.page.getByText(t('custody.destroyed', { count: 1 })).waitFor();
  await looksRight(b!);
  await b!.page.goto(`${b!.url}/ar/exchange/${kept.thread}`);
  await allChecksHold(b!, 1);
  await leaves(kept.duty);
  // A phone that asks without a line, or for what a rule refused, says so on its console; nothing else does.
  expect([...a!.watch.seen, ...b!.watch.seen]).toEqual([]);
  await Promise.all([a!.context.close(), b!.context.close()]);
}, 180_000);

/** The list of who leaves: open while that person is on duty, and what decides it is named. */
async function leaves(person: string): Promise<void> {
  const { page, t, url } = a!;
  await page.goto(`${url}/ar/state/leaving/${person}`);
  await looksRight(a!);
  const items = await page.locator('main ol li').allInnerTexts();
  expect(items.map((text) => text.startsWith(t('leaving.is.open')))).toEqual([
    ...[true, false, true, true, true, true, true, true],
  ]);
  expect(await findings(page)).toEqual([]);
}
