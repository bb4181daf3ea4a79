import { error } from '@sveltejs/kit';
import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import type { MessageKey } from '#lib/words/messages.ts';
import { ownHouse, ruleTitles, signedIn } from '../../own.ts';
import type { PageServerLoad } from './$types';

const AUTHORITIES = ['decisions', 'directory', 'documents', 'exchange', 'people', 'treaty'] as const;

export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  const t = wordsIn(language);
  const house = await ownHouse(fetch, me.participant);
  const person = house.people.find((p) => p.person === params.person);
  if (!person) error(404, { message: t('house.no-such-person') });
  return {
    shipped: messagesFor(language, ['house.', 'dialog.', 'seen.', 'leaving.link']),
    trust: { body: about.body, key: about.key },
    rules: await ruleTitles(fetch, language, ['people.administrators-act']),
    owner: {
      body: about.body,
      participant: me.participant,
      domains: { rpIds: about.rpIds, origins: about.origins },
    },
    person,
    threshold: house.threshold,
    authorities: AUTHORITIES.map((id) => ({ id, name: t(`authority.${id}` as MessageKey) })),
  };
};
