import { findArrived, hearEntries, persist } from '#lib/browser/live.ts';
import { dateWriter } from '#lib/words/dates.ts';
import { sayNumber } from '#lib/words/times.ts';
import { sayLocally } from './localtime.ts';
import { remember } from './visits.ts';

/** Entries on one page of the record. */
const PAGE = 50;

/**
 * Adds to Today what only the browser knows: the reader's own zone, when this browser was last here, and what
 * arrives. The words stand in attributes of the page, with `{when}` and `{count}` where something goes in.
 * Doing it twice does nothing more. Returns what ends the listening.
 */
export function addWhatIsKnownHere(root: HTMLElement): () => void {
  const { lang } = document.documentElement;
  addLocalTimes(root, lang);
  const since = root.querySelector<HTMLElement>('[data-size]');
  if (since) showSince(root, since, lang);
  const live = root.querySelector<HTMLElement>('[data-participant]');
  return live ? announce(live) : () => {};
}

function addLocalTimes(root: HTMLElement, language: string): void {
  for (const line of root.querySelectorAll<HTMLElement>('[data-local]')) {
    const when = sayLocally(line.dataset.at!, language);
    if (when) line.textContent = line.dataset.local!.replace('{when}', when);
    line.removeAttribute('data-local');
  }
}

/** A browser that keeps nothing leaves the line that the page came with. */
function showSince(root: HTMLElement, line: HTMLElement, language: string): void {
  const { size: text, name, first, since, unchanged } = line.dataset as Record<string, string>;
  line.removeAttribute('data-size');
  const size = Number(text);
  let before: { size: number; at: string } | undefined;
  try {
    ({ before } = remember(localStorage, `comity-visits ${name}`, { size, at: new Date().toISOString() }));
  } catch {
    return;
  }
  if (!before) {
    line.textContent = first!;
    return;
  }
  const count = size - before.size;
  line.textContent = (count ? since! : unchanged!)
    .replace('{when}', dateWriter(language, { time: true }).format(new Date(before.at)))
    .replace('{count}', sayNumber(count, language));
  if (count) markNew(root, before.size);
}

/** Marks the entries that came since, in words, and leads to the first of them on the record. */
function markNew(root: HTMLElement, from: number): void {
  for (const item of root.querySelectorAll<HTMLElement>('[data-index]')) {
    const mark = item.querySelector<HTMLElement>('[hidden]');
    if (mark && Number(item.dataset.index) >= from) mark.hidden = false;
  }
  const link = root.querySelector<HTMLAnchorElement>('a[data-record]');
  if (!link) return;
  link.href = `${link.dataset.record}?before=${from + PAGE}`;
  link.closest<HTMLElement>('[hidden]')!.hidden = false;
}

/** The words lie ready in the region; what reads the page aloud hears of a node that comes in. */
function announce(region: HTMLElement): () => void {
  const gone = new AbortController();
  const { participant, newest } = region.dataset as { participant: string; newest: string };
  const words = [...region.querySelectorAll('template')];
  const since = Number(newest);
  const look = async () => {
    const found = await persist(() => findArrived(participant, since), gone.signal);
    if (!found || gone.signal.aborted) return;
    const told = words.filter(({ dataset }) =>
      found.some((x) => x.exercise === (dataset.kind === 'exercise')),
    );
    region.replaceChildren(...words, ...told.map(({ content }) => content.cloneNode(true)));
  };
  const stop = hearEntries(since, ({ type }) => {
    if (type.startsWith('exchange.')) void look();
  });
  return () => {
    gone.abort();
    stop();
  };
}
