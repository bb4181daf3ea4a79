import { error, redirect } from '@sveltejs/kit';
import { type Conversation, get } from '#lib/server/about.ts';
import { messagesFor } from '#lib/server/catalogues.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, about, me } = locals;
  if (!me) redirect(303, `/${language}${about.demo ? '/seat' : ''}`);
  const conversation = (await get<'/api/exchange/threads/{thread}'>(
    fetch,
    `/api/exchange/threads/${encodeURIComponent(params.thread)}`,
  )) as Conversation;
  const place = conversation.messages.findIndex(({ message }) => message === params.message);
  if (place < 0) error(404, 'There is no such message in this thread.');
  return {
    shipped: messagesFor(language, [
      'exchange.title',
      'exchange.thread',
      'exchange.marking',
      'exchange.opening',
      'exchange.no-key-here',
      'exchange.no-script',
      'exchange.unbound',
      'exchange.refused',
      'exchange.exercise',
      'feed.',
      'observed.kind',
      'observed.value',
      'observed.remark',
      'stix.',
    ]),
    trust: { body: about.body, key: about.key },
    me,
    thread: conversation.thread,
    /** With those before it: its place among them is one of the checks. */
    messages: conversation.messages.slice(0, place + 1),
  };
};
