/** `node apps/web/test/screenshots.ts URL`: takes the pictures of the README from a demonstration that is up. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';

const url = process.argv[2];
if (!url)
  throw new Error('Name the address of a demonstration that is up: node apps/web/test/screenshots.ts URL');
const FOLDER = join(import.meta.dirname, '../../../docs/screenshots');
const DESK = { width: 760, height: 460 };
const PHONE = { width: 360, height: 640 };

interface Picture {
  readonly name: string;
  readonly path: string;
  readonly options: BrowserContextOptions;
  readonly print?: true;
}

const PICTURES: readonly Picture[] = [
  ...['ar', 'zh', 'en', 'fr', 'ru', 'es'].map((l) => ({
    name: `home-${l}`,
    path: `/${l}`,
    options: { viewport: DESK },
  })),
  { name: 'phone-ar', path: '/ar/directory', options: { viewport: PHONE } },
  { name: 'dark-fr', path: '/fr/record', options: { viewport: DESK, colorScheme: 'dark' } },
  { name: 'print-en', path: '/en/participants', options: { viewport: DESK }, print: true },
];

const { browser, close } = await launchBrowser();
await mkdir(FOLDER, { recursive: true });
for (const picture of PICTURES) await take(picture);
await close();

async function take({ name, path, options, print }: Picture): Promise<void> {
  const context = await browser.newContext(options);
  const page: Page = await context.newPage();
  await page.goto(url + path);
  if (print) await page.emulateMedia({ media: 'print' });
  await page.screenshot({ path: join(FOLDER, `${name}.png`) });
  await context.close();
}
