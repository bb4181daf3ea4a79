import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { admit, Chronicle, fileHand, sessionHand, signerHand, testId } from '@comity/acts/testing';
import { contentsOfPage, verifyDossier } from '@comity/dossier';
import { assemble, partsFor } from '@comity/dossier/testing';
import { ed25519Signer, fromBase64url, sha256Hex, utf8, verifierKey } from '@comity/log';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dossierPage } from '../dossier.ts';
import { findings } from './axe.ts';
import { launchBrowser } from './browser.ts';

/** The page of a dossier, opened from the disk by a real browser without network. */
const HOSTILE = '<img src=x onerror="document.title=1"></script><script>document.title=2</script>';
const text = utf8(`A text in English.\n${HOSTILE}`);
const document_ = testId('doc', 'hostile');

let folder: string;
let zip: Uint8Array;
let html: Buffer;
let trust: { body: string; key: string };
let browser: Awaited<ReturnType<typeof launchBrowser>>;
const page = dossierPage();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dossier-'));
  const chronicle = await Chronicle.found();
  const clerk = await fileHand('secretariat', 'clerk');
  await admit(chronicle, clerk, ['documents']);
  const session = await sessionHand(clerk, chronicle.body, chronicle.at, '2026-03-02T18:00:00.000Z');
  const file = { sha256: chronicle.keep(text), size: text.length, media: 'text/plain' };
  const titles = { en: `Programme ${HOSTILE}`, ar: 'برنامج العمل' };
  const data = { document: document_, titles, source: 'secretariat' as const, files: { en: file } };
  chronicle.append(await chronicle.sign(session, 'documents.registered', data));
  zip = await assemble(chronicle, await partsFor(chronicle, { stream: `document/${document_}` }));
  html = Buffer.from(await page(zip));
  const { origin, host } = chronicle.state.founding;
  trust = { body: chronicle.body, key: verifierKey(origin, fromBase64url(host.key)) };
  await writeFile(join(folder, 'trust.json'), JSON.stringify(trust));
  await writeFile(join(folder, 'good.html'), html);
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

/** Opens a page from the disk and waits until it has said what it found; `asked` is every request but for the page. */
async function open(name: string, options: BrowserContextOptions = {}, before?: string) {
  const context = await browser.browser.newContext({ locale: 'en-GB', ...options });
  const opened = await context.newPage();
  const asked: string[] = [];
  const errors: string[] = [];
  opened.on('request', (request) => asked.push(request.url()));
  opened.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  opened.on('pageerror', (error) => errors.push(String(error)));
  if (before) await opened.addInitScript(before);
  const url = pathToFileURL(join(folder, name)).href;
  await opened.goto(url);
  await opened.locator('.verdict').waitFor();
  return { opened, errors, asked: () => asked.filter((one) => one !== url && !one.startsWith('blob:')) };
}
const verdict = (opened: Page) => opened.locator('.verdict').innerText();
async function give(opened: Page, name: string): Promise<void> {
  await opened.locator('#trust').setInputFiles(join(folder, name));
  await opened.locator('label[for=trust]', { hasText: '✓' }).waitFor();
  await opened.locator('.verdict').waitFor();
}

test('its code has at most 80 KB, and its words are those of six languages and of dossiers only', () => {
  const source = html.toString();
  const [packed, unpack] = ['packed', 'unpack'].map(
    (id) => new RegExp(`<script id="${id}"[^>]*>(.*?)</script>`, 's').exec(source)![1]!,
  ) as [string, string];
  const script = inflateRawSync(Buffer.from(packed, 'base64')).toString();
  const words = JSON.parse(/<script id="words"[^>]*>(.*?)<\/script>/s.exec(source)![1]!) as Record<
    string,
    object
  >;
  const carried = packed.length + unpack.length;
  console.log(`code that a dossier's page carries: ${carried} bytes, unpacked ${Buffer.byteLength(script)}`);
  expect(carried).toBeLessThanOrEqual(80 * 1024);
  const policy = /Content-Security-Policy" content="([^"]*)"/.exec(source)![1]!;
  for (const one of [script, unpack])
    expect(policy).toContain(`'sha256-${createHash('sha256').update(one).digest('base64')}'`);
  expect(Object.keys(words)).toEqual(expect.arrayContaining(['ar', 'en', 'es', 'fr', 'ru', 'zh']));
  for (const own of Object.values(words))
    expect(Object.keys(own).every((key) => key.startsWith('dossier.'))).toBe(true);
});

test('the command reads the very zip out of it', async () => {
  expect(sha256Hex(contentsOfPage(html)!)).toBe(sha256Hex(zip));
  expect((await verifyDossier(html, { trust })).verdict).toBe('verified');
  expect((await verifyDossier(html)).sha256).toBe(sha256Hex(zip));
});

describe('opened from the disk', () => {
  test('it says first that it vouches for itself, then verifies with the trust of the reader, and asks nobody', async () => {
    const { opened, asked, errors } = await open('good.html');
    expect(await verdict(opened)).toMatch(/^Self-asserted/);
    await give(opened, 'trust.json');
    expect(await verdict(opened)).toBe('Verified: this happened on the record, and the rules allowed it.');
    expect(await opened.locator('main').innerText()).toContain(sha256Hex(zip));
    expect(asked()).toEqual([]);
    expect(errors).toEqual([]);
  });

  test('trust can be pasted; another body is wrong; what is no trust is told and changes nothing', async () => {
    const { opened } = await open('good.html');
    await opened.locator('#paste').fill(JSON.stringify({ ...trust, body: 'ab'.repeat(32) }));
    await opened.locator('#paste').blur();
    await opened.locator('.verdict', { hasText: 'Wrong' }).waitFor();
    expect(await opened.locator('main').innerText()).toContain('dossier.other-body');
    await opened.locator('#paste').fill('not JSON');
    await opened.locator('#paste').blur();
    await opened.getByRole('alert').waitFor();
    expect(await verdict(opened)).toContain('Wrong');
  });

  test('a page whose contents were changed proves nothing', async () => {
    const changed = Uint8Array.from(zip);
    const at = Buffer.from(zip).indexOf('A text in English');
    changed[at] = changed[at]! ^ 1;
    await writeFile(join(folder, 'changed.html'), await page(changed));
    const { opened } = await open('changed.html');
    await give(opened, 'trust.json');
    expect(await verdict(opened)).toContain('Wrong: this proves nothing.');
  });

  test('code put in the place of its own is not run', async () => {
    const other = "document.getElementById('main').textContent = 'Verified';";
    const packed = deflateRawSync(other).toString('base64');
    const source = html.toString().replace(/(<script id="packed"[^>]*>)[^<]*/, `$1${packed}`);
    await writeFile(join(folder, 'recoded.html'), source);
    const context = await browser.browser.newContext();
    const page = await context.newPage();
    const refused = page.waitForEvent('console', (m) => m.text().includes('Content Security Policy'));
    await page.goto(pathToFileURL(join(folder, 'recoded.html')).href);
    await refused;
    expect(await page.locator('main').innerText()).toContain('comity dossier verify');
    await context.close();
  });

  test('markup in a title or a document is text, and a script that is not its own never runs', async () => {
    const { opened } = await open('good.html');
    expect(await opened.title()).toBe('Dossier: proof from the record');
    expect(await opened.locator('main').innerText()).toContain(HOSTILE);
    expect(await opened.locator('main img, main script').count()).toBe(0);
    await opened.locator('summary').click();
    expect(await opened.locator('pre').innerText()).toContain(HOSTILE);
    const injected = html
      .toString()
      .replace('</body>', '<script>document.title = 3</script><img src="https://x.example/"></body>');
    await writeFile(join(folder, 'injected.html'), injected);
    const other = await open('injected.html');
    expect(await other.opened.title()).toBe('Dossier: proof from the record');
    expect(other.errors.join()).toContain('Content Security Policy');
  });

  test('its policy lets nothing out', async () => {
    const { opened } = await open('good.html');
    const reached = await opened.evaluate(async () => {
      const fetched = fetch('https://x.example/').then(
        () => true,
        () => false,
      );
      const violated = new Promise<string>((resolve) =>
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective)),
      );
      return { fetched: await fetched, violated: await violated };
    });
    expect(reached).toEqual({ fetched: false, violated: 'connect-src' });
  });

  test('the document can be downloaded, byte for byte', async () => {
    const { opened } = await open('good.html');
    const [download] = await Promise.all([
      opened.waitForEvent('download'),
      opened.locator('a[download]').click(),
    ]);
    expect(await readFile(await download.path())).toEqual(Buffer.from(text));
  });

  test('where the browser lacks Ed25519 it says that it cannot check, never that all is well', async () => {
    const lacking = `{
      const real = crypto.subtle.importKey.bind(crypto.subtle);
      crypto.subtle.importKey = (format, key, algorithm, ...more) =>
        algorithm === 'Ed25519' ? Promise.reject(new DOMException('no', 'NotSupportedError')) : real(format, key, algorithm, ...more);
    }`;
    const { opened } = await open('good.html', {}, lacking);
    await give(opened, 'trust.json');
    const said = await verdict(opened);
    expect(said).toContain('Not checked');
    expect(said).toContain('cannot check Ed25519');
    expect(said).not.toContain('Verified');
  });
});

test('an act signed by an OpenPGP key is said to be checked by the command', async () => {
  const chronicle = await Chronicle.found();
  const bytes = utf8('an OpenPGP key');
  const blob = { sha256: chronicle.keep(bytes), size: bytes.length };
  const key = { alg: 'openpgp' as const, blob, fingerprint: 'ab'.repeat(20) };
  const { sign } = await ed25519Signer(new Uint8Array(32).fill(5));
  const clerk = signerHand('secretariat', 'clerk', key, { alg: 'openpgp', publicKey: bytes, sign });
  await admit(chronicle, clerk, ['documents']);
  const data = { document: document_, titles: { en: 'X' }, source: 'secretariat' as const, files: {} };
  chronicle.append(await chronicle.sign(clerk, 'documents.registered', data));
  const made = await assemble(chronicle, await partsFor(chronicle, { stream: `document/${document_}` }));
  await writeFile(join(folder, 'openpgp.html'), await page(made));
  const { opened } = await open('openpgp.html');
  expect(await verdict(opened)).toContain('Not checked');
  expect(await opened.locator('table').innerText()).toContain(
    'Signature not checked here (openpgp): use the command',
  );
});

describe('in every language', () => {
  test.each(['ar', 'zh', 'en', 'fr', 'ru', 'es'])(
    '%s is chosen by the browser or by hand, and axe finds nothing',
    async (language) => {
      const { opened } = await open('good.html', { locale: language });
      expect(await opened.locator('html').getAttribute('lang')).toBe(language);
      expect(await opened.locator('html').getAttribute('dir')).toBe(language === 'ar' ? 'rtl' : 'ltr');
      expect(await findings(opened)).toEqual([]);
      await opened.locator('#language').selectOption(language === 'fr' ? 'ru' : 'fr');
      expect(await opened.locator('h1').innerText()).toBe(
        language === 'fr' ? 'Подтверждающее досье из журнала актов' : 'Dossier de preuve tiré du registre',
      );
    },
  );

  test('it fits 320 pixels, in the dark too, and prints without what is only for the screen', async () => {
    for (const locale of ['ar', 'fr']) {
      const { opened } = await open('good.html', {
        locale,
        viewport: { width: 320, height: 640 },
        colorScheme: 'dark',
      });
      expect(await opened.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
      expect(await findings(opened, ['color-contrast'])).toEqual([]);
      await opened.emulateMedia({ media: 'print' });
      expect(await opened.locator('.tools').first().isVisible()).toBe(false);
      expect(await opened.locator('.verdict').isVisible()).toBe(true);
    }
  });
});
