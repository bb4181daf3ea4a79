import { wordsIn } from '#lib/server/catalogues.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  const { language, about } = locals;
  const t = wordsIn(language);
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
    },
    about,
  };
};
