import { messagesFor } from '#lib/server/catalogues.ts';
import { ownHouse, ruleTitles, signedIn } from '../../own.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language, about } = locals;
  const { participant } = signedIn(locals.me, language);
  const [{ threshold }, rules] = await Promise.all([
    ownHouse(fetch, participant),
    ruleTitles(fetch, language, ['people.administrators-act']),
  ]);
  return {
    shipped: messagesFor(language, ['house.', 'dialog.', 'seen.']),
    trust: { body: about.body, key: about.key },
    domains: { rpIds: about.rpIds, origins: about.origins },
    rules,
    participant,
    threshold,
  };
};
