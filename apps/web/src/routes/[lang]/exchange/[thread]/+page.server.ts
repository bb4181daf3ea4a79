import { redirect } from '@sveltejs/kit';
import { type Conversation, get, type Participant } from '#lib/server/about.ts';
import { messagesFor } from '#lib/server/catalogues.ts';
import { ruleTitle } from '#lib/server/rules.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayDistance, sayTime } from '#lib/words/times.ts';
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
  const name = (id: string) => nameIn(participants.find((p) => p.id === id)?.names ?? {}, language) || id;
  const now = Date.now();
  return {
    shipped: messagesFor(language, ['exchange.', 'message.', 'check.', 'dialog.', 'layout.offline']),
    trust: { body: about.body, key: about.key },
    me,
    conversation,
    rule: await ruleTitle(fetch, 'exchange.acknowledge-once', language),
    shown: conversation.messages.map((m) => ({
      from: name(m.header.from.participant),
      received: sayTime(m.received, language),
      deadline: m.header.deadline
        ? `${sayTime(m.header.deadline, language)} (${sayDistance(m.header.deadline, now, language)})`
        : undefined,
      to: m.to.map((r) => ({
        contact: r.contact,
        name: name(r.participant),
        acknowledged: r.acknowledged ? sayTime(r.acknowledged.received, language) : undefined,
      })),
    })),
  };
};
