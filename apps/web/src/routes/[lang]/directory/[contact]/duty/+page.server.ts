import type { Duty } from '@comity/client/duty';
import { redirect } from '@sveltejs/kit';
import { type Answer, type Contact, get } from '#lib/server/about.ts';
import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import { ownHouse, signedIn } from '../../../state/own.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  const path = `/api/directory/contacts/${encodeURIComponent(params.contact)}`;
  const contact = (await get<'/api/directory/contacts/{contact}'>(fetch, path)) as Contact;
  // Of a contact of another State nothing is said here.
  if (contact.participant !== me.participant) redirect(303, `/${language}/directory/${contact.contact}`);
  const [duty, ladder, house] = await Promise.all([
    get(fetch, `${path}/duty`) as unknown as Promise<Duty>,
    get<'/api/exchange/ladder'>(fetch, '/api/exchange/ladder') as Promise<Answer<'/api/exchange/ladder'>>,
    ownHouse(fetch, me.participant),
  ]);
  const zone = contact.fields.timeZone;
  return {
    shipped: messagesFor(language, [
      'duty.',
      'ladder.',
      'exchange.no-key-here',
      'dialog.nothing-lost',
      'layout.offline',
    ]),
    trust: { body: about.body, key: about.key },
    duty,
    ladder,
    contact: contact.contact,
    zone: typeof zone === 'string' ? zone : undefined,
    title: String(contact.fields.institution ?? wordsIn(language)(`directory.class.${contact.class}`)),
    names: Object.fromEntries(house.people.map(({ person, name }) => [person, name ?? person])),
  };
};
