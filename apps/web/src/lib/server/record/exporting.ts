import type { Entry } from '../about.ts';
import type { Filters } from './filters.ts';
import { EXPORTED } from './searching.ts';
import { readPage } from './timeline.ts';

/** What a filter leaves, newest first, up to what a table holds. */
export async function everyEntry(fetch: typeof globalThis.fetch, filters: Filters): Promise<Entry[]> {
  const all: Entry[] = [];
  for (let before: number | undefined; ; ) {
    const more = { limit: '500', ...(before === undefined ? {} : { before: String(before) }) };
    const { entries, next } = await readPage(fetch, filters, more);
    all.push(...entries);
    if (next === undefined || all.length >= EXPORTED) return all.slice(0, EXPORTED);
    before = next;
  }
}

/** A file to keep: named, and never shown as a page of this site. */
export const asFile = (text: string, type: string, name: string): Response =>
  new Response(text, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  });
