import type { Text } from '@comity/text';
import {
  type Document,
  get,
  type NegotiatedView,
  type Negotiation,
  type NegotiationTries,
  type Participant,
} from '#lib/server/about.ts';
import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import { languageOf } from '#lib/words/languages.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameIn, sortedByName } from '#lib/words/names.ts';
import { ruleTitles, signedIn } from '../../../state/own.ts';
import { paragraphsIn } from '../../paragraphs.ts';
import { labelsOf, sayCollision, sayLayer, sayParagraph, sayProposal, whoIn } from '../../saying.ts';
import { type AnswerTo, answersIn } from '../../trying.ts';
import type { PageServerLoad } from './$types';

const WORDS = [
  ...['negotiation.', 'decisions.seen.everybody', 'decisions.refused', 'decisions.open', 'decisions.review'],
  ...['house.no-keys-here', 'house.no-script', 'house.done', 'house.review'],
];

/** What whoever presides does with a text: opens its negotiation, settles proposals, says where paragraphs stand, closes. */
export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  const t = wordsIn(language);
  const id = encodeURIComponent(params.document);
  const [paper, tries, { participants }, rules, { negotiations }] = (await Promise.all([
    get(fetch, `/api/documents/${id}`),
    get(fetch, `/api/negotiations/${id}/can`),
    get(fetch, '/api/participants'),
    ruleTitles(fetch, language, ['negotiation.', 'documents.']),
    get(fetch, '/api/negotiations?limit=200'),
  ])) as unknown as [
    Document,
    NegotiationTries,
    { participants: Participant[] },
    Record<string, string>,
    { negotiations: { document: string; closed?: string }[] },
  ];
  const answer = answersIn(tries, t);
  const known = negotiations.some(({ document }) => document === params.document);
  return {
    shipped: messagesFor(language, WORDS),
    ...{ trust: { body: about.body, key: about.key }, rules, id: params.document },
    title: [paper.symbol, nameIn(paper.titles, language)].filter(Boolean).join(' · '),
    isSecretariat: participants.find((p) => p.id === me.participant)?.kind === 'secretariat',
    presides: tries.presides,
    layers: tries.layers.map((layer) => ({ id: layer, name: sayLayer(layer, t) })),
    openings: tries.layers.map((layer) => ({ layer, answer: answer('negotiation.opened', { layer }) })),
    versions: Object.entries(tries.newest).map(([tag, sha256]) => ({
      tag,
      sha256,
      name: languageOf(tag).name,
    })),
    states: sortedByName(
      participants.filter(({ kind }) => kind === 'state'),
      language,
    ).map((p) => ({ id: p.id, name: nameIn(p.names, language) })),
    on: known ? await onTable(fetch, { id, participants, tries, answer, t }) : undefined,
  };
};

interface Reading {
  readonly id: string;
  readonly participants: readonly Participant[];
  readonly tries: NegotiationTries;
  readonly answer: AnswerTo;
  readonly t: Words;
}

/** What is on the table, and what may be done with it now. */
async function onTable(fetch: typeof globalThis.fetch, { id, participants, tries, answer, t }: Reading) {
  const [n, clean] = (await Promise.all([
    get(fetch, `/api/negotiations/${id}`),
    get(fetch, `/api/negotiations/${id}/views/clean`),
  ])) as unknown as [Negotiation, NegotiatedView];
  const who = whoIn(participants, t.language);
  const labels = labelsOf(n);
  const last = n.accepted.at(-1);
  return {
    ...{ isOpen: n.closed === undefined, language: n.language, text: n.text, base: n.base },
    layer: sayLayer(n.layer, t),
    collisions: n.collisions.map((c) => sayCollision(c, n, labels, who, t)),
    proposals: proposalsOf(n, 'pending', { labels, who, t, answer }),
    aside: proposalsOf(n, 'set-aside', { labels, who, t, answer }),
    last: last && {
      proposals: last.proposals,
      on: n.proposals
        .filter(({ proposal }) => last.proposals.includes(proposal))
        .map((p) => sayProposal(p, labels, who, t).on)
        .join(' '),
      answer: answer('negotiation.settled', { outcome: 'taken-back' }),
    },
    paragraphs: markable(clean.data.text as Text, n, { labels, who, t, answer }),
    issued: tries.newest[n.language] === n.base ? undefined : tries.newest[n.language],
    closing: answer('negotiation.closed', { outcome: 'put-to-decision' }),
  };
}

interface Saying {
  readonly labels: ReadonlyMap<string, string>;
  readonly who: (id: string) => string;
  readonly t: Words;
  readonly answer: AnswerTo;
}

const proposalsOf = (n: Negotiation, fate: 'pending' | 'set-aside', { labels, who, t, answer }: Saying) =>
  n.proposals
    .filter((p) => p.fate === fate)
    .map((p) => {
      const settled = (outcome: string) =>
        answer('negotiation.settled', { proposals: [p.proposal], outcome });
      return {
        ...sayProposal(p, labels, who, t),
        ...{ accept: settled('accepted'), aside: settled('set-aside'), restore: settled('restored') },
      };
    });

/** Every paragraph that can be marked, with where it stands and what the next step would meet. */
function markable(text: Text, n: Negotiation, { labels, who, t, answer }: Saying) {
  const facts = new Map(n.paragraphs.map((p) => [p.paragraph, p]));
  return paragraphsIn(text, n)
    .filter(({ label, role }) => label !== '' || role === 'title')
    .map((p) => {
      const fact = facts.get(p.id);
      const said = fact && sayParagraph(fact, labels, who, t);
      const next = answer('negotiation.agreement-marked', { paragraphs: [p.id] });
      return {
        ...p,
        ...{ stands: said?.stands ?? '', waits: said?.waits ?? '', open: said?.open ?? 0 },
        obstacle: next && !next.isAllowed ? next : undefined,
      };
    });
}
