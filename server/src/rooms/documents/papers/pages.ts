import type { ZipFile } from '@comity/dossier/papers';
import { utf8 } from '@comity/log';
import { directionOf, escaped } from '@comity/text';
import type { StoredDocument } from '../store.ts';
import type { Filed } from './filing.ts';
import { type PapersWords, papersWords } from './words.ts';

/** A document with the names of its files. */
export interface Listed {
  readonly document: StoredDocument;
  /** Under embargo: its files are not here. */
  readonly isKept: boolean;
  readonly files: readonly Filed[];
}
export interface PapersPages {
  readonly session: string;
  /** The name of the body, by language. */
  readonly body: Readonly<Record<string, string>>;
  readonly languages: readonly string[];
  readonly listed: readonly Listed[];
}

/** A page for each language of the body, and one that leads to them. They need neither script nor network. */
export function papersPages(papers: PapersPages): ZipFile[] {
  const pages = papers.languages.map((language) => ({
    name: `${language}.html`,
    content: utf8(pageIn(papers, language)),
  }));
  return [{ name: 'index.html', content: utf8(doorOf(papers)) }, ...pages];
}

const STYLE = `:root{color-scheme:light dark}body{font:1rem/1.6 "Noto Sans","Noto Sans Arabic","Noto Sans SC",system-ui,sans-serif;max-width:60rem;margin:0 auto;padding:1rem}
li{margin-block:.9rem}ol{padding-inline-start:2rem}p{margin-block:.2rem}code{overflow-wrap:anywhere}nav,.files{display:flex;flex-wrap:wrap;gap:.1rem .9rem}nav a,.files a{padding-block:.3rem}
.soft{opacity:.75}@media print{nav{display:none}}`;

const htmlOf = (language: string, title: string, body: string): string =>
  `<!doctype html>\n<html lang="${escaped(language)}" dir="${directionOf(language)}"><head><meta charset="utf-8">` +
  `<meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${STYLE}</style></head>\n` +
  `<body>\n${body}\n</body></html>\n`;

const bdi = (text: string, attributes = '') => `<bdi${attributes}>${escaped(text)}</bdi>`;

/** A language by its own name. */
function nameOf(language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}

const linksTo = (languages: readonly string[]): string =>
  languages
    .map(
      (l) =>
        `<a href="${l}.html" hreflang="${l}" lang="${l}" dir="${directionOf(l)}">${escaped(nameOf(l))}</a>`,
    )
    .join(' ');

/** Whoever opens it has not said which language they read: every language says it in its own words. */
function doorOf({ languages, session }: PapersPages): string {
  const lines = languages.map(
    (l) =>
      `<p lang="${l}" dir="${directionOf(l)}"><a href="${l}.html" hreflang="${l}">${escaped(papersWords(l).title(session))}</a></p>`,
  );
  return htmlOf('mul', session, `<nav>${lines.join('\n')}</nav>`);
}

function pageIn(papers: PapersPages, language: string): string {
  const { session, languages, listed, body } = papers;
  const t = papersWords(language);
  const others = languages.filter((l) => l !== language);
  const title = t.title(session);
  const hasMade = listed.some(({ files }) => files.some(({ form }) => form === 'made'));
  return htmlOf(
    language,
    title,
    [
      `<nav aria-label="${escaped(t.languages)}">${linksTo(others)}</nav>`,
      `<header><p>${bdi(inLanguage(body, language).text)}</p><h1>${escaped(title)}</h1></header>`,
      `<main><ol>${listed.map((one) => itemOf(one, language, t)).join('\n')}</ol></main>`,
      '<footer>',
      hasMade ? `<p class="soft">${escaped(t.made)}</p>` : '',
      `<p>${escaped(t.check)}</p><p dir="ltr"><code>comity documents open-bundle FILE --trust trust.json</code></p></footer>`,
    ].join('\n'),
  );
}

function inLanguage(names: Readonly<Record<string, string>>, language: string) {
  const found = [language, 'en', ...Object.keys(names)].find((l) => names[l] !== undefined) ?? language;
  return { language: found, text: names[found] ?? '' };
}

function itemOf({ document, isKept, files }: Listed, language: string, t: PapersWords): string {
  const title = inLanguage(document.titles, language);
  const symbol = document.symbol === null ? '' : `${bdi(document.symbol, ' dir="ltr"')} · `;
  const mark = document.withdrawn === null ? '' : ` <strong>(${escaped(t.withdrawn)})</strong>`;
  const own = files.filter((file) => file.language === language);
  const rest = Map.groupBy(
    files.filter((file) => file.language !== language),
    (file) => file.language,
  );
  const missing =
    own.length === 0 ? `<p class="soft">${escaped(isKept ? t.embargo(dayOf(document)) : t.none)}</p>` : '';
  return [
    `<li><p>${symbol}<strong lang="${title.language}" dir="${directionOf(title.language)}">${escaped(title.text)}</strong>${mark}</p>`,
    missing || `<p class="files"><span class="soft">${escaped(t.files)}</span> ${linksOf(own)}</p>`,
    ...[...rest].map(
      ([l, some]) =>
        `<p class="files soft"><span lang="${l}" dir="${directionOf(l)}">${escaped(nameOf(l))}</span> ${linksOf(some)}</p>`,
    ),
    '</li>',
  ].join('\n');
}

/** The instant at which an embargo ends, in numbers that every language reads. */
const dayOf = ({ embargo }: StoredDocument): string =>
  embargo === null ? '' : `${embargo.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** What reads best comes first; what is not listed comes last. */
const ORDER = ['html', 'pdf', 'docx', 'txt', 'md'];
const rankOf = ({ name }: Filed) => (ORDER.indexOf(endingOf(name)) + ORDER.length + 1) % (ORDER.length + 1);
const endingOf = (name: string) => name.split('.').at(-1) ?? '';
const linksOf = (files: readonly Filed[]): string =>
  files
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .map(fileLink)
    .join(' ');

const fileLink = ({ name, language, form }: Filed): string =>
  `<a href="${name}" hreflang="${language}" dir="ltr">${endingOf(name).toUpperCase()}${form === 'made' ? '*' : ''}</a>`;
