import { type Conversation, get } from '#lib/server/about.ts';
import { signedIn } from '../../../state/own.ts';
import { exercisePage } from '../../own.ts';
import type { PageServerLoad } from './$types';

/** A form that came in a thread of an exercise: the reader's own device opens it and holds it against its card. */
export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  // A thread of others is not found here either.
  const path = `/api/exchange/threads/${encodeURIComponent(params.thread)}`;
  const { thread } = (await get<'/api/exchange/threads/{thread}'>(fetch, path)) as Conversation;
  return { ...exercisePage(language, about, me), thread };
};
