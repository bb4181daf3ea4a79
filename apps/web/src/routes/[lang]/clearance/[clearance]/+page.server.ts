import type { Clearance } from '@comity/client/clearing';
import { get } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { signedIn } from '../../state/own.ts';
import { clearancePage, ownNames } from '../own.ts';
import type { PageServerLoad } from './$types';

/** One draft as it is sealed: versions, comments and verdicts, which the reader's own device opens. */
export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  const [clearance, names] = await Promise.all([
    get(fetch, `/api/clearances/${encodeURIComponent(params.clearance)}`) as unknown as Promise<Clearance>,
    ownNames(fetch, me, wordsIn(language)),
  ]);
  return { ...clearancePage(language, about, me), clearance, names };
};
