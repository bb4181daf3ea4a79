import { get, type Participant, type Round, type Synthesis } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { languageOf } from '#lib/words/languages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayDate, sayNumber } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';

/** A synthesis, sentence by sentence with the inputs it rests on, and each input with what was made of it. */
export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language } = locals;
  const t = wordsIn(language);
  const path = `/api/rounds/${encodeURIComponent(params.round)}`;
  const [round, synthesis, { participants }] = (await Promise.all([
    get<'/api/rounds/{round}'>(fetch, path),
    get(fetch, `${path}/syntheses/${encodeURIComponent(params.synthesis)}`),
    get<'/api/participants'>(fetch, '/api/participants'),
  ])) as [Round, Synthesis, { participants: Participant[] }];
  const who = (id: string) => nameIn(participants.find((p) => p.id === id)?.names ?? {}, language) || id;
  return {
    words: {
      restsOn: t('rounds.rests-on'),
      unused: t('rounds.unused'),
      answers: t('rounds.compilation'),
    },
    back: { href: `/${language}/rounds/${round.round}`, title: nameIn(round.titles, language) },
    title: t('rounds.synthesis', {
      number: sayNumber(synthesis.number, language),
      date: sayDate(synthesis.issued, language),
    }),
    textLanguage: synthesis.language,
    dir: languageOf(synthesis.language).dir,
    sentences: synthesis.sentences.map(({ number, text, inputs }) => ({
      number,
      text,
      inputs: inputs.map((i) => ({ who: who(i.participant), quote: i.quote })),
    })),
    answers: synthesis.answers.map(({ act, participant, item, used, characters, spans }) => ({
      key: `${act}${item}`,
      who: who(participant),
      used: t('rounds.used', {
        used: sayNumber(used, language),
        characters: sayNumber(characters, language),
      }),
      spans: spans.map(({ text, sentences }) => ({ text, sentences })),
    })),
    requests: synthesis.requests.map(({ act, participant, asks, answer }) => ({
      act,
      asks: t('rounds.asked', { who: who(participant), asks }),
      answer: answer
        ? t(`rounds.answer.${answer.answer}`, { reason: answer.reason })
        : t('rounds.answer.open'),
      isOpen: !answer,
    })),
  };
};
