import { get, type Participant } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { nameIn, sortedByName } from '#lib/words/names.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, url }) => {
  const { language } = locals;
  const t = wordsIn(language);
  const q = url.searchParams.get('q')?.trim() ?? '';
  const { participants } = (await get<'/api/participants'>(fetch, '/api/participants')) as {
    participants: Participant[];
  };
  const found = participants.filter(
    (p) => !q || nameIn(p.names, language).toLowerCase().includes(q.toLowerCase()),
  );
  return {
    q,
    words: {
      title: t('participants.title'),
      intro: t('participants.intro'),
      search: t('list.search'),
      find: t('list.find'),
      name: t('participants.name'),
      kind: t('participants.kind'),
      seat: t('participants.seat'),
      administrators: t('participants.administrators'),
      empty: t('list.empty', { q }),
    },
    participants: sortedByName(found, language).map((p) => ({
      id: p.id,
      name: nameIn(p.names, language),
      kind: t(`participants.kind.${p.kind}`),
      seat: p.seated ? t('participants.seated') : t('participants.not-seated'),
      administrators:
        p.administrators > 0
          ? t('participants.threshold', { threshold: p.threshold, administrators: p.administrators })
          : t('participants.none'),
    })),
  };
};
