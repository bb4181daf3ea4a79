import {
  type Document,
  get,
  type NegotiatedView,
  type Negotiation,
  type Participant,
} from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { readBeginning } from '#lib/server/record/timeline.ts';
import { languageOf } from '#lib/words/languages.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { labelsOf, sayLayer, sayParagraph, sayProposal, sayState, whoIn } from '../../saying.ts';
import type { PageServerLoad } from './$types';

/** The rolling text for the screen of a room, with the version in another language beside it where one is asked for. */
export const load: PageServerLoad = async ({ fetch, locals, params, url }) => {
  const { language } = locals;
  const t = wordsIn(language);
  const id = encodeURIComponent(params.document);
  const path = `/api/negotiations/${id}`;
  const [n, { versions }, { participants }, { lines }] = (await Promise.all([
    get(fetch, path),
    get(fetch, `/api/documents/${id}`),
    get(fetch, '/api/participants'),
    readBeginning(fetch, `document/${params.document}`, t),
  ])) as unknown as [
    Negotiation,
    Pick<Document, 'versions'>,
    { participants: Participant[] },
    Awaited<ReturnType<typeof readBeginning>>,
  ];
  const others = [...new Set(versions.map((v) => v.language))].filter((one) => one !== n.language).sort();
  const beside = others.find((one) => one === url.searchParams.get('with'));
  const query = new URLSearchParams({ words: language, ...(beside ? { with: beside } : {}) });
  const view = (await get(fetch, `${path}/views/rolling?${query}`)) as unknown as NegotiatedView;
  const [last] = lines;
  return {
    id: n.document,
    symbol: n.symbol,
    title: nameIn(n.titles, language),
    html: view.html,
    facts: [
      ...[sayLayer(n.layer, t), sayState(n, t)],
      ...(last ? [t('negotiation.screen.last', { act: last.says, time: last.when }), last.place] : []),
    ].join(' · '),
    beside: [undefined, ...others].map((tag) => ({
      href: tag === undefined ? '?' : `?with=${tag}`,
      name: tag === undefined ? t('negotiation.screen.alone') : languageOf(tag).name,
      tag,
      isChosen: tag === beside,
    })),
    self: url.search === '' ? '?' : url.search,
    ...sayPlaces(n, participants, t),
    words: pageWords(t),
  };
};

/** Where each paragraph stands, and what is proposed but has no place in the text any more. */
function sayPlaces(n: Negotiation, participants: readonly Participant[], t: Words) {
  const who = whoIn(participants, t.language);
  const labels = labelsOf(n);
  return {
    states: n.paragraphs.map((p) => sayParagraph(p, labels, who, t)).filter(({ stands }) => stands),
    conflicts: n.proposals
      .map((p) => sayProposal(p, labels, who, t))
      .filter(({ isOpen, conflict }) => isOpen && conflict),
  };
}

const pageWords = (t: Words) => ({
  title: t('negotiation.screen'),
  back: t('negotiation.screen.leave'),
  legend: t('negotiation.legend'),
  asLoaded: t('negotiation.screen.as-loaded'),
  reload: t('negotiation.screen.reload'),
  cut: t('decisions.cut'),
  behind: t('negotiation.screen.behind'),
  controls: t('negotiation.screen.controls'),
  keys: t('negotiation.screen.keys'),
  next: t('negotiation.screen.next'),
  previous: t('negotiation.screen.previous'),
  goTo: t('negotiation.screen.go-to'),
  go: t('negotiation.screen.go'),
  noneSuch: t('negotiation.screen.none-such'),
  hold: t('negotiation.screen.hold'),
  takeIn: t('negotiation.screen.take-in'),
  waiting: t('negotiation.screen.waiting'),
  changed: t('negotiation.screen.changed'),
  gone: t('negotiation.screen.gone'),
  backOne: t('negotiation.screen.back'),
  forth: t('negotiation.screen.forth'),
  full: t('negotiation.screen.full'),
  beside: t('negotiation.screen.beside'),
  states: t('negotiation.paragraphs'),
  conflicts: t('negotiation.screen.conflicts'),
});
