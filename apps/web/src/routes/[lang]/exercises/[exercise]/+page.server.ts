import type { StoredExercise } from '@comity/client/exercising';
import { get } from '#lib/server/about.ts';
import { ruleTitle } from '#lib/server/rules.ts';
import { signedIn } from '../../state/own.ts';
import { exercisePage, whomToTest } from '../own.ts';
import type { PageServerLoad } from './$types';

/** One exercise as it is sealed: what it plans and what became of it, the reader's own device opens and puts together. */
export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  const [stored, whom, rule] = await Promise.all([
    get(fetch, `/api/exercises/${encodeURIComponent(params.exercise)}`) as unknown as Promise<StoredExercise>,
    whomToTest(fetch, language),
    ruleTitle(fetch, 'exchange.sender-on-duty', language),
  ]);
  return { ...exercisePage(language, about, me), ...whom, stored, rule, since: about.entries - 1 };
};
