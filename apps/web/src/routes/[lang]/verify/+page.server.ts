import { get } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { sayNumber, sayTime } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language, about } = locals;
  const t = wordsIn(language);
  const { witnesses, fresh, stopped } = await get<'/api/witnesses'>(fetch, '/api/witnesses');
  return {
    words: {
      title: t('verify.title'),
      intro: t('verify.intro'),
      body: t('verify.body'),
      origin: t('verify.origin'),
      key: t('verify.key'),
      steps: t('verify.steps'),
      step1: t('verify.step-1'),
      step2: t('verify.step-2'),
      step3: t('verify.step-3'),
      cannot: t('verify.cannot'),
      witnesses: t('verify.witnesses'),
      witnessesIntro: t(witnesses.length > 0 ? 'verify.witnesses-intro' : 'verify.witnesses-none'),
      witness: t('verify.witness'),
      size: t('verify.witness-size'),
      at: t('verify.witness-at'),
      late: t('verify.witness-late'),
      never: t('verify.witness-never'),
      ...(stopped ? { stopped: t('verify.stopped') } : {}),
      ...(fresh
        ? {
            fresh: t('verify.fresh', {
              entries: sayNumber(fresh.size, language),
              when: sayTime(fresh.at, language),
            }),
          }
        : {}),
    },
    witnesses: witnesses.map(({ name, key, size, at, late }) => ({
      ...{ name, key, late },
      ...(size === undefined ? {} : { size: sayNumber(size, language) }),
      ...(at === undefined ? {} : { at: sayTime(at, language) }),
    })),
    about,
  };
};
