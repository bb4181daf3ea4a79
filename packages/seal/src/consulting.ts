/**
 * What States write in informal consultations, off the record: a State to whoever presides, or a small group about a
 * text. An item is a sealed message among their contacts, whose text is one of these as canonical JSON; the thread of
 * them adds up to versions of a text, what was said of them, and where each State stands. Pure, without openpgp: a page
 * may hold it.
 */
import { canonicalText, sha256, toBase64url, utf8 } from '@comity/log';
import { carriedIn, statesIn } from './carrying.ts';
import { markNew, type ParagraphOf } from './clearing.ts';
import { firstFault, hex64, isList, isText, participantId, type Shape, type Test } from './formats.ts';
import { LIMITS } from './message.ts';
import type { Opened } from './opened.ts';

/** In characters. What it becomes as JSON has to fit into the text of a message as well. */
export const CONSULTATION_LIMITS = { text: 25_000, words: 5000, place: 40, states: 20 } as const;
/** The words of positions on the record, said off it: nothing of a sounding binds anybody. */
export const SOUNDED_POSITIONS = [
  'support',
  'can-live-with',
  'reserve',
  'instructions-pending',
  'object',
] as const;
export type SoundedPosition = (typeof SOUNDED_POSITIONS)[number];

/**
 * `on` is the id of the message with the version that is meant; without one it is about what lies on the table. `place`
 * is the paragraph, as people call it.
 */
export type ConsultationItem =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'words'; readonly on?: string; readonly place?: string; readonly text: string }
  | {
      readonly kind: 'position';
      readonly on?: string;
      readonly place?: string;
      readonly position: SoundedPosition;
      readonly text?: string;
    };

/**
 * What a consultation is, the text or the procedure that it is beside, and which States have part in it, sorted: signed
 * with every item of it. With a nonce, its id follows from that: whoever opens one item knows by itself whether it belongs.
 */
export interface Founding {
  readonly what: 'sounding' | 'group';
  readonly about: string;
  readonly among: readonly string[];
  readonly nonce: string;
}

/** The id of a consultation of a body: `thr_` and half of a hash, base64url. */
export const consultationIdOf = (body: string, { what, about, among, nonce }: Founding): string =>
  `thr_${toBase64url(sha256(utf8(canonicalText(['consultation', body, what, about, [...among], nonce]))).slice(0, 16))}`;

const is =
  (wanted: unknown): Test =>
  (value) =>
    value === wanted;
const about: Test = (value) => typeof value === 'string' && /^(?:doc|pro)_[A-Za-z0-9_-]{22}$/.test(value);
const what: Test = (value) => value === 'sounding' || value === 'group';
const nonce: Test = (value) => typeof value === 'string' && /^[A-Za-z0-9_-]{22}$/.test(value);
const among = isList(CONSULTATION_LIMITS.states, participantId);
/** What every item says, whatever it is. */
const all = (kind: string) => ({ v: is(1), kind: is(kind), what, about, among, nonce });
const words = isText(1, CONSULTATION_LIMITS.words);
const oneLine = isText(1, CONSULTATION_LIMITS.place);
/** Shown as one thing only: no sign that hides or turns others, but the two that scripts need. */
const HIDDEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
const place: Test = (value) =>
  oneLine(value) && !HIDDEN.test(value as string) && (value as string).normalize('NFC').trim() === value;
const SHAPES: Readonly<Record<ConsultationItem['kind'], Shape>> = {
  text: { required: { ...all('text'), text: isText(1, CONSULTATION_LIMITS.text) } },
  words: { required: { ...all('words'), text: words }, optional: { on: hex64, place } },
  position: {
    required: {
      ...all('position'),
      position: (value) => SOUNDED_POSITIONS.includes(value as SoundedPosition),
    },
    optional: { on: hex64, place, text: words },
  },
};

/** The name of a paragraph as it was typed, in its one spelling: without what cannot be seen. Undefined where none is left. */
export function placeOf(typed: string): string | undefined {
  const seen = typed.normalize('NFC').replaceAll(new RegExp(HIDDEN, 'gu'), '').trim();
  return seen === '' ? undefined : seen;
}

/** An item that cannot be written as it is: the field, and why. */
export class ConsultationError extends Error {
  readonly code = 'seal.consultation-malformed';
  readonly field: string;
  constructor(field: string, message: string) {
    super(message);
    this.name = 'ConsultationError';
    this.field = field;
  }
}

/** The text of the message that carries an item. Throws `ConsultationError`. */
export function consultationText(item: ConsultationItem, { what, about, among, nonce }: Founding): string {
  const value = { v: 1, what, about, among: [...among], nonce, ...item };
  const field = firstFault(value, SHAPES[item.kind]);
  if (field !== undefined) {
    const most = field === 'place' ? 'place' : item.kind === 'text' ? 'text' : 'words';
    const long = `is empty, or has more than ${CONSULTATION_LIMITS[most]} characters`;
    const why = field === 'text' || field === 'place' ? long : 'is not as it must be';
    throw new ConsultationError(field, `“${field}” ${why}.`);
  }
  const text = canonicalText(value);
  if ([...text].length > LIMITS.text)
    throw new ConsultationError(
      'text',
      `With its line ends the text is too long for one message of ${LIMITS.text} characters.`,
    );
  return text;
}

/** The item in a message that was opened; undefined for one that was not, or that holds something else. */
export const consultationItemIn = (opened: Opened): (ConsultationItem & Founding) | undefined =>
  carriedIn<ConsultationItem & Founding>(opened, SHAPES);

/** Who put an item there, and when: the contact that signed; the person is the word of the host. */
interface Author {
  readonly participant: string;
  readonly contact: string;
  readonly person: string;
  readonly at: string;
}
/** What was said: words, a position, or both. */
export interface Said extends Author {
  /** The id of its message. */
  readonly id: string;
  readonly on?: string;
  readonly place?: string;
  readonly position?: SoundedPosition;
  readonly text: string;
}
/** A version of what a small group works on. */
export interface GroupText extends Author {
  /** The id of its message: what is said of it names that. */
  readonly id: string;
  /** Counted from 1. */
  readonly number: number;
  readonly language: string;
  readonly text: string;
  readonly paragraphs: readonly ParagraphOf[];
}

/** What items say of the consultation that they belong to, under the title of the first: signed, whatever the host says. */
export interface Founded extends Founding {
  readonly title: string;
  readonly language: string;
}

export interface Consultation {
  /** Undefined where nothing can be opened. */
  readonly founded?: Founded;
  readonly versions: readonly GroupText[];
  /** In the order of the times that were signed with it. */
  readonly said: readonly Said[];
  /** The last word of each State on each paragraph, and on the whole: what it said before does not stand any more. */
  readonly standing: readonly Said[];
  /** Items that cannot be opened here, that belong elsewhere or name what is not here, and those that others follow and that the host did not give. */
  readonly unread: number;
}

/** An item of a thread as it was opened. */
interface OpenedItem {
  readonly opened: Opened;
  readonly person: string;
}

/**
 * What the items that a host gives for a consultation add up to, in whatever order and however often it gives them. Only
 * those count that were signed for it and sealed to exactly its States.
 */
export function consultationOf(id: string, items: readonly OpenedItem[]): Consultation {
  const own = new Map<string, Belonging>();
  let unread = 0;
  for (const { opened, person } of items) {
    const item = belonging(id, opened);
    if (!item) unread++;
    else if (!own.has(item.opened.messageId)) own.set(item.opened.messageId, { ...item, person });
  }
  const inOrder = [...own.values()].sort(
    (a, b) => Date.parse(a.opened.payload.at) - Date.parse(b.opened.payload.at),
  );
  const versions: GroupText[] = [];
  const said: Said[] = [];
  for (const { opened, item, person } of inOrder) {
    const { payload, messageId, signer } = opened;
    const { language, at } = payload;
    const author = { participant: signer.participant, contact: signer.contact, person, at, id: messageId };
    if (item.kind === 'text') {
      const { text } = item;
      const paragraphs = markNew(text, versions.at(-1)?.text ?? text);
      versions.push({ ...author, number: versions.length + 1, language, text, paragraphs });
    } else if (item.on === undefined || versions.some((v) => v.id === item.on))
      said.push(saidBy(author, item));
    else unread++;
  }
  const founded = inOrder[0] && foundedBy(inOrder[0]);
  return {
    ...(founded ? { founded } : {}),
    ...{ versions, said, standing: standingIn(said), unread: unread + followed(inOrder, own) },
  };
}

type Bound = Extract<Opened, { kind: 'bound' }>;
interface Belonging {
  readonly opened: Bound;
  readonly item: ConsultationItem & Founding;
  readonly person: string;
}

/** An item that was signed for this consultation and sealed to its States. */
function belonging(id: string, opened: Opened): Omit<Belonging, 'person'> | undefined {
  const item = consultationItemIn(opened);
  if (opened.kind !== 'bound' || !item) return undefined;
  const { thread, body } = opened.payload;
  const isOfIt = thread === id && consultationIdOf(body, item) === id;
  const isSealedToAll = statesIn(opened).join() === item.among.join();
  const isPossible = item.kind !== 'text' || item.what === 'group';
  return isOfIt && isSealedToAll && isPossible ? { opened, item } : undefined;
}

function saidBy(author: Omit<Said, 'text'>, item: Exclude<ConsultationItem, { kind: 'text' }>): Said {
  const { on, place, text = '' } = item;
  return {
    ...author,
    ...(on === undefined ? {} : { on }),
    ...(place === undefined ? {} : { place }),
    ...(item.kind === 'position' ? { position: item.position } : {}),
    text,
  };
}

const foundedBy = ({ opened, item }: Belonging): Founded => {
  const { subject: title, language } = opened.payload;
  const { what, about, among, nonce } = item;
  return { what, about, among, nonce, title, language };
};

/** How many items others follow that are not here. */
const followed = (items: readonly Belonging[], own: ReadonlyMap<string, unknown>): number =>
  new Set(
    items.flatMap(({ opened: { payload } }) =>
      payload.previous !== undefined && !own.has(payload.previous) ? [payload.previous] : [],
    ),
  ).size;

function standingIn(said: readonly Said[]): Said[] {
  const last = new Map<string, Said>();
  for (const one of said) {
    if (one.position === undefined) continue;
    const key = JSON.stringify([one.participant, one.on, one.place]);
    // What was said last comes last.
    last.delete(key);
    last.set(key, one);
  }
  return [...last.values()];
}
