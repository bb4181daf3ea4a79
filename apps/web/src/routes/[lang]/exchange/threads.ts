import { get, type Thread } from '#lib/server/about.ts';

type Fetch = typeof globalThis.fetch;

/** What a reader looks for among the threads. */
export interface ThreadFilter {
  /** Real threads, where nothing is said; the two kinds are never listed together. */
  readonly kind?: 'exchange' | 'exercises';
  /** Only threads with messages that nobody of the reader's State has acknowledged. */
  readonly open: boolean;
  /** A part of the id of the thread. */
  readonly q: string;
  /** The participant that sent the last message. */
  readonly from: string;
}

export const filterOf = (query: URLSearchParams): ThreadFilter => ({
  open: query.has('open'),
  q: query.get('q')?.trim() ?? '',
  from: query.get('from') ?? '',
});

export const isFiltered = ({ open, q, from }: ThreadFilter): boolean => open || q !== '' || from !== '';

/** The filter as a query, for links that keep it. */
export function queryOf({ open, q, from }: ThreadFilter): URLSearchParams {
  const query = new URLSearchParams();
  if (open) query.set('open', '1');
  if (q) query.set('q', q);
  if (from) query.set('from', from);
  return query;
}

export const matches = ({ thread, unacknowledged, last }: Thread, { open, q, from }: ThreadFilter): boolean =>
  (!open || unacknowledged > 0) &&
  (!from || last.header.from.participant === from) &&
  thread.toLowerCase().includes(q.toLowerCase());

const AT_ONCE = 200;

/** The threads of the reader's State with the newest message first, as the API pages them. */
async function* pagesOf(fetch: Fetch, { kind = 'exchange' }: ThreadFilter, before?: number) {
  for (let from = before; ; ) {
    const query = `limit=${AT_ONCE}${from === undefined ? '' : `&before=${from}`}`;
    const page = (await get<'/api/exchange/threads'>(fetch, `/api/${kind}/threads?${query}`)) as {
      threads: Thread[];
      next?: number;
    };
    yield page;
    if (page.next === undefined) return;
    from = page.next;
  }
}

/** All threads that match, however many there are. */
export async function everyThread(fetch: Fetch, filter: ThreadFilter): Promise<Thread[]> {
  const found: Thread[] = [];
  for await (const { threads } of pagesOf(fetch, filter))
    found.push(...threads.filter((x) => matches(x, filter)));
  return found;
}

const SHOWN = 50;
/** A page looks through so many pages of the API at most; its link to older threads goes on from there. */
const LOOKS = 10;

/** Threads for one page of the list; `next` is where the next one goes on. */
export async function someThreads(
  fetch: Fetch,
  filter: ThreadFilter,
  before?: number,
): Promise<{ threads: Thread[]; next?: number }> {
  const found: Thread[] = [];
  let looks = 0;
  for await (const { threads, next } of pagesOf(fetch, filter, before)) {
    found.push(...threads.filter((x) => matches(x, filter)));
    const shown = found.slice(0, SHOWN);
    if (found.length > SHOWN) return { threads: shown, next: shown.at(-1)!.last.index };
    if (++looks === LOOKS && next !== undefined) return { threads: shown, next };
  }
  return { threads: found };
}
