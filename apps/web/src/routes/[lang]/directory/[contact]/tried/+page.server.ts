import { type Channels, type Contact, get } from '#lib/server/about.ts';
import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import { signedIn } from '../../../state/own.ts';
import type { PageServerLoad } from './$types';

/** Somebody tried a way to a contact, and says what came of it. */
export const load: PageServerLoad = async ({ fetch, locals, params, url }) => {
  const { language } = locals;
  signedIn(locals.me, language);
  const t = wordsIn(language);
  const path = `/api/directory/contacts/${encodeURIComponent(params.contact)}`;
  const [contact, { channels }] = await Promise.all([
    get<'/api/directory/contacts/{contact}'>(fetch, path) as Promise<Contact>,
    get<'/api/directory/contacts/{contact}/channels'>(fetch, `${path}/channels`) as Promise<{
      channels: Channels;
    }>,
  ]);
  // Whether a sealed message arrived is told by its acknowledgement.
  const ways = channels.filter(({ channel }) => channel !== 'message');
  return {
    shipped: messagesFor(language, ['tried.', 'ways.outcome.', 'house.no-script', 'layout.offline']),
    contact: contact.contact,
    title: String(contact.fields.institution ?? t(`directory.class.${contact.class}`)),
    ways: ways.map(({ channel, value }) => ({ channel, value, name: t(`ping.channel.${channel}`) })),
    wanted: Math.max(
      0,
      ways.findIndex(({ channel }) => channel === url.searchParams.get('channel')),
    ),
  };
};
