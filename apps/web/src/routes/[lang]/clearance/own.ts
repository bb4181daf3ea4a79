import { type Contact, get, type House, type Me } from '#lib/server/about.ts';
import { messagesFor } from '#lib/server/catalogues.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameOf, ownHouse } from '../state/own.ts';

type Fetch = typeof globalThis.fetch;

/** What every page of clearance is sent: its words, which body, who reads. */
export const clearancePage = (language: string, about: { body: string; key: string }, me: Me) => ({
  shipped: messagesFor(language, ['clearance.', 'exchange.no-key-here', 'layout.offline']),
  trust: { body: about.body, key: about.key },
  me,
});

/** How the people and contacts of the own State are called, by id. */
export async function ownNames(fetch: Fetch, me: Me, t: Words): Promise<Record<string, string>> {
  const [house, { contacts }] = (await Promise.all([
    ownHouse(fetch, me.participant),
    get<'/api/directory/contacts'>(fetch, '/api/directory/contacts'),
  ])) as [House, { contacts: Contact[] }];
  const own = contacts.filter((c) => c.participant === me.participant);
  return Object.fromEntries([
    ...house.people.map(({ person }) => [person, nameOf(house, person)]),
    ...own.map((c) => [c.contact, c.fields.institution ?? t(`directory.class.${c.class}`)]),
  ]);
}
