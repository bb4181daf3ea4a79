import { describe, expect, it } from 'vitest';
import type { Thread } from '#lib/server/about.ts';
import { everyThread, filterOf, isFiltered, matches, queryOf, someThreads } from './threads.ts';

const thread = (index: number, unacknowledged = 0, participant = 'ken'): Thread => ({
  thread: `thr_Ab${index}`,
  messages: 1,
  unacknowledged,
  last: {
    index,
    received: '2027-01-01T00:00:00.000Z',
    header: {
      message: 'msg_x',
      thread: `thr_Ab${index}`,
      from: { participant, contact: 'con_x' },
      marking: { scheme: 'TLP', label: 'AMBER' },
      exercise: false,
    },
  },
});

/** An API that pages `all` as the real one does. */
const serve = (all: readonly Thread[], asked: string[] = []): typeof fetch => {
  return (async (address: string) => {
    asked.push(address);
    const query = new URL(address, 'http://body.example').searchParams;
    const limit = Number(query.get('limit'));
    const before = query.has('before') ? Number(query.get('before')) : Number.POSITIVE_INFINITY;
    const threads = all.filter((x) => x.last.index < before).slice(0, limit);
    const next = threads.length === limit ? { next: threads.at(-1)!.last.index } : {};
    return Response.json({ threads, ...next });
  }) as typeof fetch;
};
const descending = (count: number, unacknowledged = (_: number) => 0) =>
  Array.from({ length: count }, (_, i) => thread(count - i, unacknowledged(count - i)));
const NONE = filterOf(new URLSearchParams());

describe('a filter', () => {
  it('comes back from the query it makes', () => {
    const filter = filterOf(new URLSearchParams('open=1&q= Ab &from=ken&other=1'));
    expect(filter).toEqual({ open: true, q: 'Ab', from: 'ken' });
    expect(filterOf(queryOf(filter))).toEqual(filter);
    expect([isFiltered(filter), isFiltered(NONE), queryOf(NONE).size]).toEqual([true, false, 0]);
  });

  it('leaves what matches all of it', () => {
    const one = thread(7, 1, 'per');
    expect(matches(one, { open: true, q: 'aB7', from: 'per' })).toBe(true);
    expect(matches(one, { open: true, q: 'ab8', from: '' })).toBe(false);
    expect(matches(one, { open: false, q: '', from: 'ken' })).toBe(false);
    expect(matches(thread(7), { open: true, q: '', from: '' })).toBe(false);
  });
});

describe('the list', () => {
  it('pages what matches without gap or repetition', async () => {
    const all = descending(460, (index) => index % 3);
    const filter = { ...NONE, open: true };
    const seen: number[] = [];
    for (let before: number | undefined, first = true; first || before !== undefined; first = false) {
      const page = await someThreads(serve(all), filter, before);
      expect(page.threads.length).toBeLessThanOrEqual(50);
      seen.push(...page.threads.map((x) => x.last.index));
      before = page.next;
    }
    expect(seen).toEqual(all.filter((x) => x.unacknowledged > 0).map((x) => x.last.index));
    expect((await everyThread(serve(all), filter)).map((x) => x.last.index)).toEqual(seen);
  });

  it('looks no further than it may for one page, and says where to go on', async () => {
    const asked: string[] = [];
    const page = await someThreads(serve(descending(3000), asked), { ...NONE, q: 'nowhere' });
    expect(page).toEqual({ threads: [], next: 1001 });
    expect(asked).toHaveLength(10);
  });
});
