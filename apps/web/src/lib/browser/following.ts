/**
 * What pages that only read have for a script when they follow the record: they are fetched again when it tells of an entry
 * that concerns them, one at a time, and once more when something came meanwhile.
 */
export interface Followed {
  /** Whether an entry of this stream concerns the page. */
  readonly concerns: (stream: string) => boolean;
  /** Takes what was fetched; false when that could not be read. */
  readonly take: (page: Document) => boolean;
  /** Where it is said that the line is cut. */
  readonly place: () => HTMLElement;
}

/** Milliseconds until what could not be read is asked for again. */
const PAUSE = 1000;

/** Follows from now on; answers what looks again at once. */
export function follow({ concerns, take, place }: Followed): () => void {
  let isFetching = false;
  let isStale = false;
  let again: ReturnType<typeof setTimeout> | undefined;
  async function refresh(): Promise<void> {
    clearTimeout(again);
    isStale = true;
    if (isFetching) return;
    isFetching = true;
    let isTaken = false;
    while (isStale) {
      isStale = false;
      const page = await fetchPage();
      isTaken = page !== undefined && take(page);
    }
    isFetching = false;
    if (!isTaken) again = setTimeout(lookAgain, PAUSE);
  }
  const lookAgain = () => void refresh();

  const line = new EventSource('/api/events');
  line.addEventListener('entry', (event) => {
    const { stream } = JSON.parse((event as MessageEvent<string>).data) as { stream: string };
    if (concerns(stream)) lookAgain();
  });
  // What happened before there was a line, or while it was cut, is on the page that is fetched when there is one.
  line.addEventListener('error', () => {
    place().dataset.line = 'cut';
  });
  line.addEventListener('open', () => {
    delete place().dataset.line;
    lookAgain();
  });
  return lookAgain;
}

async function fetchPage(): Promise<Document | undefined> {
  const { pathname, search } = location;
  const answer = await fetch(pathname + search, { cache: 'no-store' }).catch(() => undefined);
  return answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : undefined;
}
