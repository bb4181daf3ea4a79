import { type Contact, get, type House } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { describeContact } from '#lib/server/contacts.ts';
import type { MessageKey } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayTime } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, me } = locals;
  const t = wordsIn(language);
  const path = `/api/directory/contacts/${encodeURIComponent(params.contact)}`;
  const contact = (await get<'/api/directory/contacts/{contact}'>(fetch, path)) as Contact;
  const [house, { acts }] = await Promise.all([
    get<'/api/participants/{participant}'>(
      fetch,
      `/api/participants/${contact.participant}`,
    ) as Promise<House>,
    get<'/api/directory/contacts/{contact}/history'>(fetch, `${path}/history`),
  ]);
  return {
    words: {
      key: t('directory.key'),
      noKey: t('directory.no-key'),
      keyNote: t('directory.key-note'),
      history: t('directory.history'),
      back: t('directory.title'),
      change: t('contact.change'),
      changeNote: t('contact.change-note'),
    },
    isOwn: me?.participant === contact.participant,
    contact: describeContact(contact, t, nameIn(house.names, language)),
    acts: acts.map((a) => ({
      act: a.act,
      what: t(`act.${a.type}` as MessageKey),
      when: sayTime(a.received, language),
      by: a.by.endsWith('/root')
        ? t('record.by-root')
        : t('record.by-person', { person: a.by.split('/')[1]! }),
    })),
  };
};
