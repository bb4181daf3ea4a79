import { redirect } from '@sveltejs/kit';
import { get, type Participant, type Thread } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayTime } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, url }) => {
  const { language, me } = locals;
  const t = wordsIn(language);
  if (!me) redirect(303, `/${language}${locals.about.demo ? '/seat' : ''}`);
  const before = url.searchParams.get('before');
  const [{ threads, next }, { participants }] = await Promise.all([
    get<'/api/exchange/threads'>(
      fetch,
      `/api/exchange/threads?limit=50${before ? `&before=${encodeURIComponent(before)}` : ''}`,
    ) as Promise<{ threads: Thread[]; next?: number }>,
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
  ]);
  const name = (id: string) => nameIn(participants.find((p) => p.id === id)?.names ?? {}, language) || id;
  return {
    words: {
      title: t('exchange.title'),
      intro: t('exchange.intro'),
      write: t('exchange.write'),
      noContact: t('exchange.no-contact'),
      empty: t('exchange.empty'),
      more: t('list.more'),
      deadline: t('exchange.deadline'),
    },
    canWrite: me.contacts.length > 0,
    threads: threads.map((x) => ({
      thread: x.thread,
      title: t('exchange.last-from', { state: name(x.last.header.from.participant) }),
      count: t('exchange.count', { count: x.messages }),
      open: x.unacknowledged ? t('exchange.unacknowledged', { count: x.unacknowledged }) : undefined,
      exercise: x.last.header.exercise ? t('exchange.exercise') : undefined,
      marking: `${x.last.header.marking.scheme}:${x.last.header.marking.label}`,
      when: sayTime(x.last.received, language),
      deadline: x.last.header.deadline ? sayTime(x.last.header.deadline, language) : undefined,
    })),
    ...(next === undefined ? {} : { next: `?before=${next}` }),
  };
};
