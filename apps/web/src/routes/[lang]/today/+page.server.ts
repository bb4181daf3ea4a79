import { redirect } from '@sveltejs/kit';
import { get, type House, type Participant, type Thread } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { whoIn } from '#lib/server/entries.ts';
import type { MessageKey } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayDistance, sayTime } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';

/** What needs my action, then what changed: differences first, each one tap away. */
export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language, me } = locals;
  const t = wordsIn(language);
  if (!me) redirect(303, `/${language}${locals.about.demo ? '/seat' : ''}`);
  const [{ threads }, house, { participants }, { entries }] = await Promise.all([
    get<'/api/exchange/threads'>(fetch, '/api/exchange/threads?limit=50') as Promise<{ threads: Thread[] }>,
    get<'/api/participants/{participant}'>(fetch, `/api/participants/${me.participant}`) as Promise<House>,
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
    get<'/api/acts'>(fetch, '/api/acts?limit=15'),
  ]);
  const name = (id: string) => nameIn(participants.find((p) => p.id === id)?.names ?? {}, language) || id;
  const now = Date.now();
  return {
    words: {
      title: t('today.title'),
      seat: t('today.seat', { state: name(me.participant) }),
      action: t('today.action'),
      nothing: t('today.nothing'),
      pending: t('today.pending'),
      changed: t('today.changed'),
      write: t('exchange.write'),
      deadline: t('exchange.deadline'),
    },
    canWrite: me.contacts.length > 0,
    unanswered: threads
      .filter((x) => x.unacknowledged > 0)
      .map((x) => ({
        thread: x.thread,
        text: t('today.unacknowledged', {
          state: name(x.last.header.from.participant),
          count: x.unacknowledged,
        }),
        exercise: x.last.header.exercise ? t('exchange.exercise') : undefined,
        deadline: x.last.header.deadline
          ? `${sayTime(x.last.header.deadline, language)} (${sayDistance(x.last.header.deadline, now, language)})`
          : undefined,
      })),
    pending: house.pending.map((p) => ({
      act: p.act,
      what: t(`act.${p.type}` as MessageKey),
      since: sayTime(p.since, language),
    })),
    changed: entries.map((e) => ({
      index: e.index,
      act: e.tier === 'public' || e.content ? e.act : undefined,
      what: t(`act.${e.type}` as MessageKey),
      who: whoIn(e, participants, t),
      when: sayTime(e.received, language),
    })),
  };
};
