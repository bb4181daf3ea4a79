import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { describeKey, newId, proveKey } from '@comity/acts';
import { ed25519Signer, toHex } from '@comity/log';
import type { CDPSession, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';
import { openHouse } from './house.ts';
import { allChecksHold, looksRight, send, sign, type Visitor, visit } from './visitor.ts';

let url: string;
let chromium: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  [url, chromium] = await Promise.all([openHouse(), launchBrowser()]);
}, 180_000);
afterAll(() => chromium?.close());

/** A device with an authenticator of its own, as a phone has one. */
interface Device extends Visitor {
  readonly cdp: CDPSession;
  readonly authenticator: string;
  /** Everything that left the browser, with what it carried. */
  readonly sent: Request[];
}

async function device(language: string, hasPrf: boolean): Promise<Device> {
  const visitor = await visit(chromium.browser, url, { language });
  const sent: Request[] = [];
  visitor.context.on('request', (request) => sent.push(request));
  await keepPrf(visitor);
  const cdp = await visitor.context.newCDPSession(visitor.page);
  await cdp.send('WebAuthn.enable');
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasPrf },
      ...{ hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
      automaticPresenceSimulation: true,
    },
  });
  return { ...visitor, cdp, authenticator: authenticatorId, sent };
}

/** Notes, in the page alone, what the PRF gives, so that it can be looked for in what was sent. */
const keepPrf = ({ context }: Visitor) =>
  context.addInitScript(() => {
    const get = navigator.credentials.get.bind(navigator.credentials);
    navigator.credentials.get = async (options) => {
      const found = await get(options);
      const first = (found as PublicKeyCredential).getClientExtensionResults().prf?.results?.first;
      if (first) {
        const hex = [...new Uint8Array(first as ArrayBuffer)]
          .map((b) => b.toString(16).padStart(2, '0'))
          .join('');
        sessionStorage.setItem('test-prf', hex);
      }
      return found;
    };
  });

/** Takes the seat of a contact with a passkey; answers with the recovery code that was shown. */
async function sitWithPasskey(d: Device, state: string, passphrase?: string): Promise<string> {
  const { page, t, hands } = d;
  await page.goto(`${url}/${t.language}/seat`);
  await hands.choose(page.getByLabel(t('seat.state')), state);
  await hands.press(page.getByLabel(t('seat.key.passkey')));
  await hands.press(page.getByRole('button', { name: t('seat.take') }));
  if (passphrase) await givePassphrase(d, passphrase);
  return keepCode(d);
}

async function givePassphrase({ page, t, hands }: Device, passphrase: string): Promise<void> {
  await page.getByRole('heading', { name: t('keys.new-passphrase.title') }).waitFor();
  await hands.write(page.getByLabel(t('keys.passphrase'), { exact: true }), passphrase);
  await hands.write(page.getByLabel(t('keys.again')), passphrase);
  await hands.press(page.getByRole('button', { name: t('keys.go-on') }));
}

async function keepCode(d: Device): Promise<string> {
  const { page, t, hands } = d;
  await page.getByRole('heading', { name: t('keys.show.title') }).waitFor();
  await looksRight(d);
  const code = (await page.locator('.recovery').textContent())!.trim();
  expect(code).toMatch(/^(?:[0-9A-Z]{5}-){5}[0-9A-Z]{5}$/);
  // A slip is found, and the code stays until it was typed.
  await hands.write(page.getByLabel(t('keys.type-code')), `${code.slice(0, -1)}?`);
  await hands.press(page.getByRole('button', { name: t('keys.kept') }));
  await page.getByText(t('keys.code-differs')).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: t('keys.show.title') }).waitFor();
  await page.getByLabel(t('keys.type-code')).fill(code.toLowerCase());
  await hands.press(page.getByRole('button', { name: t('keys.kept') }));
  await page.waitForURL('**/today');
  return code;
}

const contactOf = async ({ context }: Device): Promise<string> =>
  ((await (await context.request.get(`${url}/api/me`)).json()) as { contacts: string[] }).contacts[0]!;
const personOf = async ({ context }: Device) =>
  (await (await context.request.get(`${url}/api/me`)).json()) as { participant: string; person: string };

/** Sends a notice to a contact; answers with the address of its thread for whoever received it. */
async function notify(from: Device, to: string, subject: string): Promise<void> {
  const { page, t } = from;
  await page.goto(`${url}/${t.language}/exchange/new`);
  await send(from, { subject, text: 'One line.' }, to);
}

/** Opens the newest thread. */
async function openNewest({ page, t }: Device): Promise<void> {
  await page.goto(`${url}/${t.language}/exchange`);
  await page.locator('main a[href*="/exchange/thr_"]').first().click();
  await page.waitForURL('**/exchange/thr_*');
}

/** Nothing of the PRF, the recovery code or the passphrase is in any address, header or body. */
async function nothingLeaked(d: Device, secrets: readonly string[]): Promise<void> {
  const prf = (await d.page.evaluate(() => sessionStorage.getItem('test-prf'))) ?? '';
  const bytes = Buffer.from(prf, 'hex');
  const forms = [prf, bytes.toString('base64'), bytes.toString('base64url'), ...secrets].filter(Boolean);
  expect(d.sent.length).toBeGreaterThan(10);
  for (const request of d.sent) {
    const all = [
      request.url(),
      JSON.stringify(request.headers()),
      request.postDataBuffer()?.toString('latin1') ?? '',
    ]
      .join('\n')
      .toUpperCase();
    for (const form of forms) expect(all.includes(form.toUpperCase()), request.url()).toBe(false);
    if (bytes.length > 0)
      expect(request.postDataBuffer()?.includes(bytes) ?? false, request.url()).toBe(false);
  }
}

describe('a passkey with PRF', () => {
  test('takes a seat, signs, opens messages with one tap, and on another device with the code', async () => {
    const phone = await device('fr', true);
    const code = await sitWithPasskey(phone, 'Andorre');
    const contact = await contactOf(phone);
    const { participant, person } = await personOf(phone);
    const keys = await (await phone.context.request.get(`${url}/api/participants/${participant}`)).json();
    const mine = keys.people.find((p: { person: string }) => p.person === person);
    expect(mine.keys).toMatchObject([{ alg: 'p256', passkey: true }]);

    const sender = await device('en', true);
    await sitWithPasskey(sender, 'Malta');
    await notify(sender, contact, 'For the phone');
    await openNewest(phone);
    await allChecksHold(phone, 1);

    // The session ends here: one tap brings back seat and keys.
    await phone.page.goto(`${url}/fr/state`);
    await phone.hands.press(phone.page.getByRole('button', { name: phone.t('house.sign-out') }));
    await phone.page.waitForURL(`${url}/fr`);
    await phone.page.goto(`${url}/fr/state`);
    await phone.hands.press(phone.page.getByRole('button', { name: phone.t('house.sign-in-again') }));
    await phone.page.getByText(phone.t('house.who-am-i')).waitFor();
    await openNewest(phone);
    await allChecksHold(phone, 1);

    // Another device that has the same passkey, but no memory of this body.
    const tablet = await device('fr', true);
    const { credentials } = await phone.cdp.send('WebAuthn.getCredentials', {
      authenticatorId: phone.authenticator,
    });
    for (const credential of credentials)
      await tablet.cdp.send('WebAuthn.addCredential', { authenticatorId: tablet.authenticator, credential });
    await tablet.page.goto(`${url}/fr/state`);
    await tablet.hands.press(tablet.page.getByRole('button', { name: tablet.t('keys.with-passkey') }));
    // A passkey that was carried over has no PRF here: the recovery code opens, then a passphrase of this device.
    await tablet.page.getByRole('heading', { name: tablet.t('keys.code.title') }).waitFor();
    await looksRight(tablet);
    const field = tablet.page.getByRole('textbox', { name: tablet.t('keys.recovery-code') });
    const goOn = tablet.page.getByRole('button', { name: tablet.t('keys.go-on') });
    await tablet.hands.write(field, '00000-00000-00000-00000-00000-00000');
    await tablet.hands.press(goOn);
    await tablet.page.getByText(tablet.t('problem.seal.mistyped-recovery-code')).waitFor();
    await field.fill(code);
    await tablet.hands.press(goOn);
    await givePassphrase(tablet, 'four quiet words here');
    await tablet.page.waitForURL('**/today');
    await openNewest(tablet);
    await allChecksHold(tablet, 1);

    await nothingLeaked(phone, [code, code.replaceAll('-', '')]);
    await nothingLeaked(tablet, [code, code.replaceAll('-', ''), 'four quiet words here']);
    for (const d of [phone, sender, tablet]) await d.context.close();
  }, 120_000);

  test('signs a binding act by a tap, over the text that the dialogue shows', async () => {
    const d = await device('en', true);
    const { page, t, hands } = d;
    await page.goto(`${url}/en/seat`);
    await hands.choose(page.getByLabel(t('seat.state')), 'Samoa');
    await hands.press(page.getByLabel(t('seat.role.administrator')));
    await hands.press(page.getByLabel(t('seat.key.passkey')));
    await hands.press(page.getByRole('button', { name: t('seat.take') }));
    await keepCode(d);
    const { person } = await personOf(d);
    await page.goto(`${url}/en/state/people/${person}`);
    await hands.press(page.locator('input[type=checkbox]:not([disabled])').first());
    await hands.press(page.getByRole('button', { name: t('house.review') }).first());
    await sign(d);
    await d.context.close();
  }, 60_000);
});

describe('a passkey without PRF', () => {
  test('asks for a passphrase, which stays in the browser and opens the keys again', async () => {
    const d = await device('ar', false);
    const { page, t, hands } = d;
    const passphrase = 'أربع كلمات هادئة هنا';
    const code = await sitWithPasskey(d, 'تونس', passphrase);
    await page.goto(`${url}/ar/state`);
    await looksRight(d);
    await hands.press(page.getByRole('button', { name: t('house.sign-out') }));
    await page.waitForURL(`${url}/ar`);
    await page.goto(`${url}/ar/state`);
    await hands.press(page.getByRole('button', { name: t('house.sign-in-again') }));
    await page.getByRole('heading', { name: t('keys.passphrase.title') }).waitFor();
    await hands.write(page.getByLabel(t('keys.passphrase'), { exact: true }), passphrase);
    await hands.press(page.getByRole('button', { name: t('keys.go-on') }));
    await page.getByText(t('house.who-am-i')).waitFor();
    await nothingLeaked(d, [code, passphrase]);
    const box = await (await d.context.request.get(`${url}/api/keybox`)).json();
    expect(box.wraps.map((w: { by: string }) => w.by)).toEqual(['recovery']);
    await d.context.close();
  }, 120_000);
});

/** An administrator of a State, in a browser of their own, with a key of that browser. */
async function administrator(state: string): Promise<Visitor> {
  const v = await visit(chromium.browser, url, { language: 'en' });
  const { page, t, hands } = v;
  await page.goto(`${url}/en/seat`);
  await hands.choose(page.getByLabel(t('seat.state')), state);
  await hands.press(page.getByLabel(t('seat.role.administrator')));
  await hands.press(page.getByRole('button', { name: t('seat.take') }));
  await page.waitForURL('**/today');
  return v;
}

/** Registers the request of a person; answers with the person's page. */
async function register(v: Visitor, request: string): Promise<string> {
  const { page, t, hands } = v;
  await page.goto(`${url}/en/state/people/new`);
  await hands.write(page.getByLabel(t('house.request-text')), request);
  await hands.write(page.getByLabel(t('house.name'), { exact: true }), 'Somebody new');
  await hands.press(page.getByRole('button', { name: t('house.review') }));
  await sign(v);
  const link = page.getByRole('link', { name: t('house.grant-next') });
  return (await link.getAttribute('href'))!;
}

describe('somebody who is new', () => {
  test('makes a passkey here, is registered by an administrator, and signs in', async () => {
    const d = await device('en', true);
    const { page, t, hands } = d;
    await page.goto(`${url}/en/state`);
    await hands.press(page.getByText(t('keys.request-title')));
    await hands.choose(page.getByLabel(t('seat.state')), 'Fiji');
    await hands.press(page.getByLabel(t('seat.key.passkey')));
    await hands.press(page.getByRole('button', { name: t('keys.make-request') }));
    const download = page.waitForEvent('download');
    await hands.press(page.getByRole('link', { name: t('contact.take-request') }));
    const request = await readFile(await (await download).path(), 'utf8');

    const officer = await administrator('Fiji');
    await register(officer, request);
    await page.reload();
    await hands.press(page.getByRole('button', { name: t('house.sign-in-again') }));
    await page.getByRole('heading', { name: t('keys.show.title') }).waitFor();
    const code = (await page.locator('.recovery').textContent())!.trim();
    await hands.write(page.getByLabel(t('keys.type-code')), code);
    await hands.press(page.getByRole('button', { name: t('keys.kept') }));
    await page.getByText(t('house.who-am-i')).waitFor();
    expect(await personOf(d)).toMatchObject({ person: JSON.parse(request).person });
    // A proof of another address is none: the request of a passkey names where it was made.
    const forged = JSON.parse(request);
    forged.proof.webauthn.clientDataJSON = Buffer.from(
      Buffer.from(forged.proof.webauthn.clientDataJSON, 'base64url')
        .toString()
        .replace('localhost', 'else.example'),
    ).toString('base64url');
    await officer.page.goto(`${url}/en/state/people/new`);
    await officer.page.getByLabel(t('house.request-text')).fill(JSON.stringify(forged));
    await officer.page.getByLabel(t('house.name'), { exact: true }).fill('Nobody');
    await officer.page.getByRole('button', { name: t('house.review') }).click();
    await officer.page.getByText(t('house.request.unproven')).waitFor();
    await Promise.all([d.context.close(), officer.context.close()]);
  }, 60_000);

  test('adds a second device by invitation: its key is registered, and the recovery code opens the messages', async () => {
    const officer = await administrator('Gabon');
    const phone = await device('en', true);
    const code = await sitWithPasskey(phone, 'Gabon');
    const { person } = await personOf(phone);
    const { page, t } = officer;
    await page.goto(`${url}/en/state/people/${person}`);
    await page.getByRole('button', { name: t('house.invite') }).click();
    const link = (await page.locator('bdi.code', { hasText: '#state=' }).textContent())!;

    const tablet = await device('en', true);
    await tablet.page.goto(link);
    await tablet.page.waitForFunction(() => document.querySelector('select')?.value === 'gab');
    await tablet.hands.press(tablet.page.getByLabel(t('seat.key.passkey')));
    await tablet.hands.press(tablet.page.getByRole('button', { name: t('keys.make-request') }));
    const download = tablet.page.waitForEvent('download');
    await tablet.hands.press(tablet.page.getByRole('link', { name: t('contact.take-request') }));
    const request = await readFile(await (await download).path(), 'utf8');

    const text = page.getByLabel(t('house.request-text'));
    const review = page.locator('form', { has: text }).getByRole('button', { name: t('house.review') });
    await text.fill(request.replace(person, `per_${'A'.repeat(22)}`));
    await review.click();
    await page.getByText(t('house.request.other-person')).waitFor();
    await text.fill(request);
    await review.click();
    await sign(officer);

    await tablet.page.goto(`${url}/en/state`);
    await tablet.hands.press(tablet.page.getByRole('button', { name: t('house.sign-in-again') }));
    await tablet.page.getByRole('textbox', { name: t('keys.recovery-code') }).fill(code);
    await tablet.hands.press(tablet.page.getByRole('button', { name: t('keys.go-on') }));
    await tablet.page.getByText(t('house.who-am-i')).waitFor();
    expect(await personOf(tablet)).toEqual(await personOf(phone));
    // From now on each device opens by its own tap.
    const box = await (await tablet.context.request.get(`${url}/api/keybox`)).json();
    expect(box.wraps.map((w: { by: string }) => w.by).sort()).toEqual(['passkey', 'passkey', 'recovery']);
    for (const v of [officer, phone, tablet]) await v.context.close();
  }, 90_000);

  test('is told when an invitation has expired, or is not of this body', async () => {
    const d = await device('en', true);
    const { page, t } = d;
    const invite = (until: string, state = 'fji') =>
      page.goto(`${url}/en/state#state=${state}&person=per_${'a'.repeat(22)}&until=${until}`);
    await invite('2020-01-01T00:00:00.000Z');
    await page.getByText(t('keys.invitation-expired')).waitFor();
    await page.goto('about:blank');
    await invite('2099-01-01T00:00:00.000Z', 'atlantis');
    await page.getByText(t('keys.invitation-foreign')).waitFor();
    await page.goto('about:blank');
    await invite('2099-01-01T00:00:00.000Z');
    await page.waitForFunction(() => document.querySelector('select')?.value === 'fji');
    expect(await page.getByLabel(t('keys.person-id')).inputValue()).toBe(`per_${'a'.repeat(22)}`);
    await d.context.close();
  }, 60_000);
});

describe('a key file', () => {
  test('signs in, and signs a binding act when it is given again; another file does not', async () => {
    const trust = await (await fetch(`${url}/about.json`)).json();
    const person = newId('per');
    const seed = new Uint8Array(randomBytes(32));
    const signer = await ed25519Signer(seed);
    const key = describeKey('ed25519', signer.publicKey);
    const participant = 'plw';
    const proof = await proveKey({ body: trust.body, participant, person }, key, signer);
    const request = { v: 1, request: 'person-key', body: trust.body, participant, person, key, proof };
    const file = (secret: Uint8Array, of = key) => ({
      name: 'ana.json',
      mimeType: 'application/json',
      buffer: Buffer.from(
        JSON.stringify({
          v: 1,
          name: 'ana',
          participant,
          person,
          key: of,
          secret: { kept: 'file', seed: toHex(secret) },
        }),
      ),
    });
    const officer = await administrator('Palau');
    const page = await register(officer, JSON.stringify(request));
    await officer.page.goto(`${url}${page}`);
    for (const box of await officer.page.locator('main input[type=checkbox]:not([disabled])').all())
      if (!(await box.isChecked())) await box.check();
    await officer.page
      .getByRole('button', { name: officer.t('house.review') })
      .first()
      .click();
    await sign(officer);

    const d = await device('en', false);
    const { t, hands } = d;
    const give = async (upload: ReturnType<typeof file>) => {
      await d.page.getByRole('heading', { name: t('keys.file.title') }).waitFor();
      await hands.attach(d.page.locator('dialog[open] input[type=file]'), upload);
      await hands.press(d.page.getByRole('button', { name: t('keys.go-on') }));
    };
    await d.page.goto(`${url}/en/state`);
    await hands.press(d.page.getByRole('button', { name: t('keys.with-file') }));
    await give({ ...file(seed), buffer: Buffer.from('{}') });
    await d.page.getByText(t('problem.web.key-file-no-key-file')).waitFor();
    await give(file(seed));
    await give(file(seed));
    // A file opens no messages by itself: a passphrase of this browser does.
    await givePassphrase(d, 'four quiet words here');
    await keepCode(d);
    expect(await personOf(d)).toMatchObject({ participant, person });

    await d.page.goto(`${url}/en/directory/nominate`);
    await d.page.locator('main form').waitFor();
    await d.context.close();
    await officer.context.close();
  }, 90_000);
});

describe('a person who says no', () => {
  test('hears that nothing was signed, and nothing was', async () => {
    const d = await device('es', true);
    const { page, t, hands } = d;
    await page.goto(`${url}/es/state`);
    // No passkey of this body is on the device.
    await hands.press(page.getByRole('button', { name: t('keys.with-passkey') }));
    await page.getByText(t('problem.web.passkey-refused')).waitFor({ timeout: 130_000 });
    expect(d.sent.some((r) => r.method() === 'POST')).toBe(false);
    await d.context.close();
  }, 140_000);
});
