import type { Mandates, Participant, Procedure } from '#lib/server/about.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayDate, sayList, sayTime } from '#lib/words/times.ts';
import { participantIn, sayRole } from './saying.ts';

type Mandate = Mandates['mandates'][number];

/** What there is to do by a decision: by whom, until when, how far it is. */
export const sayMandate = (
  m: Omit<Mandate, 'procedure'>,
  participants: readonly Participant[],
  t: Words,
) => ({
  id: m.mandate,
  title: nameIn(m.titles, t.language),
  owner: sayOwner(m.owner, participants, t),
  due: m.due ? sayDate(m.due, t.language) : '',
  state: m.overdue ? t('decisions.mandate.overdue') : t(`decisions.mandate.${m.state}`),
  isLate: m.overdue,
  act: m.moves.at(-1)?.act ?? m.act,
  note: m.moves.at(-1)?.note ?? '',
  text: m.text && `/api/blobs/${m.text.sha256}`,
  paragraphs: m.paragraphs ?? [],
});

function sayOwner(owner: Mandate['owner'], participants: readonly Participant[], t: Words): string {
  if ('participant' in owner) return participantIn(participants, owner.participant, t);
  return 'office' in owner ? sayRole(owner.office, t) : t('decisions.mandate.body');
}

/** Evidence that the draft reached States, in one line each; those of which there is none in one line together. */
export function sayDelivery({ delivery }: Procedure, participants: readonly Participant[], t: Words) {
  const name = (id: string) => participantIn(participants, id, t);
  const known = delivery.filter(({ acknowledged }) => acknowledged);
  const [first] = delivery.flatMap(({ sent }) => sent);
  return {
    sent: first ? t('decisions.delivery.sent', { time: sayTime(first.sent, t.language) }) : '',
    count: delivery.length
      ? t('decisions.delivery.count', { count: known.length, total: String(delivery.length) })
      : '',
    acknowledged: known.map(({ participant, acknowledged }) => ({
      who: name(participant),
      at: sayTime(acknowledged!.at, t.language),
      act: acknowledged!.act,
    })),
  };
}

/** Who is there, how the vote stands, what the chair ruled, which rules are set aside. */
export function sayRoom(p: Procedure, participants: readonly Participant[], t: Words) {
  const name = (id: string) => participantIn(participants, id, t);
  return {
    present: p.present.map(name),
    quorum: p.quorum
      ? t('decisions.quorum', { present: String(p.quorum.present), needed: String(p.quorum.needed) })
      : '',
    tally: p.tally ? t('decisions.tally', sayNumbers(p.tally)) : '',
    votes: [...new Map(p.votes.map((v) => [v.participant, v]))].map(([id, { vote, act }]) => ({
      who: name(id),
      says: t(`decisions.vote.${vote}`),
      act,
    })),
    rulings: p.rulings,
    waived: p.waived.length ? sayList(p.waived, t.language) : '',
    appeals: p.appeals,
    afterwards: p.announced?.afterwards
      ? t('decisions.afterwards', { time: sayTime(p.announced.afterwards.gavelled, t.language) })
      : '',
    extensions: p.extensions.map(({ act, hours }) => ({
      act,
      says: t('decisions.extended', { hours: String(Math.round(hours)) }),
    })),
  };
}

const sayNumbers = (tally: NonNullable<Procedure['tally']>) => ({
  for: String(tally.for),
  against: String(tally.against),
  abstain: String(tally.abstain),
});
