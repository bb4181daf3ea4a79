import { redirect } from '@sveltejs/kit';
import { type Conversation, get, type Participant } from '#lib/server/about.ts';
import { messagesFor } from '#lib/server/catalogues.ts';
import { ruleTitle } from '#lib/server/rules.ts';
import { nameIn } from '#lib/words/names.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, about, me } = locals;
  if (!me) redirect(303, `/${language}${about.demo ? '/seat' : ''}`);
  const [conversation, { participants }] = await Promise.all([
    get<'/api/exchange/threads/{thread}'>(
      fetch,
      `/api/exchange/threads/${encodeURIComponent(params.thread)}`,
    ) as Promise<Conversation>,
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
  ]);
  return {
    shipped: messagesFor(language, [
      'exchange.',
      'message.',
      'check.',
      'dialog.',
      'layout.offline',
      'live.',
      'stix.',
      'tlp.',
    ]),
    trust: { body: about.body, key: about.key },
    me,
    conversation,
    /** The newest entry this page was made with, and when: what follows is heard live. */
    since: about.entries - 1,
    now: Date.now(),
    rule: await ruleTitle(fetch, 'exchange.acknowledge-once', language),
    // All of them: an answer may bring in a State that was not in the thread before.
    names: Object.fromEntries(participants.map(({ id, names }) => [id, nameIn(names, language) || id])),
  };
};
