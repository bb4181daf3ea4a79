import type { paths } from '@comity/client';

/** An entry of the record, as the server tells it while it happens. */
export interface Heard {
  readonly index: number;
  readonly type: string;
  readonly stream: string;
  readonly received: string;
}

type Tell = (entry: Heard) => void;
type Threads = paths['/api/exchange/threads']['get']['responses']['200']['content']['application/json'];

/** Milliseconds: the server gives a sign of life every 15 s; a line without one for so long is dead. */
const SILENCE = 45_000;
/** Milliseconds before the line is tried again: the first time, and at most. */
const PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

/** The one line of this page, whoever listens: browsers open few to a server. */
const listeners = new Set<Tell>();
let line: AbortController | undefined;

/**
 * Tells every entry with an index greater than `since` that this reader may know of, in order, each once. A line
 * that was cut or fell silent is opened again with the last index heard, so nothing is lost on the way; an
 * EventSource would forget its place where it had heard nothing yet. Returns what ends it.
 */
export function hearEntries(since: number, tell: Tell): () => void {
  listeners.add(tell);
  if (!line) {
    line = new AbortController();
    void keepListening(since, line.signal);
  }
  return () => {
    listeners.delete(tell);
    if (listeners.size > 0) return;
    line?.abort();
    line = undefined;
  };
}

async function keepListening(since: number, signal: AbortSignal): Promise<void> {
  let last = since;
  let pause = PAUSE;
  const take = (entry: Heard) => {
    pause = PAUSE;
    if (entry.index <= last) return;
    last = entry.index;
    for (const tell of [...listeners]) tell(entry);
  };
  while (!signal.aborted) {
    await listen(last, take, signal).catch(() => undefined);
    await untilTry(pause, signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE);
  }
}

/** Reads one line until it ends or falls silent. */
async function listen(last: number, take: Tell, signal: AbortSignal): Promise<void> {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), SILENCE);
  try {
    const answer = await fetch('/api/events', {
      headers: { 'last-event-id': String(last) },
      cache: 'no-store',
      signal: AbortSignal.any([signal, silent.signal]),
    });
    if (!answer.ok || !answer.body) return;
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (let text = ''; ; ) {
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), SILENCE);
      const events = (text + value).split('\n\n');
      text = events.pop()!;
      for (const event of events) readEvent(event, take);
    }
  } finally {
    clearTimeout(timer);
  }
}

/** A comment is a sign of life and nothing else. */
function readEvent(event: string, take: Tell): void {
  const data = event.split('\n').find((each) => each.startsWith('data: '));
  if (data) take(JSON.parse(data.slice('data: '.length)) as Heard);
}

/** A moment, longer each time, and a little different in every browser; without a network, until it is back. */
function untilTry(pause: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (navigator.onLine) setTimeout(resolve, pause * (1 + Math.random() / 2));
    else addEventListener('online', () => resolve(), { once: true, signal });
  });
}

/**
 * Does what needs the line again until the line bears it; undefined where the page was left before. What fails
 * for another reason fails at once.
 */
export async function persist<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  for (let pause = PAUSE; !signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    try {
      return await work();
    } catch (error) {
      if (!isOfTheLine(error)) throw error;
      await untilTry(pause, signal);
    }
  }
  return undefined;
}

/** `fetch` fails with a TypeError where nothing answered, the client says so itself; what stands between sends 5xx. */
function isOfTheLine(error: unknown): boolean {
  const { code, status } = error as { code?: unknown; status?: unknown };
  return error instanceof TypeError || code === 'client.unreachable' || Number(status) >= 500;
}

/** A thread in which something waits; `index` is the entry of its newest message. */
export interface Arrival {
  readonly thread: string;
  readonly index: number;
  readonly exercise: boolean;
}

/** Threads with a message to a State that came after an entry and that nobody there has acknowledged: real ones first. */
export const findArrived = async (participant: string, since: number): Promise<Arrival[]> =>
  (
    await Promise.all(['exchange', 'exercises'].map((kind) => findArrivedIn(kind, participant, since)))
  ).flat();

async function findArrivedIn(kind: string, participant: string, since: number): Promise<Arrival[]> {
  const answer = await fetch(`/api/${kind}/threads?limit=50`);
  // Signed out meanwhile: nothing waits for nobody.
  if (answer.status < 500 && !answer.ok) return [];
  if (!answer.ok) throw Object.assign(new Error('The threads could not be read.'), { status: answer.status });
  const { threads } = (await answer.json()) as Threads;
  return threads
    .filter(
      ({ unacknowledged, last }) =>
        unacknowledged > 0 && last.index > since && last.header.from.participant !== participant,
    )
    .map(({ thread, last }) => ({ thread, index: last.index, exercise: last.header.exercise }));
}
