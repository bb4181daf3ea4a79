import { redirect } from '@sveltejs/kit';
import { get, type Participant } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { nameIn } from '#lib/words/names.ts';
import { toCsv } from '../csv.ts';
import { everyThread, filterOf } from '../threads.ts';
import type { RequestHandler } from './$types';

/** The list of threads as a table: what the filters of the list leave, all of it; with `kind`, of exercises alone. */
export const GET: RequestHandler = async ({ fetch, locals, url }) => {
  const { language, about, me } = locals;
  if (!me) redirect(303, `/${language}${about.demo ? '/seat' : ''}`);
  const t = wordsIn(language);
  const kind = url.searchParams.get('kind') === 'exercises' ? 'exercises' : 'exchange';
  const [threads, { participants }] = await Promise.all([
    everyThread(fetch, { ...filterOf(url.searchParams), kind }),
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
  ]);
  const name = (id: string) => nameIn(participants.find((p) => p.id === id)?.names ?? {}, language) || id;
  const heading = [
    t('exchange.thread'),
    t('exchange.last-sender'),
    t('exchange.messages'),
    t('exchange.open'),
    t('exchange.marking'),
    t('exchange.exercise-column'),
    t('exchange.received-utc'),
    t('exchange.deadline-utc'),
  ];
  const rows = threads.map(({ thread, messages, unacknowledged, last: { header, received } }) => [
    thread,
    name(header.from.participant),
    messages,
    unacknowledged,
    `${header.marking.scheme}:${header.marking.label}`,
    header.exercise ? t('exchange.exercise-label') : '',
    received,
    header.deadline ?? '',
  ]);
  return new Response(toCsv([heading, ...rows]), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${kind === 'exercises' ? 'EXERCISE-' : ''}threads.csv"`,
    },
  });
};
