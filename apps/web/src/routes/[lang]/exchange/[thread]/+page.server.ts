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
      'exercises.compare',
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
    names: namesIn(conversation, participants, language),
  };
};

/** The names of those who take part; whom an answer brings in is asked for then. */
function namesIn({ messages }: Conversation, participants: readonly Participant[], language: string) {
  const parties = new Set(messages.flatMap((m) => [m.header.from, ...m.to].map((p) => p.participant)));
  const named = participants.filter(({ id }) => parties.has(id));
  return Object.fromEntries(named.map(({ id, names }) => [id, nameIn(names, language) || id]));
}
