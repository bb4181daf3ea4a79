import { type BodyState, idOfKey } from '@comity/acts';

/** What stands in the name of a State: for people to compare with what they know, before the watch begins. */
export function standsOf(state: BodyState, participant: string) {
  const seat = state.seats.get(participant);
  const people = [...(seat?.people.values() ?? [])].filter(({ removed }) => !removed);
  const contacts = [...(state.directory.get(participant)?.contacts.values() ?? [])];
  return {
    participant,
    ...(seat?.root ? { root: seat.root.keyId } : {}),
    administrators: [...(seat?.administrators ?? [])],
    threshold: seat?.threshold ?? 1,
    people: people.map(({ person, keys, authorities }) => ({
      person,
      authorities: [...authorities].sort(),
      keys: [...keys].filter((key) => !state.keys.get(key)?.ended),
    })),
    contacts: contacts.map(({ contact, key }) => ({
      contact,
      ...(key ? { fingerprint: key.key.fingerprint, key: idOfKey(key.key) } : {}),
    })),
    notices: [...(seat?.notices ?? [])].map(([of, { act, expires }]) => ({ of, act, expires })),
  };
}
