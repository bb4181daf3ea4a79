import type { StoredExercise } from '@comity/client/exercising';
import { get, type Participant } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayDistance, sayTime } from '#lib/words/times.ts';
import { someThreads } from '../exchange/threads.ts';
import { signedIn } from '../state/own.ts';
import type { PageServerLoad } from './$types';
import { exercisePage } from './own.ts';

type Listed = Pick<StoredExercise, 'exercise' | 'control'> & { readonly last: string };

/** Exercises that the reader's State controls, and threads of exercises that it takes part in. */
export const load: PageServerLoad = async ({ fetch, locals, url }) => {
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  const t = wordsIn(language);
  const before = Number(url.searchParams.get('before') || Number.NaN);
  const filter = { kind: 'exercises', open: false, q: '', from: '' } as const;
  const [{ exercises }, { threads, next }, { participants }] = (await Promise.all([
    get<'/api/exercises'>(fetch, '/api/exercises'),
    someThreads(fetch, filter, Number.isSafeInteger(before) && before >= 0 ? before : undefined),
    get<'/api/participants'>(fetch, '/api/participants'),
  ])) as [{ exercises: Listed[] }, Awaited<ReturnType<typeof someThreads>>, { participants: Participant[] }];
  const name = (id: string) => nameIn(participants.find((p) => p.id === id)?.names ?? {}, language) || id;
  return {
    ...exercisePage(language, about, me),
    exercises: exercises.map(({ exercise, control, last }) => ({
      exercise,
      says: t('exercises.listed', { states: control.map(name).join(', '), time: sayTime(last, language) }),
    })),
    threads: threads.map(({ thread, messages, unacknowledged, last: { header, received } }) => ({
      thread,
      title: t('exchange.last-from', { state: name(header.from.participant) }),
      count: t('exchange.count', { count: messages }),
      open: unacknowledged ? t('exchange.unacknowledged', { count: unacknowledged }) : undefined,
      when: sayTime(received, language),
      deadline: header.deadline
        ? `${t('exchange.deadline')} ${sayTime(header.deadline, language)} (${sayDistance(header.deadline, Date.now(), language)})`
        : undefined,
    })),
    ...(next === undefined ? {} : { next: `?before=${next}`, more: t('list.more') }),
  };
};
