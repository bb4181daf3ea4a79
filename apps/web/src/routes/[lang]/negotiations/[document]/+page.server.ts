import { get, type NegotiatedView, type Negotiation, type Participant } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { readBeginning } from '#lib/server/record/timeline.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { labelsOf, sayCollision, sayLayer, sayParagraph, sayProposal, sayState, whoIn } from '../saying.ts';
import type { PageServerLoad } from './$types';

const VIEWS = ['rolling', 'compilation', 'clean', 'streamlined', 'sides'] as const;

/** One text under negotiation: what collides first, then the text in the view that is asked for, then every step. */
export const load: PageServerLoad = async ({ fetch, locals, params, url }) => {
  const { language, me } = locals;
  const t = wordsIn(language);
  const path = `/api/negotiations/${encodeURIComponent(params.document)}`;
  const wanted = VIEWS.find((v) => v === url.searchParams.get('view')) ?? 'rolling';
  const [n, { participants }] = (await Promise.all([
    get(fetch, path),
    get(fetch, '/api/participants'),
  ])) as unknown as [Negotiation, { participants: Participant[] }];
  const view = await readView(fetch, path, wanted, language, url.searchParams.get('with'));
  const who = whoIn(participants, language);
  const labels = labelsOf(n);
  return {
    id: n.document,
    symbol: n.symbol,
    title: nameIn(n.titles, language),
    layer: sayLayer(n.layer, t),
    state: sayState(n, t),
    text: n.text,
    html: view.html,
    chosen: wanted,
    views: VIEWS.map((v) => ({ view: v, href: `?view=${v}`, name: t(`negotiation.view.${v}`) })),
    collisions: n.collisions.map((c) => sayCollision(c, n, labels, who, t)),
    paragraphs: n.paragraphs
      .map((p) => sayParagraph(p, labels, who, t))
      .filter(({ stands, open }) => stands || open > 0),
    proposals: n.proposals.map((p) => sayProposal(p, labels, who, t)),
    mayAct: me !== undefined && !n.closed,
    mayRecord: participants.find(({ id }) => id === me?.participant)?.kind === 'secretariat',
    mayPreside: me !== undefined,
    docx: `${path}/proposals.docx`,
    dossierHref: `/api/dossiers/streams/document/${encodeURIComponent(n.document)}`,
    timeline: await readBeginning(fetch, `document/${n.document}`, t),
    words: pageWords(t),
  };
};

/** The view that is asked for; the rolling text where there is nothing to set beside. */
async function readView(
  fetch: typeof globalThis.fetch,
  path: string,
  view: (typeof VIEWS)[number],
  words: string,
  other: string | null,
): Promise<NegotiatedView> {
  const query = new URLSearchParams({ words, ...(other && view === 'sides' ? { with: other } : {}) });
  return (await get(fetch, `${path}/views/${view}?${query}`)) as unknown as NegotiatedView;
}

const pageWords = (t: Words) => ({
  back: t('negotiation.title'),
  layer: t('negotiation.layer'),
  state: t('negotiation.state'),
  act: t('negotiation.act'),
  preside: t('negotiation.preside'),
  consult: t('consultations.link'),
  views: t('negotiation.views'),
  legend: t('negotiation.legend'),
  docx: t('negotiation.docx'),
  screen: t('negotiation.screen'),
  collisions: t('negotiation.collisions'),
  noCollisions: t('negotiation.no-collisions'),
  paragraphs: t('negotiation.paragraphs'),
  noParagraphs: t('negotiation.no-paragraphs'),
  paragraph: t('negotiation.paragraph'),
  waits: t('negotiation.waits'),
  unlocks: t('negotiation.unlocks'),
  openProposals: t('negotiation.open-proposals'),
  proposals: t('negotiation.proposals'),
  noProposals: t('negotiation.no-proposals'),
  sponsors: t('negotiation.sponsors'),
  supporters: t('negotiation.supporters'),
  positions: t('negotiation.positions'),
  noPositions: t('negotiation.no-positions'),
  odd: t('negotiation.odd'),
  dossier: t('proof.dossier'),
  page: t('proof.page'),
});
