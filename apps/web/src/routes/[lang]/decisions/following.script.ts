/**
 * The one script of a page about procedures: when the record tells of an entry in one of them, the page is fetched again and
 * what stands on it takes the place of what stood there. Without it the page is whole, and as it was loaded.
 */
const place = () => document.querySelector<HTMLElement>('[data-follows]')!;
const wanted = new Set(place().dataset.follows!.split(' '));
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
    const next = fresh.querySelector('[data-follows]');
    if (next) place().replaceChildren(...next.childNodes);
  }
  isFetching = false;
}

const line = new EventSource('/api/events');
line.addEventListener('entry', (event) => {
  const { stream } = JSON.parse((event as MessageEvent<string>).data) as { stream: string };
  if (wanted.has(stream)) void refresh();
});
// What happened while there was no line is on the page that is fetched when there is one again.
let wasCut = false;
line.addEventListener('error', () => {
  wasCut = true;
  place().dataset.line = 'cut';
});
line.addEventListener('open', () => {
  delete place().dataset.line;
  if (wasCut) void refresh();
  wasCut = false;
});
// A window ends and a deadline passes without an entry.
const ends = Date.parse(place().dataset.until ?? '') - Date.now();
if (ends > 0 && ends < 86_400_000) setTimeout(() => void refresh(), ends + 1000);
