import { get, type Participant } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { whoIn } from '#lib/server/entries.ts';
import type { MessageKey } from '#lib/words/messages.ts';
import { sayTime } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, url }) => {
  const { language } = locals;
  const t = wordsIn(language);
  const query = new URLSearchParams({ limit: '50' });
  for (const name of ['stream', 'before']) {
    const value = url.searchParams.get(name);
    if (value) query.set(name, value);
  }
  const [{ entries, next }, { participants }] = await Promise.all([
    get<'/api/acts'>(fetch, `/api/acts?${query}`),
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
  ]);
  const older = new URLSearchParams(url.searchParams);
  if (next !== undefined) older.set('before', String(next));
  return {
    words: {
      title: t('record.title'),
      intro: t('record.intro'),
      what: t('record.what'),
      who: t('record.who'),
      when: t('record.when'),
      place: t('record.place'),
      more: t('list.more'),
      cannot: t('record.cannot-prove'),
      empty: t('record.empty'),
    },
    stream: query.get('stream'),
    entries: entries.map((e) => ({
      index: e.index,
      act: e.tier === 'public' || e.content ? e.act : undefined,
      what: t(`act.${e.type}` as MessageKey),
      who: whoIn(e, participants, t),
      when: sayTime(e.received, language),
    })),
    ...(next === undefined ? {} : { next: `?${older}` }),
  };
};
