import type { BrowserContext, Page } from 'playwright-core';

/** What a page did that it must not do: each line names it. */
export interface Watch {
  readonly seen: string[];
}

/**
 * Watches all pages of a context: errors and warnings on the console, failed requests, requests to another host,
 * breaches of the content security policy.
 */
export async function watch(context: BrowserContext, url: string): Promise<Watch> {
  const seen: string[] = [];
  const { host } = new URL(url);
  await context.exposeBinding(
    'reportViolation',
    (_source, text: string) => void seen.push(`policy: ${text}`),
  );
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (e) => {
      const report = (globalThis as unknown as { reportViolation(text: string): void }).reportViolation;
      report(`${e.violatedDirective} ${e.blockedURI}`);
    });
  });
  context.on('page', (page) => watchPage(page, host, seen));
  return { seen };
}

function watchPage(page: Page, host: string, seen: string[]): void {
  const at = () => new URL(page.url()).pathname;
  page.on('console', (m) => {
    if (['error', 'warning'].includes(m.type())) seen.push(`console ${m.type()} on ${at()}: ${m.text()}`);
  });
  page.on('pageerror', (error) => seen.push(`script on ${at()}: ${error.message}`));
  page.on('requestfailed', (r) => {
    const why = r.failure()?.errorText;
    // A page that is left aborts what it was still waiting for, its live events above all.
    if (why !== 'net::ERR_ABORTED') seen.push(`failed on ${at()}: ${r.url()} ${why}`);
  });
  page.on('response', (r) => {
    if (r.status() >= 400) seen.push(`${r.status()} on ${at()}: ${r.url()}`);
  });
  page.on('request', (r) => {
    const target = new URL(r.url());
    if (!['data:', 'blob:'].includes(target.protocol) && target.host !== host)
      seen.push(`elsewhere: ${r.url()}`);
  });
}

/** How far the page, or a dialogue on it, is wider than its window, in CSS pixels; 0 where nothing scrolls sideways. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const windows = [document.scrollingElement!, ...document.querySelectorAll('dialog[open]')];
    return Math.max(0, ...windows.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth));
  });

/** What sticks out sideways, to be read by whoever mends it. */
export const protruding = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll('main *, header *, footer *, dialog[open] *')]
      .filter((e) => {
        const { left, right } = e.getBoundingClientRect();
        return right > width + 1 || left < -1;
      })
      .map((e) => `${e.tagName.toLowerCase()}.${e.className} ${e.textContent?.slice(0, 40)}`)
      .slice(0, 5);
  });
