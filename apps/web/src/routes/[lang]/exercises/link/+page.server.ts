import { signedIn } from '../../state/own.ts';
import { exercisePage, whomToTest } from '../own.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  return { ...exercisePage(language, about, me), ...(await whomToTest(fetch, language)) };
};
