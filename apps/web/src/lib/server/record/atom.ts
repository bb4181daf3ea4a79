/** A feed (RFC 4287), before it is written. */
export interface Feed {
  readonly id: string;
  readonly title: string;
  readonly language: string;
  readonly author: string;
  /** Addresses: of the feed, of the page that shows the same, and of the feed of what is older. */
  readonly self: string;
  readonly page: string;
  readonly older?: string;
  readonly updated: string;
  readonly entries: readonly FeedEntry[];
}
export interface FeedEntry {
  readonly id: string;
  readonly title: string;
  readonly page: string;
  /** RFC 3339: entries never change, so this is when the act was received. */
  readonly updated: string;
  readonly category: { readonly term: string; readonly label: string };
}

/** What XML 1.0 cannot hold, even escaped; halves of a pair count, and so do the two that are no signs. */
const UNFIT = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;
const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Any text as character data or as the value of an attribute. */
export const xmlText = (text: string): string =>
  text.replace(UNFIT, '\ufffd').replace(/[&<>"]/g, (sign) => ESCAPES[sign]!);

const element = (name: string, text: string) => `<${name}>${xmlText(text)}</${name}>`;
const link = (rel: string, type: string, href: string) =>
  `<link rel="${rel}" type="${type}" href="${xmlText(href)}"/>`;
const ATOM = 'application/atom+xml';

export function atomOf(feed: Feed): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${xmlText(feed.language)}">
${[
  element('id', feed.id),
  element('title', feed.title),
  element('updated', feed.updated),
  `<author>${element('name', feed.author)}</author>`,
  link('self', ATOM, feed.self),
  link('alternate', 'text/html', feed.page),
  ...(feed.older ? [link('next', ATOM, feed.older)] : []),
  ...feed.entries.map(entryOf),
].join('\n')}
</feed>
`;
}

const entryOf = ({ id, title, page, updated, category }: FeedEntry): string =>
  [
    '<entry>',
    element('id', id),
    element('title', title),
    element('updated', updated),
    element('published', updated),
    link('alternate', 'text/html', page),
    `<category term="${xmlText(category.term)}" label="${xmlText(category.label)}"/>`,
    '</entry>',
  ].join('');
