import type { Entry } from '../about.ts';
import type { Filters } from './filters.ts';
import { readPage } from './timeline.ts';

/** What a filter leaves, newest first, a page of the record at a time. */
export async function* everyEntry(fetch: typeof globalThis.fetch, filters: Filters): AsyncGenerator<Entry[]> {
  for (let before: number | undefined; ; ) {
    const more = { limit: '200', ...(before === undefined ? {} : { before: String(before) }) };
    const { entries, next } = await readPage(fetch, filters, more);
    yield entries;
    if (next === undefined) return;
    before = next;
  }
}

/**
 * A file to keep: named, and never shown as a page of this site. It is written as it is read, so that its length does
 * not matter; one that breaks off is no whole file to whoever takes it.
 */
export function asFile(parts: AsyncGenerator<string>, type: string, name: string): Response {
  const stream = new ReadableStream<Uint8Array>({
    async pull(to) {
      const { done, value } = await parts.next();
      if (done) to.close();
      else to.enqueue(new TextEncoder().encode(value));
    },
    cancel: async () => void (await parts.return(undefined)),
  });
  return new Response(stream, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"` },
  });
}
