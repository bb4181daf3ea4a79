import { get, type Participant, type RegionalLists } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { nameIn } from '#lib/words/names.ts';
import { signedIn } from '../../state/own.ts';
import type { PageServerLoad } from './$types';
import { describeList } from './describing.ts';

/** The regional lists that the reader may read: lists of others, beside the directory. */
export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language } = locals;
  signedIn(locals.me, language);
  const t = wordsIn(language);
  const [{ lists }, { participants }] = await Promise.all([
    get<'/api/directory/regional'>(fetch, '/api/directory/regional') as Promise<RegionalLists>,
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
  ]);
  const name = (id: string) => nameIn(participants.find((p) => p.id === id)?.names ?? {}, language) || id;
  return {
    words: {
      title: t('regional.title'),
      intro: t('regional.intro'),
      back: t('directory.title'),
      by: t('regional.by'),
      asOf: t('regional.as-of'),
      until: t('regional.until'),
      terms: t('regional.terms'),
      empty: t('regional.empty'),
    },
    lists: lists.map((list) => describeList(list, t, name)),
  };
};
