import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import { nameIn } from '#lib/words/names.ts';
import { ownHouse, ruleTitles, signedIn } from '../own.ts';
import type { PageServerLoad } from './$types';

const RULES = ['people.root-decides', 'people.administrators-act', 'people.last-administrator'] as const;

export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language } = locals;
  const me = signedIn(locals.me, language);
  const t = wordsIn(language);
  const [house, rules] = await Promise.all([
    ownHouse(fetch, me.participant),
    ruleTitles(fetch, language, [...RULES]),
  ]);
  const people = house.people.filter((p) => !p.removed);
  const named = people.filter((p) => p.administrator);
  return {
    shipped: messagesFor(language, ['administrators.', 'participants.threshold', 'house.']),
    rules: RULES.map((rule) => rules[rule]),
    participant: me.participant,
    state: nameIn(house.names, language),
    people: people.map((p) => ({ id: p.person, name: p.name, self: p.person === me.person })),
    current: { people: named.map((p) => p.person), threshold: house.threshold },
    how: named.length
      ? t('participants.threshold', { threshold: house.threshold, administrators: named.length })
      : t('participants.none'),
  };
};
