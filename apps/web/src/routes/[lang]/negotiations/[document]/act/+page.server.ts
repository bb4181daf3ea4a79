import { type Text, walk, wordsOf, workingLabels } from '@comity/text';
import { get, type NegotiatedView, type Negotiation, type Participant } from '#lib/server/about.ts';
import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import { nameIn } from '#lib/words/names.ts';
import { ruleTitles, signedIn } from '../../../state/own.ts';
import { labelsOf, sayProposal, whoIn } from '../../saying.ts';
import type { PageServerLoad } from './$types';

/** What a State does with a text under negotiation: it proposes, stands behind proposals, states positions. */
export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  const t = wordsIn(language);
  const path = `/api/negotiations/${encodeURIComponent(params.document)}`;
  const [n, clean, { participants }, rules] = (await Promise.all([
    get(fetch, path),
    get(fetch, `${path}/views/clean`),
    get(fetch, '/api/participants'),
    ruleTitles(fetch, language),
  ])) as unknown as [Negotiation, NegotiatedView, { participants: Participant[] }, Record<string, string>];
  const labels = labelsOf(n);
  const who = whoIn(participants, language);
  const own = me.participant;
  return {
    shipped: messagesFor(language, [
      'negotiation.',
      'decisions.position.',
      'decisions.seen.everybody',
      'decisions.state-position',
      'house.no-keys-here',
      'house.no-script',
      'house.done',
    ]),
    trust: { body: about.body, key: about.key },
    rules,
    id: n.document,
    text: n.text,
    textLanguage: n.language,
    title: [n.symbol, nameIn(n.titles, language)].filter(Boolean).join(' · '),
    isOpen: n.closed === undefined,
    paragraphs: paragraphsIn(clean.data.text as Text),
    proposals: n.proposals
      .filter(({ fate }) => fate === 'pending')
      .map((p) => ({
        ...sayProposal(p, labels, who, t),
        isBehind: p.sponsors.includes(own) || p.supporters.includes(own),
        waitsForMe: p.unconfirmed === own,
      })),
  };
};

/** Paragraphs by their labels, each with the words by which it is known. */
function paragraphsIn(text: Text): { id: string; label: string }[] {
  const labels = workingLabels(text);
  return walk(text).flatMap((spot) => {
    const label = labels.get(spot.node.id);
    const words = wordsOf(spot)?.text ?? '';
    return label === undefined || words === ''
      ? []
      : [{ id: spot.node.id, label: `${label} ${words.slice(0, 40)}` }];
  });
}
