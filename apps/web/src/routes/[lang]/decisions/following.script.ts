import { follow } from '#lib/browser/following.ts';

/**
 * The one script of a page about procedures: when the record tells of an entry in one of them, the page is fetched again and
 * what stands on it takes the place of what stood there. Without it the page is whole, and as it was loaded.
 */
const place = () => document.querySelector<HTMLElement>('[data-follows]')!;
let wanted = new Set(place().dataset.follows!.split(' '));

const lookAgain = follow({
  place,
  concerns: (stream) => wanted.has(stream),
  take: (page) => {
    const next = page.querySelector<HTMLElement>('[data-follows]');
    // Where nothing is followed any more there is nothing to take.
    if (!next) return true;
    // What is closed is followed no more, and other rooms may stand in its place.
    wanted = new Set(next.dataset.follows!.split(' '));
    // Whoever reads what stayed as it was is not disturbed.
    if (place().innerHTML !== next.innerHTML) place().replaceChildren(...next.childNodes);
    refreshAt(next.dataset.until);
    return true;
  },
});

let waking: ReturnType<typeof setTimeout> | undefined;
/** A window ends and a deadline passes without an entry. */
function refreshAt(until: string | undefined): void {
  clearTimeout(waking);
  const left = Date.parse(until ?? '') - Date.now();
  if (left > 0 && left < 86_400_000) waking = setTimeout(lookAgain, left + 1000);
}
refreshAt(place().dataset.until);
