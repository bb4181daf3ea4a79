import { type Contact, get, type Participant } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { describeContact } from '#lib/server/contacts.ts';
import { askedFor } from '#lib/server/participants.ts';
import { nameIn, sortedByName } from '#lib/words/names.ts';
import type { PageServerLoad } from './$types';

const FILTERS = ['class', 'participant', 'language', 'signed', 'q'] as const;

export const load: PageServerLoad = async ({ fetch, locals, url }) => {
  const { language, me } = locals;
  const t = wordsIn(language);
  const { participants } = (await get<'/api/participants'>(fetch, '/api/participants')) as {
    participants: Participant[];
  };
  const asked = askedFor(participants, url.searchParams.get('participant'), t);
  const query = new URLSearchParams();
  for (const name of FILTERS) {
    const value = name === 'participant' ? asked.id : url.searchParams.get(name);
    if (value) query.set(name, value);
  }
  const { contacts } = asked.unclear ? NOBODY : await readContacts(fetch, query);
  const order = new Map(
    sortedByName(participants, language).map((p, i) => [p.id, { i, name: nameIn(p.names, language) }]),
  );
  const shown = [...contacts].sort((a, b) => order.get(a.participant)!.i - order.get(b.participant)!.i);
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
      participants: t('participants.title'),
      empty: query.size > 0 ? t('list.empty', { q: query.get('q') ?? '' }) : t('directory.empty'),
      key: t('directory.key'),
      noKey: t('directory.no-key'),
      export: t('list.export'),
      nominate: t('contact.nominate'),
      lists: t('regional.title'),
      pings: t('ping.title'),
      answer: t('answer.title'),
      calls: t('calls.title'),
    },
    classes: (['diplomatic', 'technical'] as const).map((value) => ({
      value,
      name: t(`directory.class.${value}`),
    })),
    asked,
    again: `?${query}${query.size > 0 ? '&' : ''}`,
    contacts: shown.map((c) => describeContact(c, t, order.get(c.participant)!.name)),
    exportQuery: query.toString(),
  };
};

const NOBODY: { contacts: Contact[] } = { contacts: [] };

const readContacts = (fetch: typeof globalThis.fetch, query: URLSearchParams) =>
  get<'/api/directory/contacts'>(fetch, `/api/directory/contacts?${query}`) as Promise<{
    contacts: Contact[];
  }>;
