import { type Document, get, type Participant, type Procedure } from '#lib/server/about.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayList } from '#lib/words/times.ts';

type Fetch = typeof globalThis.fetch;

/** What is to be decided, in words, and where it can be read. */
export interface SubjectShown {
  readonly says: string;
  readonly href?: string;
}

/** The subject as the act that opened the procedure has it: one of several kinds, each with members of its own. */
type Subject = Procedure['subject'] & {
  readonly kind?: string;
  readonly document?: string;
  readonly sha256?: string;
  readonly office?: string;
  readonly participant?: string;
  readonly rules?: readonly string[];
};

export async function saySubject(
  fetch: Fetch,
  subject: Subject,
  participants: readonly Participant[],
  t: Words,
): Promise<SubjectShown> {
  switch (subject.kind) {
    case 'document': {
      const d = (await get(fetch, `/api/documents/${subject.document}`)) as Document;
      const title = [d.symbol, nameIn(d.titles, t.language)].filter(Boolean).join(' · ');
      return {
        says: t('decisions.subject.document', { title }),
        href: `/${t.language}/documents/${d.document}`,
      };
    }
    case 'mandate':
    case 'rules':
      return { says: t(`decisions.subject.${subject.kind}`), href: `/api/blobs/${subject.sha256}` };
    case 'office':
      return {
        says: t('decisions.subject.office', {
          office: sayRole(subject.office ?? '', t),
          participant: participantIn(participants, subject.participant ?? '', t),
        }),
      };
    case 'waiver':
      return { says: t('decisions.subject.waiver', { rules: sayList(subject.rules ?? [], t.language) }) };
    default:
      return { says: t(subject.kind === 'motion' ? 'decisions.subject.motion' : 'decisions.subject.appeal') };
  }
}

const ROLES = ['chair', 'facilitator', 'secretary', 'secretariat', 'state'] as const;
export function sayRole(role: string, t: Words): string {
  const known = ROLES.find((one) => one === role);
  return known ? t(`decisions.role.${known}`) : role;
}

export const participantIn = (participants: readonly Participant[], id: string, t: Words): string =>
  nameIn(participants.find((p) => p.id === id)?.names ?? {}, t.language) || id;

/** Number and title of the rule of an answer, in the reader's language where the body has it. */
export function sayRule(answer: Procedure['can'][number]['answer'], language: string): string {
  const title = answer.title && nameIn(answer.title, language);
  return [answer.number && `${answer.number}.`, title ?? answer.rule].filter(Boolean).join(' ');
}

/** Why a rule refuses, and what would make it allowed: in the reader's language, or in English where there are no words for it. */
export function sayReason({ why = '', allowedWhen = '', reasons }: Answered, language: string) {
  const own = reasons?.[language];
  return own ? { ...own, isOwn: true } : { why, allowedWhen, isOwn: false };
}
type Answered = Procedure['can'][number]['answer'];

/** Where a procedure stands, in words. */
export async function sayProcedure(
  fetch: Fetch,
  p: Procedure,
  participants: readonly Participant[],
  t: Words,
) {
  const who = (id: string | undefined) =>
    id === undefined ? t('decisions.undisclosed') : participantIn(participants, id, t);
  return {
    id: p.procedure,
    subject: await saySubject(fetch, p.subject, participants, t),
    kind: t(`decisions.kind.${p.kind}`),
    phase: t(`decisions.phase.${p.phase}`),
    isBroken: p.phase === 'broken' || p.phase === 'rejected',
    until: p.closed ? undefined : (p.announced?.until ?? p.deadline),
    openedAt: p.opened.at,
    openedBy: who(p.opened.participant),
    disclosure: t(`decisions.disclosure.${p.disclosure}`),
    items: p.items ?? [],
    objections: p.objections.map((o) => ({
      id: o.id,
      who: who(o.participant),
      items: o.items ?? [],
      at: o.at,
      marks: [
        t(o.ended ? 'decisions.ended' : 'decisions.stands'),
        ...(o.how === 'paper' ? [t('decisions.on-paper')] : []),
        ...(o.vouched ? [t('decisions.vouched')] : []),
      ],
      stands: !o.ended,
    })),
    stands: p.objections.some((o) => !o.ended),
    positions: Object.entries(p.inForce).map(([id, position]) => ({
      id,
      who: who(id),
      says: t(`decisions.position.${position}`),
    })),
    closed: p.closed && { at: p.closed.at, by: who(p.closed.participant), act: p.closed.act },
  };
}
