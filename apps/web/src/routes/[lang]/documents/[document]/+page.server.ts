import { compareLanguages, type Text, toHtml } from '@comity/text';
import { type Clock, type Coverage, type Document, type Family, get } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { readBeginning } from '#lib/server/record/timeline.ts';
import { isKeptFrom, isTree, isUnderEmbargo, readTree, type Version } from '#lib/server/texts.ts';
import { languageOf } from '#lib/words/languages.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayDate, sayNumber, sayTime } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';
import { type Lists, registeredFacts, sayClock, sayCoverage, sayFamily } from './registered.ts';

/** How much of a text is shown on the page itself, in characters; the file is always whole. */
const SHOWN = 12_000;
const FORMS = ['docx', 'pdf', 'html', 'akn', 'md', 'txt', 'json'] as const;

type Fetch = typeof globalThis.fetch;

export const load: PageServerLoad = async ({ fetch, locals, params, url }) => {
  const { language } = locals;
  const t = wordsIn(language);
  const path = `/api/documents/${encodeURIComponent(params.document)}`;
  const d = (await get<'/api/documents/{document}'>(fetch, path)) as Document;
  const [lists, clock, family, coverage, timeline] = await Promise.all([
    readLists(fetch),
    get(fetch, `${path}/clock`) as Promise<Clock>,
    get(fetch, `${path}/family`) as Promise<Family>,
    get(fetch, `${path}/coverage`) as Promise<Coverage>,
    readBeginning(fetch, `document/${d.document}`, t),
  ]);
  const read = readOnce(fetch, d.document);
  const wanted = url.searchParams.get('version') ?? language;
  const isKept = isKeptFrom(locals.me, d);
  const shown = isKept ? undefined : (d.versions.find((v) => v.language === wanted) ?? d.versions[0]);
  return {
    words: {
      ...pageWords(d, t),
      clear: locals.me && t('clearance.begin'),
      negotiate: locals.me && d.versions.some(isTree) ? t('negotiation.preside') : undefined,
    },
    timeline,
    ...(d.session === undefined
      ? {}
      : {
          session: {
            href: `/api/sessions/${encodeURIComponent(d.session)}/papers`,
            says: t('documents.session-papers', { session: d.session }),
          },
        }),
    dossierHref: `/api/dossiers/streams/document/${encodeURIComponent(d.document)}`,
    title: nameIn(d.titles, language),
    id: d.document,
    symbol: d.symbol,
    facts: registeredFacts(d, lists, t),
    clock: d.versions.length > 0 ? sayClock(clock, t) : undefined,
    family: sayFamily(family, d.document, t),
    coverage: sayCoverage(coverage, t),
    isKept,
    standing: isKept ? [] : await sayStanding(read, d, t),
    isMissing: !d.versions.some((v) => v.language === language),
    versions: d.versions.map((v) => ({
      ...v,
      name: languageOf(v.language).name,
      issued: sayDate(v.issued, language),
      bytes: t('documents.bytes', { bytes: sayNumber(v.size, language) }),
      current: v === shown,
    })),
    shown: shown && (await showText(read, d, shown, url.searchParams.has('whole'))),
  };
};

type ReadText = (version: Version) => Promise<Text | undefined>;

/** Reads each version of a document once: what is shown is also held against the others. */
function readOnce(fetch: Fetch, document: string): ReadText {
  const read = new Map<Version, Promise<Text | undefined>>();
  return (version) => {
    const found = read.get(version) ?? readTree(fetch, document, version);
    read.set(version, found);
    return found;
  };
}

async function readLists(fetch: Fetch): Promise<Lists> {
  const [{ classes }, { organs }, { participants }] = (await Promise.all([
    get<'/api/document-classes'>(fetch, '/api/document-classes'),
    get<'/api/organs'>(fetch, '/api/organs'),
    get<'/api/participants'>(fetch, '/api/participants'),
  ])) as [Pick<Lists, 'classes'>, Pick<Lists, 'organs'>, Pick<Lists, 'participants'>];
  return { classes, organs, participants };
}

const pageWords = (d: Document, t: Words) => ({
  symbol: t('documents.symbol'),
  versions: t('documents.versions'),
  download: t('documents.download'),
  missing: t('documents.not-in-your-language'),
  embargo: isUnderEmbargo(d) ? t('documents.embargo', { time: sayTime(d.embargo!, t.language) }) : undefined,
  cut: t('documents.cut'),
  whole: t('documents.whole'),
  withdrawn: d.withdrawn === undefined ? undefined : t('documents.withdrawn', { reason: d.withdrawn }),
  back: t('documents.title'),
  clock: t('documents.clock'),
  family: t('documents.family'),
  coverage: t('documents.coverage'),
  as: t('documents.as'),
  compare: t('compare.title'),
  agreed: t('agreed.title'),
  standing: t('documents.standing'),
  dossier: t('proof.dossier'),
  page: t('proof.page'),
});

/** What of the other languages is missing or no longer says what the original says; for texts that have ids. */
async function sayStanding(readText: ReadText, d: Document, t: Words) {
  const newest = d.versions.filter((v, i, all) => all.findIndex((w) => w.language === v.language) === i);
  const original = newest.find((v) => v.language === d.original);
  if (!original || !newest.every(isTree)) return [];
  const texts = await Promise.all(newest.map(readText));
  const read = texts.filter((text): text is Text => text !== undefined);
  return compareLanguages(read, original.language).map(({ language, missing, outdated }) => {
    const [gone, old] = [missing.length, outdated.length];
    const says =
      gone + old === 0
        ? t('documents.standing-complete')
        : t('documents.standing-differs', {
            missing: sayNumber(gone, t.language),
            outdated: sayNumber(old, t.language),
          });
    return { language, name: languageOf(language).name, isWhole: gone + old === 0, says };
  });
}

/** A version on the page: its words where they are known, and the forms in which it goes out. */
interface Shown {
  readonly language: string;
  readonly text?: { readonly html: string; readonly isCut: boolean };
  readonly forms: readonly { readonly form: string; readonly href: string }[];
}

async function showText(readText: ReadText, d: Document, v: Version, isWhole: boolean): Promise<Shown> {
  const { language } = v;
  const href = (form: string) => `/api/documents/${d.document}/texts/${language}?form=${form}`;
  // Other forms are made once everybody may read the text.
  const forms = isTree(v) && !isUnderEmbargo(d) ? FORMS.map((form) => ({ form, href: href(form) })) : [];
  const text = await readText(v);
  if (!text) return { language, forms };
  const part = isWhole ? text : beginningOf(text);
  const html = toHtml(part, { level: 2, labels: isTree(v) ? 'working' : 'print' });
  return { language, forms, text: { html, isCut: part.nodes.length < text.nodes.length } };
}

/** The text as far as a page has room for it: whole paragraphs, with the notes that they refer to. */
function beginningOf(text: Text): Text {
  let room = SHOWN;
  const nodes = text.nodes.filter((node) => {
    const fits = room > 0;
    room -= JSON.stringify(node).length;
    return fits;
  });
  if (nodes.length === text.nodes.length) return text;
  const used = JSON.stringify(nodes);
  return { ...text, nodes, notes: text.notes.filter(({ id }) => used.includes(id)) };
}
