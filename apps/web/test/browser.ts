import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium as playwright } from 'playwright-core';

/**
 * A headless Chromium that npm brought. It unpacks into the temporary folder and would take any older one it
 * finds there, so it gets a folder of its own.
 */
export async function launchBrowser(): Promise<{ browser: Browser; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'comity-browser-'));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  process.env.FONTCONFIG_PATH = await fontsIn(folder);
  // Makes the package bring the libraries that a bare machine lacks.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs22.x';
  const { default: chromium } = await import('@sparticuz/chromium');
  const executablePath = await chromium.executablePath();
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;
  const browser = await playwright.launch({
    executablePath,
    headless: true,
    // Not the package's own list: that switches web security off, which is what is tested here.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  return {
    browser,
    async close() {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The fonts of the package and of the machine: without any, this browser stops at the first letter. */
async function fontsIn(folder: string): Promise<string> {
  const config = join(folder, 'fontconfig');
  await mkdir(config);
  const folders = [join(folder, 'fonts'), '/usr/share/fonts'].map((dir) => `<dir>${dir}</dir>`).join('');
  await writeFile(
    join(config, 'fonts.conf'),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${folders}<cachedir>${folder}/cache</cachedir></fontconfig>`,
  );
  return config;
}
