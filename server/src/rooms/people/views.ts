import {
  type BodyState,
  idOfKey,
  type Notice,
  noticeTime,
  onDuty,
  type Participant,
  type Person,
  type Seat,
} from '@comity/acts';
import type { z } from 'zod';
import type { Reader } from './rules.ts';
import type { house, me, participant, person } from './schema.ts';

/** What the record says of participants and their houses, as shown. */
export function viewParticipant(state: BodyState, p: Participant): z.infer<typeof participant> {
  const seat = state.seats.get(p.id);
  return {
    id: p.id,
    kind: p.kind,
    names: p.names,
    seated: seat?.root !== undefined,
    ...(seat?.root ? { root: seat.root.keyId } : {}),
    administrators: seat?.administrators.length ?? 0,
    threshold: seat?.threshold ?? 1,
    confirmed: state.confirmedBy.has(p.id),
  };
}

/** `names` are the names of persons that this reader may see, by person. */
export function viewHouse(
  state: BodyState,
  p: Participant,
  names: ReadonlyMap<string, string>,
): z.infer<typeof house> {
  const seat = state.seats.get(p.id);
  const invited = seat?.invitation;
  return {
    ...viewParticipant(state, p),
    ...(invited ? { invitation: { expires: invited.expires } } : {}),
    people: [...(seat?.people.values() ?? [])].map((x) => viewPerson(state, seat!, x, names.get(x.person))),
    pending: [...(seat?.pending ?? [])].map(([act, pending]) => ({
      act,
      type: pending.act.type,
      since: new Date(pending.since).toISOString(),
      confirmedBy: [...pending.confirmedBy],
    })),
    notices: [...(seat?.notices ?? [])].map(([of, notice]) => viewNotice(state, of, notice)),
  };
}

const viewNotice = (state: BodyState, of: string, { act, since, expires }: Notice) => ({
  ...{ act, of, expires },
  since: new Date(since).toISOString(),
  from: new Date(
    since + noticeTime(state.rules, of === 'root' ? 'root' : 'administrator') * 1000,
  ).toISOString(),
});

function viewPerson(
  state: BodyState,
  seat: Seat,
  p: Person,
  name: string | undefined,
): z.infer<typeof person> {
  const keys = [...p.keys].map((id) => state.keys.get(id)!).filter((k) => !k.ended);
  return {
    person: p.person,
    ...(name === undefined ? {} : { name }),
    administrator: seat.administrators.includes(p.person),
    authorities: [...p.authorities].sort(),
    keys: keys.map(({ key }) => ({
      key: idOfKey(key),
      alg: key.alg,
      passkey: key.alg !== 'openpgp' && key.passkey === true,
      ...(key.alg === 'openpgp' ? {} : { publicKey: key.key }),
    })),
    removed: p.removed === true,
  };
}

export function viewMe(state: BodyState, reader: Reader): z.infer<typeof me> {
  const seat = state.seats.get(reader.participant);
  const self = reader.person;
  const contacts = [...(state.directory.get(reader.participant)?.contacts.values() ?? [])];
  return {
    participant: reader.participant,
    ...(self ? { person: self } : {}),
    administrator: self ? (seat?.administrators.includes(self) ?? false) : true,
    authorities: self ? [...(seat?.people.get(self)?.authorities ?? [])].sort() : [],
    contacts: contacts
      .filter((c) => self && onDuty(state, reader.participant, c).includes(self))
      .map((c) => c.contact),
  };
}
