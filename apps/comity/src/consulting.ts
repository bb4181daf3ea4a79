import {
  consultationToSeal,
  type OpenedConsultation,
  openConsultation,
  putConsultationItem,
  readBeside,
  readConsultation,
  readersAmong,
  type StoredConsultation,
  writersOf,
} from '@comity/client/consulting';
import {
  ConsultationError,
  type ConsultationItem,
  type Founded,
  type Founding,
  type GroupText,
} from '@comity/seal/consulting';
import { sealFor } from './commands/sealing.ts';
import type { Acting } from './commands/setting.ts';
import { CommandError, refusal } from './errors.ts';
import { openAside } from './messages.ts';
import { openerOf } from './opener.ts';

/** Somebody before a consultation, whether or not anything of it opens. */
interface Looked {
  readonly acting: Acting;
  readonly id: string;
  readonly stored: StoredConsultation;
  readonly opened: OpenedConsultation;
}
/** Somebody at work in one, as its first item says that it is. */
export interface Room extends Looked, Founded {}

/**
 * Throws `comity.consultation-closed` where nothing of it could be opened and checked here, `comity.host-differs` where
 * the host says that it is another, or among others, than its first item.
 */
export async function enter(acting: Acting, id: string): Promise<Room> {
  const looked = await look(acting, id);
  const { founded, isAsSigned } = looked.opened;
  if (!founded)
    throw refusal(
      'comity.consultation-closed',
      'Nothing in this consultation could be opened and checked here.',
      'It is sealed to the keys that the contacts of its States had then.',
    );
  if (isAsSigned) return { ...looked, ...founded };
  throw refusal(
    'comity.host-differs',
    `The host says of this consultation what its first item does not: that is a ${founded.what} about ${founded.about} among ${founded.among.join(', ')}.`,
    'Nothing was sealed. Tell these States by another way, and begin a new one.',
  );
}

export async function look(acting: Acting, id: string): Promise<Looked> {
  const opener = await openerOf(acting);
  const stored = await readConsultation(opener.reader, id);
  const opened = await openConsultation((item, earlier) => openAside(opener, item, earlier), id, stored);
  return { acting, id, stored, opened };
}

/** The newest version of what a small group works on. Throws `comity.not-a-group`, `comity.no-version`. */
export function newestIn(room: Room): GroupText {
  assertGroup(room);
  const newest = room.opened.versions.at(-1);
  if (newest) return newest;
  throw refusal('comity.no-version', 'No version of this text could be opened and checked here.');
}

export function assertGroup({ id, what }: Room): void {
  if (what === 'group') return;
  throw refusal(
    'comity.not-a-group',
    `${id} is a sounding: it has words and positions, and no text of its own.`,
    'Begin a text of a small group with: comity consultation group ABOUT --with STATE --file FILE --title …',
  );
}

/**
 * With whom a State sounds: whoever presides, or, where it presides itself, the State that it names. Throws
 * `comity.whom-to-sound-out`, `comity.nobody-presides`, `comity.which-presides`.
 */
export async function partnerIn(acting: Acting, about: string, to: string | undefined): Promise<string> {
  const { presiding } = await readBeside((await acting.session()).connection, about);
  if (presiding.includes(acting.identity.participant)) return to ?? whomToSoundOut();
  if (presiding.length === 0)
    throw refusal(
      'comity.nobody-presides',
      `Nobody presides over ${about} now.`,
      'A small group needs no chair: comity consultation group --help',
    );
  if (to === undefined && presiding.length === 1) return presiding[0]!;
  if (to !== undefined && presiding.includes(to)) return to;
  throw new CommandError(
    'comity.which-presides',
    to === undefined ? `Several preside over ${about}.` : `${to} does not preside over ${about}.`,
    `Say whom you tell with --to: ${presiding.join(', ')}. Nothing was sealed.`,
  );
}

function whomToSoundOut(): never {
  throw new CommandError(
    'comity.whom-to-sound-out',
    'Your State presides here: it sounds out others.',
    'Say whom with --to STATE. Nothing was sealed.',
  );
}

/** The consultation that something is said in, and after what. */
export interface Place {
  readonly founding: Founding;
  /** Contacts that have written there before. */
  readonly writers?: readonly string[];
  readonly previous?: string;
}

export const placeIn = ({ what, about, among, nonce, opened }: Room): Place => ({
  founding: { what, about, among, nonce },
  writers: writersOf(opened),
  ...(opened.last === undefined ? {} : { previous: opened.last }),
});

export interface Written {
  readonly item: ConsultationItem;
  readonly title: string;
  readonly language: string;
}

/** Seals an item to the contacts of these States, each key checked before, and puts it. */
export async function put(acting: Acting, from: string | undefined, written: Written, place: Place) {
  const { founding, writers = [], ...after } = place;
  const { reader, sealed, to } = await sealFor(acting, {
    from,
    to: async (by, own) => {
      const { contacts, unreachable } = await readersAmong(by, founding.among, [own.contact, ...writers]);
      if (unreachable.length > 0) throw cannotBeSealedTo(unreachable);
      return contacts;
    },
    input: (by, own, whom) =>
      inWords(() =>
        consultationToSeal(by, acting.place.trust, own, { ...written, ...after, founding, to: whom }),
      ),
  });
  const { message, received } = await putConsultationItem(reader, sealed, founding);
  return { consultation: sealed.header.thread, message, received, to: to.map(({ contact }) => contact) };
}

const cannotBeSealedTo = (states: readonly string[]) =>
  refusal(
    'comity.cannot-be-sealed-to',
    `No contact with a key stands in the directory for ${states.join(', ')}.`,
    'Nothing was sealed. Ask them to certify a key for a contact (comity directory key CON --request FILE), or speak with them otherwise.',
  );

/** What cannot be written as it is, is told with what to do. */
async function inWords<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ConsultationError)) throw error;
    throw new CommandError('comity.consultation-refused', error.message, 'Nothing was sealed.');
  }
}
