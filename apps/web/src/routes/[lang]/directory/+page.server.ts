import { type Contact, get, type Participant } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { describeContact } from '#lib/server/contacts.ts';
import { nameIn, sortedByName } from '#lib/words/names.ts';
import type { PageServerLoad } from './$types';

const FILTERS = ['class', 'participant', 'language', 'signed', 'q'] as const;

export const load: PageServerLoad = async ({ fetch, locals, url }) => {
  const { language, me } = locals;
  const t = wordsIn(language);
  const query = new URLSearchParams();
  for (const name of FILTERS) {
    const value = url.searchParams.get(name);
    if (value) query.set(name, value);
  }
  const [{ contacts }, { participants }] = await Promise.all([
    get<'/api/directory/contacts'>(fetch, `/api/directory/contacts?${query}`) as Promise<{
      contacts: Contact[];
    }>,
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
  ]);
  const order = new Map(
    sortedByName(participants, language).map((p, i) => [p.id, { i, name: nameIn(p.names, language) }]),
  );
  const shown = [...contacts].sort((a, b) => order.get(a.participant)!.i - order.get(b.participant)!.i);
  const filtered = [...query].length > 0;
  return {
    mayNominate: me !== undefined,
    filter: Object.fromEntries(FILTERS.map((f) => [f, query.get(f) ?? ''])) as Record<
      (typeof FILTERS)[number],
      string
    >,
    words: {
      title: t('directory.title'),
      intro: me ? t('directory.intro-signed-in') : t('directory.intro-public'),
      count: t('directory.count', { count: contacts.length }),
      class: t('directory.class'),
      any: t('list.any'),
      search: t('list.search'),
      find: t('list.find'),
      participant: t('directory.state'),
      empty: filtered ? t('list.empty', { q: query.get('q') ?? '' }) : t('directory.empty'),
      key: t('directory.key'),
      noKey: t('directory.no-key'),
      export: t('list.export'),
      nominate: t('contact.nominate'),
    },
    classes: (['diplomatic', 'technical'] as const).map((value) => ({
      value,
      name: t(`directory.class.${value}`),
    })),
    states: [...order].map(([id, { name }]) => ({ id, name })),
    contacts: shown.map((c) => describeContact(c, t, order.get(c.participant)!.name)),
    exportQuery: query.toString(),
  };
};
