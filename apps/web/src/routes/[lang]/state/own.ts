import { redirect } from '@sveltejs/kit';
import { get, type House, type Me, type Participant, type Rules } from '#lib/server/about.ts';
import { nameIn, sortedByName } from '#lib/words/names.ts';

type Fetch = typeof globalThis.fetch;

/** Whoever signed in; anybody else is led to where one signs in. */
export function signedIn(me: Me | undefined, language: string): Me {
  if (!me) redirect(303, `/${language}/state`);
  return me;
}

/** The house of a participant, with the names that its own people see. */
export async function ownHouse(fetch: Fetch, participant: string): Promise<House> {
  const path = `/api/participants/${encodeURIComponent(participant)}`;
  return (await get<'/api/participants/{participant}'>(fetch, path)) as House;
}

/**
 * Number and title of the rules that a page shows, in the reader's language, by id; what ends with a dot is the beginning of
 * several. Any other that refuses something is asked for then.
 */
export async function ruleTitles<Id extends string>(
  fetch: Fetch,
  language: string,
  shown: readonly Id[],
): Promise<Record<Id, string>> {
  const { rules } = (await get<'/api/rules'>(fetch, '/api/rules')) as Rules;
  const isShown = (rule: string) =>
    shown.some((id) => (id.endsWith('.') ? rule.startsWith(id) : rule === id));
  return Object.fromEntries(
    rules
      .filter(({ rule }) => isShown(rule))
      .map((r) => [r.rule, `${r.number}. ${r.title[language] ?? r.title.en ?? Object.values(r.title)[0]}`]),
  ) as Record<Id, string>;
}

/** How a person is shown to the own State: by name where it is open, always with the id. */
export const nameOf = (house: House, person: string): string =>
  house.people.find((p) => p.person === person)?.name ?? person;

/** Everybody who may have people here, by name. */
export async function participantNames(
  fetch: Fetch,
  language: string,
): Promise<{ id: string; name: string }[]> {
  const { participants } = (await get<'/api/participants'>(fetch, '/api/participants')) as {
    participants: Participant[];
  };
  return sortedByName(participants, language).map((p) => ({ id: p.id, name: nameIn(p.names, language) }));
}
