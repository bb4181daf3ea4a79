import { redirect } from '@sveltejs/kit';
import { get, type Participant, type Thread } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameIn, sortedByName } from '#lib/words/names.ts';
import { sayDistance, sayTime } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';
import { filterOf, isFiltered, queryOf, someThreads } from './threads.ts';

export const load: PageServerLoad = async ({ fetch, locals, url }) => {
  const { language, me } = locals;
  const t = wordsIn(language);
  if (!me) redirect(303, `/${language}${locals.about.demo ? '/seat' : ''}`);
  const filter = filterOf(url.searchParams);
  const before = Number(url.searchParams.get('before') || Number.NaN);
  const [{ threads, next }, { participants }] = await Promise.all([
    someThreads(fetch, filter, Number.isSafeInteger(before) && before >= 0 ? before : undefined),
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
  ]);
  const name = (id: string) => nameIn(participants.find((p) => p.id === id)?.names ?? {}, language) || id;
  const query = queryOf(filter);
  const older = new URLSearchParams(query);
  if (next !== undefined) older.set('before', String(next));
  return {
    words: wordsOf(t),
    filter,
    isFiltered: isFiltered(filter),
    csv: `/${language}/exchange/threads.csv${query.size ? `?${query}` : ''}`,
    senders: sortedByName(participants, language).map(({ id }) => ({ id, name: name(id) })),
    canWrite: me.contacts.length > 0,
    threads: threads.map((x) => describe(x, name, t)),
    ...(next === undefined ? {} : { next: `?${older}` }),
  };
};

const wordsOf = (t: Words) => ({
  title: t('exchange.title'),
  intro: t('exchange.intro'),
  write: t('exchange.write'),
  noContact: t('exchange.no-contact'),
  empty: t('exchange.empty'),
  how: t('exchange.how'),
  who: t('exchange.who'),
  noMatch: t('exchange.no-match'),
  clear: t('exchange.clear'),
  more: t('list.more'),
  find: t('list.find'),
  any: t('list.any'),
  open: t('exchange.only-open'),
  holds: t('exchange.id-holds'),
  sender: t('exchange.last-sender'),
  csv: t('exchange.export-csv'),
  deadline: t('exchange.deadline'),
  real: t('exchange.real'),
  exercises: t('exercises.title'),
});

const describe = (
  { thread, messages, unacknowledged, last }: Thread,
  name: (id: string) => string,
  t: Words,
) => ({
  thread,
  title: t('exchange.last-from', { state: name(last.header.from.participant) }),
  count: t('exchange.count', { count: messages }),
  open: unacknowledged ? t('exchange.unacknowledged', { count: unacknowledged }) : undefined,
  marking: `${last.header.marking.scheme}:${last.header.marking.label}`,
  when: sayTime(last.received, t.language),
  deadline: last.header.deadline
    ? `${sayTime(last.header.deadline, t.language)} (${sayDistance(last.header.deadline, Date.now(), t.language)})`
    : undefined,
});
