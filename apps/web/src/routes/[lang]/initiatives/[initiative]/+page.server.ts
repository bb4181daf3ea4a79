import { get, type Initiative, type Participant } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { sayInitiative } from '../saying.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const t = wordsIn(locals.language);
  const path = `/api/initiatives/${encodeURIComponent(params.initiative)}`;
  const [initiative, { participants }] = (await Promise.all([
    get<'/api/initiatives/{initiative}'>(fetch, path),
    get<'/api/participants'>(fetch, '/api/participants'),
  ])) as [Initiative, { participants: Participant[] }];
  return {
    words: {
      back: t('initiatives.title'),
      presented: t('initiatives.presented'),
      presenters: t('initiatives.presenters'),
      group: t('initiatives.group'),
      documents: t('initiatives.documents'),
      coverage: t('documents.coverage'),
      none: t('initiatives.no-coverage'),
    },
    initiative: sayInitiative(initiative, participants, t),
  };
};
