import { type Contact, get, type House, type Participant } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { describeContact } from '#lib/server/contacts.ts';
import { readBeginning } from '#lib/server/record/timeline.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { listedFields } from '../acting.ts';
import { sayReaders } from '../readers.ts';
import type { PageServerLoad } from './$types';

type Fetch = typeof globalThis.fetch;

export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, me } = locals;
  const t = wordsIn(language);
  const path = `/api/directory/contacts/${encodeURIComponent(params.contact)}`;
  const contact = (await get<'/api/directory/contacts/{contact}'>(fetch, path)) as Contact;
  const [house, timeline] = await Promise.all([
    get<'/api/participants/{participant}'>(
      fetch,
      `/api/participants/${contact.participant}`,
    ) as Promise<House>,
    readBeginning(fetch, `contact/${contact.contact}`, t),
  ]);
  const isOwn = me?.participant === contact.participant;
  const readers = isOwn ? await readersOf(fetch, contact, t) : {};
  const { fields, ...shown } = describeContact(contact, t, nameIn(house.names, language));
  const names = Object.keys(contact.fields);
  return {
    words: {
      key: t('directory.key'),
      keys: t('keypage.see'),
      noKey: t('directory.no-key'),
      keyNote: t('directory.key-note'),
      recovery: t('directory.recovery'),
      sealDemanded: t('directory.seal-demanded'),
      back: t('directory.title'),
      change: t('contact.change'),
      viewed: t('viewed.title'),
      changeNote: t('contact.change-note'),
    },
    isOwn,
    contact: { ...shown, fields: fields.map((f, i) => ({ ...f, who: readers[names[i]!] })) },
    timeline,
  };
};

/** Who may read what: shown to the own State only, which chose it. */
async function readersOf(fetch: Fetch, { participant, contact }: Contact, t: Words) {
  const [fields, { participants }] = await Promise.all([
    listedFields(fetch, participant, contact),
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
  ]);
  return sayReaders(fields, new Map(participants.map((p) => [p.id, nameIn(p.names, t.language)])), t);
}
