import {
  type Act,
  type AnyAct,
  type Contact,
  listAfter,
  listOwner,
  type ParticipantActor,
  type SealingKey,
} from '@comity/acts';
import { type Case, type Obstacle, refused } from './case.ts';

export function directoryObstacle(c: Case): Obstacle {
  const { act, state } = c;
  if (act.type === 'directory.recovery-certified' || act.type === 'directory.recovery-withdrawn')
    return recoveryObstacle(c, act) ?? listObstacle(c);
  const owner = listOwner(act);
  const { contact } = act.data as { contact: string };
  const here = state.directory.get(owner)?.contacts.get(contact);
  return (
    contactObstacle(c, owner, contact, here) ??
    baseObstacle(act, here) ??
    ownAuthority(act, here) ??
    rosterObstacle(c, owner) ??
    keyObstacle(c, here) ??
    listObstacle(c)
  );
}

/** A contact is entered once, in the list of one State; everything else concerns one that stands there. */
function contactObstacle(
  { act, state }: Case,
  owner: string,
  contact: string,
  here: Contact | undefined,
): Obstacle {
  const isNew = act.type === 'directory.contact-nominated' || act.type === 'directory.contact-recorded';
  if (!isNew) {
    if (here && (here.signed || act.type === 'directory.contact-removed')) return undefined;
    return refused(
      'directory.known-contact',
      here
        ? 'The State has not signed this contact yet.'
        : 'There is no such contact on the list of this State.',
      'The State nominates the contact first.',
    );
  }
  if (act.type === 'directory.contact-recorded') {
    const kind = state.participants.get(owner)?.kind;
    if (!kind || kind === 'secretariat' || here?.signed) {
      return refused(
        'directory.note-recorded',
        here ? 'The State has signed this contact itself.' : 'There is no such State.',
        'The note concerns a contact that a State has not signed yet.',
      );
    }
  }
  const free = !state.contacts.has(contact) || (here !== undefined && !here.signed);
  return free
    ? undefined
    : refused('directory.contact-once', 'There was a contact with this id.', 'A new id is made.');
}

function baseObstacle(act: AnyAct, here: Contact | undefined): Obstacle {
  const depends = act.type === 'directory.contact-amended' || act.base !== undefined;
  if (!depends || act.base === here?.version) return undefined;
  return refused(
    'directory.base-current',
    'The entry has changed since.',
    `The change is made again on version ${here?.version}.`,
  );
}

/** Never by the contact itself: who stands on the roster does not sign for it. The root may always. */
function ownAuthority(act: AnyAct, here: Contact | undefined): Obstacle {
  const { person } = act.actor as ParticipantActor;
  const { roster } = act.data as { roster?: readonly string[] };
  if (!person || !(here?.roster.includes(person) || roster?.includes(person))) return undefined;
  return refused(
    'directory.own-authority',
    'Whoever signs stands on the roster of this contact.',
    "Another person with the authority “directory”, or the State's root, signs.",
  );
}

function rosterObstacle({ act, state }: Case, owner: string): Obstacle {
  const { roster } = act.data as { roster?: readonly string[] };
  const people = state.seats.get(owner)?.people;
  if (!roster || roster.every((p) => people?.has(p) && !people.get(p)!.removed)) return undefined;
  return refused(
    'directory.roster-own-people',
    'The roster names somebody who is not a current person of this State.',
    'Everyone on the roster is a current person of the State.',
  );
}

function keyObstacle(c: Case, here: Contact | undefined): Obstacle {
  const { act } = c;
  if (act.type === 'directory.key-withdrawn') return withdrawalObstacle(act.data.key, here?.key);
  return act.type === 'directory.key-certified' ? certificationObstacle(c, act) : undefined;
}

/** A State's recovery key: its root certifies it, who holds its authority for the directory may withdraw it. */
function recoveryObstacle(
  c: Case,
  act: Act<'directory.recovery-certified'> | Act<'directory.recovery-withdrawn'>,
): Obstacle {
  if (act.type === 'directory.recovery-certified') return certificationObstacle(c, act);
  return withdrawalObstacle(act.data.key, c.state.directory.get(listOwner(act))?.recovery);
}

const withdrawalObstacle = (named: string, held: SealingKey | undefined): Obstacle =>
  held?.key.blob.sha256 === named
    ? undefined
    : refused(
        'directory.key-current',
        'This is not the key that is certified.',
        'The act names the current key.',
      );

type Certification = Act<'directory.key-certified'> | Act<'directory.recovery-certified'>;

function certificationObstacle({ state, received }: Case, act: Certification): Obstacle {
  const { key, expires } = act.data;
  if (expires && Date.parse(expires) <= received) {
    return refused(
      'directory.key-current',
      'The key has expired already.',
      'A key is certified that is still valid.',
    );
  }
  if (state.compromised.has(key.fingerprint)) {
    return refused(
      'directory.key-current',
      'This key was withdrawn as compromised.',
      'A new key is made and certified.',
    );
  }
  return keyIsTaken(state, act)
    ? refused(
        'directory.key-current',
        'This key belongs to another contact, or is a recovery key.',
        'Each contact has a key of its own, and so has recovery.',
      )
    : undefined;
}

/** One key, one purpose: what one contact can open no other can, and recovery is never somebody's daily key. */
function keyIsTaken(state: Case['state'], act: Certification): boolean {
  const { fingerprint } = act.data.key;
  const of = listOwner(act);
  const own = act.type === 'directory.key-certified' ? act.data.contact : undefined;
  for (const [participant, list] of state.directory) {
    for (const other of list.contacts.values())
      if (other.key?.key.fingerprint === fingerprint && other.contact !== own) return true;
    const isItself = own === undefined && participant === of;
    if (list.recovery?.key.fingerprint === fingerprint && !isItself) return true;
  }
  return false;
}

function listObstacle({ act, state, id }: Case): Obstacle {
  const { list } = act.data as { list: { seq: number; previous?: string; manifest: string } };
  const after = listAfter(state, act, id);
  if (list.seq === after.seq && list.previous === after.previous && list.manifest === after.manifest)
    return undefined;
  return refused(
    'directory.list-continues',
    'The act does not continue the list as it stands.',
    `It carries number ${after.seq}, previous ${after.previous ?? 'absent'} and manifest ${after.manifest}.`,
  );
}
