import type { BodyState, Seat } from '@comity/acts';
import { canonicalText, sha256HexOfText } from '@comity/log';

const byName = <T>(map: ReadonlyMap<string, T>, summary: (value: T) => unknown) =>
  Object.fromEntries([...map].map(([name, value]) => [name, summary(value)]));
const sorted = (names: Iterable<string>) => [...names].sort();

const seatSummary = (seat: Seat) => ({
  invitation: seat.invitation,
  root: seat.root && { key: seat.root.keyId, act: seat.root.act },
  administrators: seat.administrators,
  threshold: seat.threshold,
  people: byName(seat.people, (person) => ({
    name: person.name,
    keys: sorted(person.keys),
    authorities: sorted(person.authorities),
    removed: person.removed,
  })),
  // Absent where none stands: outcomes of records without notices stay as they were.
  notices: seat.notices.size > 0 ? byName(seat.notices, (notice) => notice) : undefined,
  pending: byName(seat.pending, ({ since, confirmedBy }) => ({ since, confirmedBy: sorted(confirmedBy) })),
});

/**
 * What a record adds up to, as one digest (64 hex digits): seats, keys, lists of the directory, confirmations.
 * Two verifiers of the same log get the same one, whatever each may open.
 */
export const outcomeOf = (state: BodyState): string =>
  sha256HexOfText(
    canonicalText({
      v: 1,
      body: state.id,
      seats: byName(state.seats, seatSummary),
      keys: byName(state.keys, ({ participant, person, ended }) => ({ participant, person, ended })),
      directory: byName(state.directory, ({ seq, previous, manifest }) => ({ seq, previous, manifest })),
      contacts: byName(state.contacts, (participant) => participant),
      confirmations: sorted(state.confirmedBy),
      // Absent where the first host is the only one: outcomes of such records stay as they were.
      hosts:
        state.hosts.length > 1
          ? state.hosts.map(({ key, ...term }) => ({ ...term, key: key.key }))
          : undefined,
    }),
  );
