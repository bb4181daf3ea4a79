import { follow } from '#lib/browser/following.ts';

/**
 * The one script of the screen in a room. Each time the record tells of an entry on the text, the page is fetched again, and
 * what it has becomes a state that can be shown. States are shown one after the other, back and forth; what is being read
 * stays where it is. Without this script the page is whole, and as it was loaded.
 */
interface Unit {
  readonly key: string;
  readonly label: string;
  readonly stands: string;
  readonly html: string;
  readonly element: HTMLElement;
}
interface State {
  readonly units: readonly Unit[];
  readonly parts: ReadonlyMap<string, readonly Node[]>;
}
type News = 'changed' | 'gone' | 'waiting' | 'none-such';

/** How many changes one can go back. */
const KEPT = 60;
const wall = document.querySelector<HTMLElement>('.wall')!;
const bar = wall.querySelector<HTMLFormElement>('.bar')!;
const text = wall.querySelector<HTMLElement>('.text')!;
const holderOf = (root: ParentNode) =>
  root.querySelector<HTMLElement>('.text article.negotiated, .text .negotiated > tbody')!;

function read(root: ParentNode): State {
  const stands = new Map(
    [...root.querySelectorAll<HTMLElement>('[data-of]')].map((e) => [e.dataset.of, e.textContent!]),
  );
  const units = [...holderOf(root).children].map((each): Unit => {
    const element = document.importNode(each, true) as HTMLElement;
    const key = element.id || element.tagName;
    const label = element.querySelector('.label')?.textContent ?? element.textContent!.slice(0, 24);
    const own = stands.get(key) ?? '';
    // Of a row it is its first cell: the one whose words these are.
    if (own) (element.querySelector<HTMLElement>('td') ?? element).dataset.stands = own;
    return { key, label, stands: own, html: element.outerHTML, element };
  });
  const parts = [...root.querySelectorAll<HTMLElement>('[data-part]')].map((part): [string, Node[]] => [
    part.dataset.part!,
    [...part.childNodes].map((node) => document.importNode(node, true)),
  ]);
  return { units, parts: new Map(parts) };
}

const states: State[] = [read(document)];
let at = 0;
let current: string | undefined;
const shown = () => states[at]!;
const newest = () => states.length - 1;

/** What is other in one state than in another: what changed or came, and what went. */
function differences(from: State, to: State): { changed: Unit[]; gone: Unit[] } {
  const before = new Map(from.units.map((unit) => [unit.key, unit.html]));
  const after = new Set(to.units.map(({ key }) => key));
  return {
    changed: to.units.filter(({ key, html }) => before.get(key) !== html),
    gone: from.units.filter(({ key }) => !after.has(key)),
  };
}

function tell(news: Partial<Record<News, readonly Unit[]>>): void {
  for (const place of bar.querySelectorAll<HTMLElement>('[data-news]')) {
    const units = news[place.dataset.news as News];
    const isTold = units !== undefined && (units.length > 0 || place.dataset.news === 'none-such');
    place.hidden = !isTold;
    const list = place.querySelector('bdi');
    if (list) list.textContent = isTold ? units.map(({ label }) => label).join(' · ') : '';
  }
}

/** The paragraph under discussion while it can be seen; else the first of which something can be. */
function readNow(): Unit | undefined {
  const isSeen = ({ element }: Unit) => {
    const { top, bottom } = element.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  };
  const own = shown().units.find(({ key }) => key === current);
  return own && isSeen(own) ? own : shown().units.find(isSeen);
}

/** Shows a state, and what is read stays where it is, whatever became longer or shorter above it. */
function show(index: number): void {
  const from = shown();
  const read_ = readNow();
  const top = read_?.element.getBoundingClientRect().top ?? 0;
  at = index;
  const { changed, gone } = differences(from, shown());
  put(shown(), new Set(changed));
  putParts(shown());
  if (read_) keepAt(from, read_, top);
  tell({ changed, gone });
  showControls();
}

function put({ units }: State, changed: ReadonlySet<Unit>): void {
  for (const unit of units) unit.element.classList.toggle('changed', changed.has(unit));
  holderOf(document).replaceChildren(...units.map(({ element }) => element));
}

function putParts({ parts }: State): void {
  for (const [name, nodes] of parts) wall.querySelector(`[data-part=${name}]`)!.replaceChildren(...nodes);
}

function keepAt(from: State, { key }: Unit, top: number): void {
  const now = new Map(shown().units.map((unit) => [unit.key, unit.element]));
  // What went has its place behind what stood before it.
  const before = from.units.slice(
    0,
    from.units.findIndex((unit) => unit.key === key),
  );
  const next = now.get(key) ?? before.flatMap((unit) => now.get(unit.key) ?? []).at(-1);
  if (!next) return;
  const off = () => next.getBoundingClientRect()[now.has(key) ? 'top' : 'bottom'] - top;
  (document.fullscreenElement ?? document.scrollingElement)!.scrollTop += off();
  // Where nothing above is left to be scrolled to, room is made.
  const missing = -off();
  if (missing > 1)
    text.style.paddingBlockStart = `${(Number.parseFloat(text.style.paddingBlockStart) || 0) + missing}px`;
}

function showControls(): void {
  const unit = shown().units.find(({ key }) => key === current);
  for (const { key, element } of shown().units)
    if (key === current) element.setAttribute('aria-current', 'true');
    else element.removeAttribute('aria-current');
  bar.querySelector('[data-label]')!.textContent = unit?.label ?? '';
  bar.querySelector('[data-stands]')!.textContent = unit?.stands ?? '';
  const press = (name: string) => bar.querySelector<HTMLButtonElement>(`[data-do=${name}]`)!;
  press('back').disabled = at === 0;
  press('forth').disabled = at === newest();
  press('newest').disabled = at === newest();
  wall.toggleAttribute('data-behind', at < newest());
  const labels = shown().units.map(({ label }) => new Option('', label));
  bar.querySelector('datalist')!.replaceChildren(...labels);
}

/** Makes a paragraph the one under discussion. */
function go(unit: Unit | undefined): void {
  if (!unit) return;
  current = unit.key;
  text.style.paddingBlockStart = '';
  unit.element.scrollIntoView({ block: 'start' });
  history.replaceState(history.state, '', `#${unit.element.id}`);
  tell({});
  showControls();
}

function step(by: 1 | -1): void {
  const { units } = shown();
  const from = units.findIndex(({ key }) => key === current);
  if (from >= 0) go(units[from + by]);
  else go(readNow());
}

/** As somebody types it: in any case, with spaces or without, in the digits of Arabic too. */
const plain = (label: string): string =>
  label
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();

const isBareNumber = (one: string, other: string): boolean =>
  (/^\d/.test(one) || /^\d/.test(other)) && one.replace(/^\D+/, '') === other.replace(/^\D+/, '');

function jump(typed: string): void {
  const wanted = plain(typed);
  const { units } = shown();
  const found =
    units.find(({ label }) => plain(label) === wanted) ??
    // Where one of both has no letters in front, the number is enough.
    units.find(({ label }) => isBareNumber(wanted, plain(label)));
  if (found) go(found);
  else tell({ 'none-such': [] });
}

/** A state that came: at once, where changes are not held and nobody went back; else it is told that it waits. */
function take(state: State): void {
  const { changed, gone } = differences(states[newest()]!, state);
  const hold = bar.elements.namedItem('hold') as HTMLInputElement;
  if (changed.length + gone.length === 0) {
    // Nothing of the text: what else is told takes its place where the newest state is shown.
    states[newest()] = { units: states[newest()]!.units, parts: state.parts };
    if (at === newest()) putParts(shown());
    return;
  }
  const isNewest = at === newest();
  states.push(state);
  if (states.length > KEPT) {
    states.shift();
    at = Math.max(0, at - 1);
  }
  if (isNewest && !hold.checked) {
    show(newest());
    return;
  }
  const waiting = differences(shown(), state);
  tell({ waiting: [...waiting.changed, ...waiting.gone] });
  showControls();
}

const DEEDS: Readonly<Record<string, () => unknown>> = {
  previous: () => step(-1),
  next: () => step(1),
  back: () => at > 0 && show(at - 1),
  forth: () => at < newest() && show(at + 1),
  newest: () => at < newest() && show(newest()),
  full: () => (document.fullscreenElement ? document.exitFullscreen() : wall.requestFullscreen()),
};
function deedOf({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): string | undefined {
  if (altKey) return undefined;
  if (!ctrlKey && !metaKey) return { PageUp: 'previous', PageDown: 'next' }[key];
  if (key.toLowerCase() === 'z') return shiftKey ? 'forth' : 'back';
  return { y: 'forth', Enter: 'newest' }[key];
}

bar.addEventListener('click', ({ target }) => {
  const deed = (target as Element).closest<HTMLElement>('[data-do]')?.dataset.do;
  if (deed) void DEEDS[deed]?.();
});
bar.addEventListener('submit', (event) => {
  event.preventDefault();
  jump((bar.elements.namedItem('paragraph') as HTMLInputElement).value);
});
document.addEventListener('keydown', (event) => {
  // In a field these keys are those of the field.
  if ((event.target as Element).matches('input[name=paragraph]')) return;
  const deed = deedOf(event);
  if (!deed) return;
  event.preventDefault();
  void DEEDS[deed]!();
});

put(shown(), new Set());
bar.hidden = false;
showControls();
go(shown().units.find(({ key }) => location.hash === `#${key}`));

follow({
  place: () => wall,
  concerns: (stream) => stream === wall.dataset.stream,
  take: (page) => {
    const isOurs = holderOf(page) !== null;
    if (isOurs) take(read(page));
    return isOurs;
  },
});
