import { get, type Participant } from '#lib/server/about.ts';
import { messagesFor } from '#lib/server/catalogues.ts';
import { ruleTitles, signedIn } from '../../state/own.ts';
import type { PageServerLoad } from './$types';

/** A document is submitted in the name of a State, or registered by the secretariat, after a look at what was understood. */
export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  const [rules, { participants }] = await Promise.all([
    ruleTitles(fetch, language, ['documents.secretariat-registers', 'documents.own-submission']),
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
  ]);
  return {
    shipped: messagesFor(language, [
      'paper.',
      'dialog.',
      'house.no-keys-here',
      'house.drafted-again',
      'layout.offline',
    ]),
    trust: { body: about.body, key: about.key },
    rules,
    /** The root may; a person needs the authority. */
    maySign: me.person === undefined || me.authorities.includes('documents'),
    isSecretariat: participants.find(({ id }) => id === me.participant)?.kind === 'secretariat',
  };
};
