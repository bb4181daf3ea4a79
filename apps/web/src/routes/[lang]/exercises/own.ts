import { type Contact, get, type Me, type Participant } from '#lib/server/about.ts';
import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import { nameIn, sortedByName } from '#lib/words/names.ts';

type Fetch = typeof globalThis.fetch;

/** What every page of exercises is sent: its words, which body, who reads. */
export const exercisePage = (language: string, about: { body: string; key: string }, me: Me) => ({
  shipped: messagesFor(language, ['exercises.', 'exchange.no-key-here', 'layout.offline']),
  trust: { body: about.body, key: about.key },
  me,
});

/** Contacts that can be written to, in the order of the reader's language, and how States and contacts are called. */
export async function whomToTest(fetch: Fetch, language: string) {
  const t = wordsIn(language);
  const [{ contacts }, { participants }] = (await Promise.all([
    get<'/api/directory/contacts'>(fetch, '/api/directory/contacts'),
    get<'/api/participants'>(fetch, '/api/participants'),
  ])) as [{ contacts: Contact[] }, { participants: Participant[] }];
  const states = sortedByName(participants, language).map(({ id, names }) => ({
    id,
    name: nameIn(names, language) || id,
  }));
  const place = new Map(states.map(({ id }, i) => [id, i]));
  const name = new Map(states.map(({ id, name: own }) => [id, own]));
  return {
    states: states.filter(({ id }) => contacts.some((c) => c.participant === id && c.key)),
    contacts: contacts
      .filter((c) => c.key && c.signed)
      .sort((a, b) => place.get(a.participant)! - place.get(b.participant)!)
      .map((c) => ({
        contact: c.contact,
        participant: c.participant,
        label: `${name.get(c.participant)} · ${c.fields.institution ?? t(`directory.class.${c.class}`)}`,
      })),
  };
}
export type Choice = Awaited<ReturnType<typeof whomToTest>>['contacts'][number];
