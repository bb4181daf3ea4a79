import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const SOURCE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Axe {
  run(
    context: Document,
    options: object,
  ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
}

/**
 * What axe finds on a page: a line for each rule that is broken. It comes in by the debugger, so that the page's
 * own policy stays in force.
 */
export async function findings(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Once for each document, and nothing of it comes back: to write down what it is takes longer than to ask it.
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(`(() => { ${SOURCE} })()`);
  return page.evaluate(async (only) => {
    const axe = (globalThis as unknown as { axe: Axe }).axe;
    const { violations } = await axe.run(document, {
      resultTypes: ['violations'],
      ...(only ? { runOnly: { type: 'rule', values: only } } : {}),
    });
    return violations.map(
      (v) =>
        `${v.id}: ${v.nodes
          .slice(0, 3)
          .map((n) => `${n.html.slice(0, 160)} — ${n.failureSummary?.split('\n')[1]?.trim().slice(0, 160)}`)
          .join(' | ')}`,
    );
  }, rules);
}

/** What alone may differ between light and dark: all else axe looks at is the same document. */
export const COLOURS = ['color-contrast', 'link-in-text-block'] as const;
