import { get, type Initiative, type Participant } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import type { PageServerLoad } from './$types';
import { sayInitiative } from './saying.ts';

/** Every officially presented initiative, by the day of presentation. */
export const load: PageServerLoad = async ({ fetch, locals }) => {
  const t = wordsIn(locals.language);
  const [{ initiatives }, { participants }] = (await Promise.all([
    get<'/api/initiatives'>(fetch, '/api/initiatives'),
    get<'/api/participants'>(fetch, '/api/participants'),
  ])) as [{ initiatives: Initiative[] }, { participants: Participant[] }];
  return {
    words: {
      title: t('initiatives.title'),
      intro: t('initiatives.intro'),
      presented: t('initiatives.presented'),
      presenters: t('initiatives.presenters'),
      coverage: t('documents.coverage'),
      none: t('initiatives.none'),
      undeclared: t('coverage.undeclared'),
      back: t('documents.title'),
    },
    initiatives: initiatives.map((i) => sayInitiative(i, participants, t)),
  };
};
