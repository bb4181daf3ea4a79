import { redirect } from '@sveltejs/kit';
import { type Contact, get } from '#lib/server/about.ts';
import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import { describeContact } from '#lib/server/contacts.ts';
import { ruleTitles, signedIn } from '../../../state/own.ts';
import { listedFields } from '../../acting.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  const path = `/api/directory/contacts/${encodeURIComponent(params.contact)}`;
  const contact = (await get<'/api/directory/contacts/{contact}'>(fetch, path)) as Contact;
  // What is said of a contact of another State is that State's to confirm.
  if (contact.participant !== me.participant) redirect(303, `/${language}/directory/${contact.contact}`);
  const { title, fields } = describeContact(contact, wordsIn(language), '');
  return {
    shipped: messagesFor(language, [
      'ways.confirm',
      'contact.change',
      'seen.directory.contact-amended',
      'house.',
    ]),
    trust: { body: about.body, key: about.key },
    rules: await ruleTitles(fetch, language, ['directory.base-current']),
    title,
    shown: fields,
    contact,
    fields: await listedFields(fetch, contact.participant, contact.contact),
  };
};
