import { type Fields, readManifest } from '@comity/acts';
import { utf8 } from '@comity/log';
import { get, type House, type Participant } from '#lib/server/about.ts';
import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import { nameIn, sortedByName } from '#lib/words/names.ts';
import { ownHouse, ruleTitles, signedIn } from '../state/own.ts';

type Fetch = typeof globalThis.fetch;

/** What every page needs on which somebody acts on the own State's list of contacts. */
export async function actingOnList(fetch: Fetch, locals: App.Locals) {
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  const t = wordsIn(language);
  const [house, { participants }, rules] = await Promise.all([
    ownHouse(fetch, me.participant),
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
    ruleTitles(fetch, language, ['directory.own-authority', 'directory.base-current']),
  ]);
  const others = participants.filter((p) => p.id !== me.participant);
  return {
    shipped: messagesFor(language, ['contact.', 'field.', 'dialog.', 'seen.', 'house.']),
    trust: { body: about.body, key: about.key },
    rules,
    participant: me.participant,
    me: me.person,
    people: currentPeople(house),
    states: sortedByName(others, language).map((p) => ({ id: p.id, name: nameIn(p.names, language) })),
    classes: (['technical', 'diplomatic'] as const).map((id) => ({ id, name: t(`directory.class.${id}`) })),
  };
}

const currentPeople = (house: House) =>
  house.people.filter((p) => !p.removed).map((p) => ({ id: p.person, name: p.name ?? p.person }));

/** The fields of a contact as its State's list has them: commitments, and who may read what. */
export async function listedFields(fetch: Fetch, participant: string, contact: string): Promise<Fields> {
  const { bytes } = (await get<'/api/directory/lists/{participant}'>(
    fetch,
    `/api/directory/lists/${participant}`,
  )) as {
    bytes?: string;
  };
  return (bytes && readManifest(utf8(bytes)).list.contacts.get(contact)?.fields) || {};
}
