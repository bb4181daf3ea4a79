import { get, type Round } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayNumber, sayTime } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language } = locals;
  const t = wordsIn(language);
  const { rounds } = (await get<'/api/rounds'>(fetch, '/api/rounds')) as { rounds: Round[] };
  return {
    words: {
      title: t('rounds.title'),
      intro: t('rounds.intro'),
      none: t('rounds.none'),
      deadline: t('rounds.deadline'),
      inputs: t('rounds.inputs'),
      back: t('documents.title'),
    },
    rounds: rounds.map((r) => ({
      id: r.round,
      title: nameIn(r.titles, language),
      deadline: sayTime(r.deadline, language),
      state: t(r.isOpen ? 'rounds.open' : 'rounds.closed'),
      inputs: sayNumber(r.inputs, language),
    })),
  };
};
