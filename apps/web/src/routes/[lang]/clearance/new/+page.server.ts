import { signedIn } from '../../state/own.ts';
import { clearancePage } from '../own.ts';
import type { PageServerLoad } from './$types';

/** A draft is shown to the own people. `about` names the document that it is about. */
export const load: PageServerLoad = ({ locals, url }) => {
  const { language, about } = locals;
  return {
    ...clearancePage(language, about, signedIn(locals.me, language)),
    symbol: url.searchParams.get('about')?.slice(0, 200) ?? '',
  };
};
