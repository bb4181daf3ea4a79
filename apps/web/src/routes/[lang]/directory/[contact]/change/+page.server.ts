import { redirect } from '@sveltejs/kit';
import { type Contact, get } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { actingOnList, listedFields } from '../../acting.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language } = locals;
  const acting = await actingOnList(fetch, locals);
  const path = `/api/directory/contacts/${encodeURIComponent(params.contact)}`;
  const contact = (await get<'/api/directory/contacts/{contact}'>(fetch, path)) as Contact;
  // A contact of another State is read, not changed.
  if (contact.participant !== acting.participant) redirect(303, `/${language}/directory/${contact.contact}`);
  return {
    ...acting,
    contact,
    title: String(contact.fields.institution ?? wordsIn(language)(`directory.class.${contact.class}`)),
    fields: await listedFields(fetch, contact.participant, contact.contact),
  };
};
