import type { StoredExercise } from '@comity/client/exercising';
import { get } from '#lib/server/about.ts';
import { signedIn } from '../../../state/own.ts';
import { exercisePage, whomToTest } from '../../own.ts';
import type { PageServerLoad } from './$types';

/** What an exercise came to, put together by the reader's own device. */
export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  const [stored, whom] = await Promise.all([
    get(fetch, `/api/exercises/${encodeURIComponent(params.exercise)}`) as unknown as Promise<StoredExercise>,
    whomToTest(fetch, language),
  ]);
  return { ...exercisePage(language, about, me), ...whom, stored };
};
