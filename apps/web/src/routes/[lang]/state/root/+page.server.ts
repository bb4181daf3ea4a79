import { get, type Participant } from '#lib/server/about.ts';
import { messagesFor } from '#lib/server/catalogues.ts';
import { nameIn, sortedByName } from '#lib/words/names.ts';
import { ruleTitles } from '../own.ts';
import type { PageServerLoad } from './$types';

const WORDS = [
  'root.',
  'administrators.fault.',
  'administrators.threshold',
  'act.people.',
  'house.request',
  'house.name',
  'house.title',
];

/** For everybody: a State that is to enrol its root has nobody yet who could sign in. */
export const load: PageServerLoad = async ({ fetch, locals, url }) => {
  const { language, about, me } = locals;
  const [{ participants }, rules] = await Promise.all([
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
    ruleTitles(fetch, language, [
      'people.invitation-proves',
      'people.administrators-act',
      'people.root-decides',
    ]),
  ]);
  const asked = url.searchParams;
  const wanted = asked.get('participant') ?? me?.participant;
  return {
    shipped: messagesFor(language, WORDS),
    trust: { body: about.body, key: about.key },
    domains: { rpIds: about.rpIds, origins: about.origins },
    participants: sortedByName(participants, language).map((p) => ({
      id: p.id,
      name: nameIn(p.names, language),
      seated: p.seated,
    })),
    rules: {
      enrol: rules['people.invitation-proves'],
      person: rules['people.administrators-act'],
      administrators: rules['people.root-decides'],
    },
    asked: {
      participant: participants.find((p) => p.id === wanted)?.id ?? '',
      isAdministrators: asked.get('what') === 'administrators',
      people: asked.get('people') ?? '',
      threshold: Number(asked.get('threshold')) || 1,
    },
  };
};
