import { redirect } from '@sveltejs/kit';
import { type Answer, type Contact, get, type Rings, type Services } from '#lib/server/about.ts';
import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import { signedIn } from '../../../state/own.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language } = locals;
  const me = signedIn(locals.me, language);
  const id = encodeURIComponent(params.contact);
  const contact = (await get<'/api/directory/contacts/{contact}'>(
    fetch,
    `/api/directory/contacts/${id}`,
  )) as Contact;
  if (contact.participant !== me.participant) redirect(303, `/${language}/directory/${contact.contact}`);
  const [{ rings }, { services }, { quiet }, pushes] = await Promise.all([
    get<'/api/exchange/contacts/{contact}/rings'>(fetch, `/api/exchange/contacts/${id}/rings`) as Promise<{
      rings: Rings;
    }>,
    get<'/api/exchange/services'>(fetch, '/api/exchange/services') as Promise<{ services: Services }>,
    get<'/api/exchange/contacts/{contact}/quiet'>(fetch, `/api/exchange/contacts/${id}/quiet`) as Promise<
      Answer<'/api/exchange/contacts/{contact}/quiet'>
    >,
    get<'/api/exchange/push'>(fetch, '/api/exchange/push'),
  ]);
  return {
    shipped: messagesFor(language, [
      'ring.',
      'push.',
      'quiet.',
      'field.timeZone',
      'ways.outcome.',
      'house.no-script',
      'layout.offline',
    ]),
    contact: contact.contact,
    title: String(contact.fields.institution ?? wordsIn(language)(`directory.class.${contact.class}`)),
    services,
    rings,
    quiet,
    // A root is on no roster.
    ...(me.person ? { pushes } : {}),
  };
};
