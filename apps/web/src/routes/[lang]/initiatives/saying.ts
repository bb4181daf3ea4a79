import type { Initiative, Participant } from '#lib/server/about.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayDate, sayList } from '#lib/words/times.ts';

/** An initiative in words: who presented it when, and what papers say of it. All are said alike. */
export const sayInitiative = (i: Initiative, participants: readonly Participant[], t: Words) => {
  const { language } = t;
  const participant = (id: string) =>
    nameIn(participants.find((p) => p.id === id)?.names ?? {}, language) || id;
  const document = (d: Initiative['documents'][number]) => ({
    href: `/${language}/documents/${d.document}`,
    symbol: d.symbol ?? '',
    title: nameIn(d.titles, language),
  });
  return {
    id: i.initiative,
    title: nameIn(i.titles, language),
    presented: sayDate(`${i.presented.slice(0, 10)}T00:00:00.000Z`, language),
    presenters: sayList(i.presenters.map(participant), language),
    group: i.group ? nameIn(i.group, language) : '',
    unsigned: i.signed ? '' : t('initiatives.unsigned'),
    withdrawn: i.withdrawn ? [t('initiatives.withdrawn'), i.reason].filter(Boolean).join(': ') : '',
    documents: i.documents.map(document),
    coverage: i.coverage.map((c) => ({
      ...document(c),
      says: t(`coverage.${c.coverage}`),
      where: c.where ?? '',
      reason: c.reason,
      by: `${participant(c.participant)}, ${sayDate(c.received, language)}`,
    })),
  };
};
