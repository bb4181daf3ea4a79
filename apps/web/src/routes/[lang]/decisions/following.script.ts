/**
 * The one script of a page about procedures: when the record tells of an entry in one of them, the page is fetched again and
 * what stands on it takes the place of what stood there. Without it the page is whole, and as it was loaded.
 */
const place = () => document.querySelector<HTMLElement>('[data-follows]')!;
let wanted = new Set(place().dataset.follows!.split(' '));
let isFetching = false;
let isStale = false;

async function refresh(): Promise<void> {
  isStale = true;
  if (isFetching) return;
  isFetching = true;
  while (isStale) {
    isStale = false;
    const answer = await fetch(location.href, { cache: 'no-store' }).catch(() => undefined);
    if (!answer?.ok) continue;
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const next = fresh.querySelector<HTMLElement>('[data-follows]');
    if (!next) continue;
    // What is closed is followed no more, and other rooms may stand in its place.
    wanted = new Set(next.dataset.follows!.split(' '));
    // Whoever reads what stayed as it was is not disturbed.
    if (place().innerHTML !== next.innerHTML) place().replaceChildren(...next.childNodes);
    refreshAt(next.dataset.until);
  }
  isFetching = false;
}

const line = new EventSource('/api/events');
line.addEventListener('entry', (event) => {
  const { stream } = JSON.parse((event as MessageEvent<string>).data) as { stream: string };
  if (wanted.has(stream)) void refresh();
});
// What happened before there was a line, or while it was cut, is on the page that is fetched when there is one.
line.addEventListener('error', () => {
  place().dataset.line = 'cut';
});
line.addEventListener('open', () => {
  delete place().dataset.line;
  void refresh();
});

let waking: ReturnType<typeof setTimeout> | undefined;
/** A window ends and a deadline passes without an entry. */
function refreshAt(until: string | undefined): void {
  clearTimeout(waking);
  const left = Date.parse(until ?? '') - Date.now();
  if (left > 0 && left < 86_400_000) waking = setTimeout(() => void refresh(), left + 1000);
}
refreshAt(place().dataset.until);
