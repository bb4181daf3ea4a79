import { type Answer, type Contact, get, type Participant } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import type { MessageKey } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayList, sayTime } from '#lib/words/times.ts';
import { signedIn } from '../../state/own.ts';
import type { PageServerLoad } from './$types';

/** Which participants read restricted fields of the own State's contacts, by day. */
export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language } = locals;
  const me = signedIn(locals.me, language);
  const t = wordsIn(language);
  const [{ kept, views }, { participants }, { contacts }] = await Promise.all([
    get<'/api/directory/views'>(fetch, '/api/directory/views') as Promise<Answer<'/api/directory/views'>>,
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
    get<'/api/directory/contacts'>(
      fetch,
      `/api/directory/contacts?participant=${me.participant}`,
    ) as Promise<{
      contacts: Contact[];
    }>,
  ]);
  const name = (id: string) => nameIn(participants.find((p) => p.id === id)?.names ?? {}, language) || id;
  const title = (id: string) => String(contacts.find((c) => c.contact === id)?.fields.institution ?? id);
  return {
    words: {
      title: t('viewed.title'),
      intro: t('viewed.intro', { days: kept }),
      back: t('directory.title'),
      when: t('viewed.when'),
      who: t('viewed.who'),
      what: t('viewed.what'),
      none: t('viewed.none'),
    },
    views: views.map((v) => ({
      when: sayTime(v.first, language),
      who: name(v.reader),
      contact: v.contact && { id: v.contact, title: title(v.contact) },
      what: v.contact
        ? sayList(
            v.fields.map((f) => t(`field.${f}` as MessageKey)),
            language,
          )
        : t('viewed.list'),
    })),
  };
};
