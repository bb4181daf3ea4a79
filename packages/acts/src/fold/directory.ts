import type { AnyAct, ParticipantActor } from '../envelope.ts';
import type { HybridKey } from '../key.ts';
import { manifestHash } from '../manifest.ts';
import { type BodyState, type Contact, type DirectoryList, emptyList, type SealingKey } from '../state.ts';

/** Whose list an act of the directory changes. */
export const listOwner = (act: AnyAct): string =>
  act.type === 'directory.contact-recorded'
    ? act.data.participant
    : (act.actor as ParticipantActor).participant;

/** The list of a State after an act, with the manifest of the result. The given state stays as it was. */
export function listAfter(
  state: Pick<BodyState, 'id' | 'directory'>,
  act: AnyAct,
  id: string,
): DirectoryList {
  const before = state.directory.get(listOwner(act));
  if (last?.act === act && last.before === before && last.id === id && last.body === state.id)
    return last.after;
  const after = continued(state.id, before ?? emptyList(), act, id);
  last = { body: state.id, before, act, id, after };
  return after;
}

/** The rules ask for the same list as the fold right after them. Acts and lists are replaced, never changed. */
let last:
  | { body: string; before: DirectoryList | undefined; act: AnyAct; id: string; after: DirectoryList }
  | undefined;

function continued(body: string, before: DirectoryList, act: AnyAct, id: string): DirectoryList {
  const after: DirectoryList = {
    seq: before.seq + 1,
    ...(before.manifest ? { previous: before.manifest } : {}),
    ...(before.recovery ? { recovery: before.recovery } : {}),
    contacts: new Map(before.contacts),
  };
  change(after, act, id);
  after.manifest = manifestHash(body, listOwner(act), after);
  return after;
}

function change(list: DirectoryList, act: AnyAct, id: string): void {
  const { contacts } = list;
  switch (act.type) {
    case 'directory.contact-nominated': {
      const { list: _, ...described } = act.data;
      contacts.set(act.data.contact, { ...described, signed: true, version: id, since: id });
      return;
    }
    case 'directory.contact-recorded': {
      const { list: _, participant: __, ...described } = act.data;
      contacts.set(act.data.contact, { ...described, roster: [], signed: false, version: id, since: id });
      return;
    }
    case 'directory.contact-amended': {
      const { list: _, ...described } = act.data;
      contacts.set(act.data.contact, { ...contacts.get(act.data.contact)!, ...described, version: id });
      return;
    }
    case 'directory.contact-removed':
      contacts.delete(act.data.contact);
      return;
    case 'directory.key-certified': {
      const { contact } = act.data;
      contacts.set(contact, { ...contacts.get(contact)!, key: sealingKey(act.data, id), version: id });
      return;
    }
    case 'directory.key-withdrawn': {
      const { key: _, ...without } = contacts.get(act.data.contact)!;
      contacts.set(act.data.contact, { ...without, version: id });
      return;
    }
    case 'directory.recovery-certified':
      list.recovery = sealingKey(act.data, id);
      return;
    case 'directory.recovery-withdrawn':
      delete list.recovery;
  }
}

const sealingKey = (
  {
    key,
    hybrid,
    expires,
  }: Pick<SealingKey, 'key'> & {
    readonly hybrid?: HybridKey | undefined;
    readonly expires?: string | undefined;
  },
  since: string,
): SealingKey => ({ key, since, ...(hybrid ? { hybrid } : {}), ...(expires ? { expires } : {}) });

/** Folds an act of the directory into the state. It was allowed before. */
export function foldDirectory(state: BodyState, act: AnyAct, id: string): void {
  const owner = listOwner(act);
  const before = state.directory.get(owner);
  const gone = withdrawnAsCompromised(before, act);
  if (gone) state.compromised.add(gone.key.fingerprint);
  const after = listAfter(state, act, id);
  state.directory.set(owner, after);
  for (const contact of after.contacts.keys()) state.contacts.set(contact, owner);
}

function withdrawnAsCompromised(list: DirectoryList | undefined, act: AnyAct): SealingKey | undefined {
  const withdraws = act.type === 'directory.key-withdrawn' || act.type === 'directory.recovery-withdrawn';
  if (!withdraws || act.data.reason !== 'compromised') return undefined;
  return act.type === 'directory.key-withdrawn' ? list?.contacts.get(act.data.contact)?.key : list?.recovery;
}

/** The people of the roster who are still people of the State. A removed person leaves every roster. */
export const onDuty = (state: BodyState, participant: string, contact: Contact): string[] =>
  contact.roster.filter((p) => {
    const person = state.seats.get(participant)?.people.get(p);
    return person !== undefined && !person.removed;
  });

/** A contact with its State, wherever it stands. */
export function findContact(
  state: BodyState,
  contact: string,
): { participant: string; contact: Contact } | undefined {
  const participant = state.contacts.get(contact);
  const found = participant && state.directory.get(participant)?.contacts.get(contact);
  return participant && found ? { participant, contact: found } : undefined;
}

/** Whether the contact's key may be sealed to at this instant (milliseconds). */
export const hasCurrentKey = (contact: Contact, now: number): boolean => isCurrent(contact.key, now);

const isCurrent = (held: SealingKey | undefined, now: number): held is SealingKey =>
  held !== undefined && (held.expires === undefined || Date.parse(held.expires) > now);

/** The recovery key of a State that messages are sealed to at this instant, besides those of its contacts. */
export function findRecovery(state: BodyState, participant: string, now: number): SealingKey | undefined {
  const held = state.directory.get(participant)?.recovery;
  return isCurrent(held, now) ? held : undefined;
}
