import { error, redirect } from '@sveltejs/kit';
import { type Conversation, get, type Participant } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { nameIn } from '#lib/words/names.ts';
import { toCsv } from '../../csv.ts';
import type { RequestHandler } from './$types';

const LATER = ['alternate', 'diplomatic', 'mission'] as const;

/** Who was told of a message, who acknowledged it and when, as a table: as far as the reader may know it. */
export const GET: RequestHandler = async ({ fetch, locals, params, url }) => {
  const { language, about, me } = locals;
  if (!me) redirect(303, `/${language}${about.demo ? '/seat' : ''}`);
  const t = wordsIn(language);
  const [{ messages }, { participants }] = await Promise.all([
    get<'/api/exchange/threads/{thread}'>(
      fetch,
      `/api/exchange/threads/${encodeURIComponent(params.thread)}`,
    ) as Promise<Conversation>,
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
  ]);
  const message = messages.find((m) => m.message === url.searchParams.get('message'));
  if (!message) error(404, { message: t('error.exchange.thread-not-found') });
  const name = (id: string) => nameIn(participants.find((p) => p.id === id)?.names ?? {}, language) || id;
  const heading = [
    ...[t('participants.name'), t('record.subject.contact'), t('exchange.told-utc')],
    ...LATER.map((rung) => t(`ladder.rung.${rung}`)),
    t('exchange.acknowledged-utc'),
  ];
  const rows = message.to.map(({ participant, contact, woken, acknowledged }) => {
    const at = (rung: (typeof woken)[number]['rung']) => woken.find((w) => w.rung === rung)?.at ?? '';
    return [name(participant), contact, at('duty'), ...LATER.map(at), acknowledged?.received ?? ''];
  });
  return new Response(toCsv([heading, ...rows]), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="receipts.csv"',
    },
  });
};
