import type { Negotiation, Participant } from '#lib/server/about.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayList, sayTime } from '#lib/words/times.ts';

const LAYERS = ['informals', 'committee', 'plenary'] as const;
/** A layer by its name in the terms; one that a body made up by its own. */
export function sayLayer(layer: string, t: Words): string {
  const known = LAYERS.find((one) => one === layer);
  return known ? t(`negotiation.layer.${known}`) : layer;
}

export const sayState = ({ closed }: Pick<Negotiation, 'closed'>, t: Words): string =>
  t(closed ? `negotiation.closed.${closed}` : 'negotiation.open');

/** Names of States, sorted out of the list of participants once. */
export const whoIn = (participants: readonly Participant[], language: string) => {
  const names = new Map(participants.map(({ id, names: own }) => [id, nameIn(own, language)]));
  return (id: string): string => names.get(id) || id;
};

type Who = (id: string) => string;
type Paragraph = Negotiation['paragraphs'][number];

/** Labels by id, for what names paragraphs. */
export const labelsOf = ({ paragraphs }: Negotiation): ReadonlyMap<string, string> =>
  new Map(paragraphs.map(({ paragraph, label }) => [paragraph, label ?? paragraph]));

/** Where a paragraph stands, what it waits for and what it unlocks. */
export function sayParagraph(p: Paragraph, labels: ReadonlyMap<string, string>, who: Who, t: Words) {
  const { waitsFor: w } = p;
  const waits = [
    ...(w?.participants ?? []).map(who),
    ...(w?.paragraphs ?? []).map((id) => labels.get(id) ?? id),
    ...(w?.until && w.participants.length > 0 ? [sayTime(w.until, t.language)] : []),
  ];
  return {
    id: p.paragraph,
    label: labels.get(p.paragraph) ?? p.paragraph,
    stands: p.agreement ? t(`negotiation.agreement.${p.agreement.kind}`) : '',
    isAgreed: p.agreement?.kind === 'agreed',
    waits: waits.length > 0 ? sayList(waits, t.language) : '',
    unlocks: p.unlocks.map((id) => labels.get(id) ?? id).join(' '),
    open: p.open.length,
  };
}

type Proposal = Negotiation['proposals'][number];

/** Labels of paragraphs in the order of the text. */
function inOrder(ids: readonly string[], labels: ReadonlyMap<string, string>): string[] {
  const places = [...labels.keys()];
  const sorted = [...ids].sort((a, b) => places.indexOf(a) - places.indexOf(b));
  return sorted.map((id) => labels.get(id) ?? id);
}

/** A proposal with those behind it, and what became of it. */
export function sayProposal(p: Proposal, labels: ReadonlyMap<string, string>, who: Who, t: Words) {
  const [conflict] = p.standing?.conflicts ?? [];
  const list = (ids: readonly string[]) => (ids.length > 0 ? sayList(ids.map(who), t.language) : '');
  return {
    id: p.proposal,
    act: p.act,
    at: sayTime(p.received, t.language),
    on: inOrder([...p.paragraphs, ...p.brings], labels).join(' '),
    fate: t(`negotiation.fate.${p.fate}`),
    isOpen: p.fate === 'pending',
    sponsors: list(p.sponsors),
    supporters: list(p.supporters),
    unconfirmed: p.unconfirmed ? t('negotiation.unconfirmed', { participant: who(p.unconfirmed) }) : '',
    conflict: conflict
      ? t('negotiation.in-conflict', { paragraph: labels.get(conflict.at) ?? conflict.at })
      : '',
    words: conflict?.words ?? '',
    odd: p.odd.map(({ words }) => words),
    reason: p.reason ? nameIn(p.reason, t.language) : '',
    positions: p.positions.map((x) => ({
      who: who(x.participant),
      says: t(`decisions.position.${x.position}`),
      act: x.act,
    })),
  };
}

/** Where open proposals collide, in words. */
export function sayCollision(
  c: Negotiation['collisions'][number],
  { proposals }: Negotiation,
  labels: ReadonlyMap<string, string>,
  who: Who,
  t: Words,
) {
  const behind = new Map(proposals.map((p) => [p.proposal, p.sponsors.map(who)]));
  return {
    at: c.label ?? labels.get(c.at) ?? c.at,
    why: t(`negotiation.collision.${c.why}`),
    words: c.words ?? '',
    who: [...new Set(c.proposals.flatMap((id) => behind.get(id) ?? []))].join(' · '),
  };
}
