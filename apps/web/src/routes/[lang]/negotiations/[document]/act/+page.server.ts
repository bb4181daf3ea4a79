import type { Text } from '@comity/text';
import {
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
import { sayList } from '#lib/words/times.ts';
import { ruleTitles, signedIn } from '../../../state/own.ts';
import { paragraphsIn } from '../../paragraphs.ts';
import { labelsOf, sayProposal, whoIn } from '../../saying.ts';
import { type AnswerTo, answersIn } from '../../trying.ts';
import type { PageServerLoad } from './$types';

type Who = (id: string) => string;

/** What a State does with a text under negotiation: it proposes, stands behind proposals, states positions. */
export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  const t = wordsIn(language);
  const path = `/api/negotiations/${encodeURIComponent(params.document)}`;
  const [n, clean, tries, { participants }, rules] = (await Promise.all([
    get(fetch, path),
    get(fetch, `${path}/views/clean`),
    get(fetch, `${path}/can`),
    get(fetch, '/api/participants'),
    ruleTitles(fetch, language, ['negotiation.secretariat-records', 'negotiation.state-speaks']),
  ])) as unknown as [
    Negotiation,
    NegotiatedView,
    NegotiationTries,
    { participants: Participant[] },
    Record<string, string>,
  ];
  const who = whoIn(participants, language);
  const isSecretariat = participants.find(({ id }) => id === me.participant)?.kind === 'secretariat';
  return {
    shipped: messagesFor(language, WORDS),
    ...{
      trust: { body: about.body, key: about.key },
      rules,
      me: { participant: me.participant, person: me.person },
    },
    ...{ id: n.document, text: n.text, textLanguage: n.language, isSecretariat },
    title: [n.symbol, nameIn(n.titles, language)].filter(Boolean).join(' · '),
    isOpen: n.closed === undefined,
    presides: tries.presides,
    paragraphs: paragraphsIn(clean.data.text as Text, n),
    newest: tries.newest,
    languages: [n.language, ...Object.keys(tries.newest).filter((tag) => tag !== n.language)].map((tag) => ({
      tag,
      ...languageOf(tag),
    })),
    states: isSecretariat
      ? sortedByName(
          participants.filter(({ kind }) => kind === 'state'),
          language,
        ).map((p) => ({ id: p.id, name: nameIn(p.names, language) }))
      : [],
    proposals: proposalsOf(n, { who, t, own: me.participant, answer: answersIn(tries, t) }),
    positions: positionsOf(n, who, t, me.participant),
  };
};

const WORDS = [
  ...['negotiation.', 'decisions.position.', 'decisions.seen.everybody', 'decisions.state-position'],
  ...['decisions.refused', 'house.no-keys-here', 'house.no-script', 'house.done', 'house.review'],
];

interface Reading {
  readonly who: Who;
  readonly t: Words;
  readonly own: string;
  readonly answer: AnswerTo;
}

/** Open proposals, each with what this State may do about it. */
function proposalsOf(n: Negotiation, { who, t, own, answer }: Reading) {
  const labels = labelsOf(n);
  return n.proposals
    .filter(({ fate }) => fate === 'pending')
    .map((p) => {
      const { proposal } = p;
      const joins = (as: string) => answer('negotiation.joined', { proposal, as });
      return {
        ...sayProposal(p, labels, who, t),
        /** It may be replaced by another one, as long as nobody else sponsors it. */
        isOwn: p.sponsors.length === 1 && p.sponsors[0] === own,
        ...{ coSponsor: joins('co-sponsor'), support: joins('supporter'), confirm: joins('proposer') },
        leave: answer('negotiation.left', { proposal }),
      };
    });
}

/** Positions of others that this State may state as its own: a joint position has the signature of each. */
function positionsOf(n: Negotiation, who: Who, t: Words, own: string) {
  const labels = labelsOf(n);
  const open = new Map(n.proposals.map((p) => [p.proposal, [...p.paragraphs, ...p.brings]]));
  return n.positions
    .filter(({ signed }) => !signed.includes(own))
    .map(({ act, participant, position, proposals, paragraphs, note, signed }) => {
      const on = [...paragraphs, ...proposals.flatMap((id) => open.get(id) ?? [])];
      const names = [participant, ...signed.filter((one) => one !== participant)].map(who);
      return {
        data: {
          ...{ position, joins: act, ...(note === undefined ? {} : { note }) },
          ...(proposals.length > 0 ? { proposals } : {}),
          ...(paragraphs.length > 0 ? { paragraphs } : {}),
        },
        says: t('negotiation.joint', {
          states: sayList(names, t.language),
          position: t(`decisions.position.${position}`),
          paragraphs: [...new Set(on)].map((id) => labels.get(id) ?? id).join(' '),
        }),
        note: note ?? '',
      };
    });
}
