import { type Compilation, type Document, get, type Participant, type Round } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { languageOf } from '#lib/words/languages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayDate, sayNumber, sayTime } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';

/** A round of written inputs: the questions with every answer whole, in the order of receipt, and its syntheses. */
export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language } = locals;
  const t = wordsIn(language);
  const path = `/api/rounds/${encodeURIComponent(params.round)}`;
  const [round, compilation, { participants }] = (await Promise.all([
    get<'/api/rounds/{round}'>(fetch, path),
    get(fetch, `${path}/compilation`),
    get<'/api/participants'>(fetch, '/api/participants'),
  ])) as [Round, Compilation, { participants: Participant[] }];
  const document = (await get(fetch, `/api/documents/${round.document}`)) as Document;
  const who = (id: string) => nameIn(participants.find((p) => p.id === id)?.names ?? {}, language) || id;
  return {
    words: {
      back: t('rounds.title'),
      deadline: t('rounds.deadline'),
      inputs: t('rounds.inputs'),
      requests: t('rounds.requests'),
      compilation: t('rounds.compilation'),
      none: t('rounds.no-answer'),
      unread: t('rounds.unread'),
      syntheses: t('rounds.syntheses'),
      file: t('documents.download'),
    },
    id: round.round,
    title: nameIn(round.titles, language),
    document: {
      href: `/${language}/documents/${document.document}`,
      title: nameIn(document.titles, language),
    },
    deadline: `${sayTime(round.deadline, language)} · ${t(round.isOpen ? 'rounds.open' : 'rounds.closed')}`,
    extensions: round.extensions.map(({ deadline, reason }) =>
      t('rounds.extended', { time: sayTime(deadline, language), reason }),
    ),
    inputs: sayNumber(round.inputs, language),
    requests: round.openRequests > 0 ? sayNumber(round.openRequests, language) : undefined,
    items: compilation.items.map(({ id, label, text, inputs }) => ({
      id,
      label: label ?? '',
      text: nameIn(text, language),
      inputs: inputs.map((i) => ({
        act: i.act,
        who: who(i.participant),
        language: i.language,
        dir: languageOf(i.language).dir,
        lines: i.text.split('\n').filter((line) => line.trim() !== ''),
      })),
    })),
    unread: compilation.unread.map(({ act, participant, sha256 }) => ({
      act,
      who: who(participant),
      sha256,
    })),
    syntheses: round.syntheses.map(({ act, number, issued }) => ({
      href: `/${language}/rounds/${round.round}/${act}`,
      says: t('rounds.synthesis', { number: sayNumber(number, language), date: sayDate(issued, language) }),
    })),
  };
};
