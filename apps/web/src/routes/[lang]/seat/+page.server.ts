import { error } from '@sveltejs/kit';
import { get, type Participant } from '#lib/server/about.ts';
import { messagesFor } from '#lib/server/catalogues.ts';
import { nameIn, sortedByName } from '#lib/words/names.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language, about } = locals;
  if (!about.demo) error(404, { message: 'Not found', code: 'platform.not-found', language: 'en' });
  const { participants } = (await get<'/api/participants'>(fetch, '/api/participants')) as {
    participants: Participant[];
  };
  const [secretariat] = participants.filter((p) => p.kind === 'secretariat' && p.seated);
  const states = participants.filter((p) => p.kind !== 'secretariat' && p.seated);
  const named = (p: Participant) => ({ id: p.id, name: nameIn(p.names, language) });
  return {
    shipped: messagesFor(language, ['seat.', 'dialog.', 'layout.offline', 'keys.no-passkeys']),
    trust: { body: about.body, key: about.key },
    rpIds: about.rpIds,
    states: [...sortedByName(states, language), ...(secretariat ? [secretariat] : [])].map(named),
    secretariat: secretariat?.id,
  };
};
