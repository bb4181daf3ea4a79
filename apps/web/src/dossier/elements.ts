type Child = Node | string | undefined | false;
type Attributes = Readonly<Record<string, string | ((event: Event) => void)>>;

/** An element. What a dossier says comes in as text, never as markup; functions are listeners. */
export function el(tag: string, attributes: Attributes, ...children: readonly Child[]): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (typeof value === 'string') made.setAttribute(name, value);
    else made.addEventListener(name, value);
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** A heading and what is below it; nothing where there is nothing. */
export const section = (title: string, ...children: readonly Child[]): Child =>
  children.some(Boolean) && el('section', {}, el('h2', {}, title), ...children);

export const list = (items: readonly (readonly Child[])[]): Child =>
  items.length > 0 && el('ul', {}, ...items.map((item) => el('li', {}, ...item)));

/** Names, hashes and codes run left to right wherever they stand. */
export const code = (text: string): HTMLElement => el('bdi', { class: 'code', dir: 'ltr' }, text);
/** What people wrote, in whatever direction. */
export const written = (text: string): HTMLElement => el('bdi', {}, text);

export function facts(pairs: readonly (readonly [string, Child])[]): HTMLElement {
  return el(
    'dl',
    {},
    ...pairs.flatMap(([name, value]) => (value ? [el('dt', {}, name), el('dd', {}, value)] : [])),
  );
}

/** A table that scrolls by itself on a narrow screen. */
export function table(heads: readonly string[], rows: readonly (readonly Child[])[]): HTMLElement {
  const head = el('tr', {}, ...heads.map((name) => el('th', { scope: 'col' }, name)));
  const body = rows.map((row) => el('tr', {}, ...row.map((cell) => el('td', {}, cell))));
  return el(
    'div',
    { class: 'wide', tabindex: '0', role: 'region', 'aria-label': heads.join(', ') },
    el('table', {}, el('thead', {}, head), el('tbody', {}, ...body)),
  );
}
