/**
 * What States write in informal consultations, off the record: a State to whoever presides, or a small group about a
 * text. An item is a sealed message among their contacts, whose text is one of these as canonical JSON; the thread of
 * them adds up to versions of a text, what was said of them, and where each State stands. Pure, without openpgp: a page
 * may hold it.
 */
import { canonicalText } from '@comity/log';
import { carriedIn, statesIn } from './carrying.ts';
import { markNew, type ParagraphOf } from './clearing.ts';
import { firstFault, hex64, isText, type Shape, type Test } from './formats.ts';
import { LIMITS } from './message.ts';
import type { Opened } from './opened.ts';

/** In characters. What it becomes as JSON has to fit into the text of a message as well. */
export const CONSULTATION_LIMITS = { text: 25_000, words: 5000, place: 40 } as const;
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

/** What a consultation is, and the text or the procedure that it is beside: signed with every item of it. */
export interface Beside {
  readonly what: 'sounding' | 'group';
  readonly about: string;
}

const is =
  (wanted: unknown): Test =>
  (value) =>
    value === wanted;
const about: Test = (value) => typeof value === 'string' && /^(?:doc|pro)_[A-Za-z0-9_-]{22}$/.test(value);
const what: Test = (value) => value === 'sounding' || value === 'group';
/** What every item says, whatever it is. */
const all = (kind: string) => ({ v: is(1), kind: is(kind), what, about });
const words = isText(1, CONSULTATION_LIMITS.words);
const oneLine = isText(1, CONSULTATION_LIMITS.place);
const place: Test = (value) => oneLine(value) && !/\p{Cc}/u.test(value as string);
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
export function consultationText(item: ConsultationItem, { what, about }: Beside): string {
  const value = { v: 1, what, about, ...item };
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
export const consultationItemIn = (opened: Opened): (ConsultationItem & Beside) | undefined =>
  carriedIn<ConsultationItem & Beside>(opened, SHAPES);

/** Who put an item there, and when: the contact that signed; the person is the word of the host. */
interface Author {
  readonly participant: string;
  readonly contact: string;
  readonly person: string;
  readonly at: string;
}
/** What was said: words, a position, or both. */
export interface Said extends Author {
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

/** What the first item that opens says of the consultation: its writer signed that, and the host cannot change it. */
export interface Founded extends Beside {
  readonly title: string;
  readonly language: string;
  /** The States that it was sealed to, its writer's among them: sorted. */
  readonly among: readonly string[];
}

export interface Consultation {
  /** Undefined where nothing can be opened. */
  readonly founded?: Founded;
  readonly versions: readonly GroupText[];
  /** In the order in which it came. */
  readonly said: readonly Said[];
  /** The last word of each State on each paragraph, and on the whole: what it said before does not stand any more. */
  readonly standing: readonly Said[];
  /** Items that this reader cannot open, that belong elsewhere, or name a version that is not here. */
  readonly unread: number;
}

/** An item of a thread as it was opened. */
interface OpenedItem {
  readonly opened: Opened;
  readonly person: string;
}

/** What the items of a thread, in their order, add up to. */
export function consultationOf(items: readonly OpenedItem[]): Consultation {
  const versions: GroupText[] = [];
  const said: Said[] = [];
  let unread = 0;
  let founded: Founded | undefined;
  for (const { opened, person } of items) {
    const item = consultationItemIn(opened);
    if (opened.kind === 'bound' && item) founded ??= foundedBy(opened, item);
    if (opened.kind !== 'bound' || !item || !founded || !belongs(opened, item, founded, versions)) {
      unread++;
      continue;
    }
    const { payload, messageId, signer } = opened;
    const { language, at } = payload;
    const author = { participant: signer.participant, contact: signer.contact, person, at };
    if (item.kind !== 'text') {
      const { kind: _, what: __, about: ___, text = '', ...rest } = item;
      said.push({ ...author, ...rest, text });
      continue;
    }
    const { text } = item;
    const paragraphs = markNew(text, versions.at(-1)?.text ?? text);
    versions.push({ ...author, id: messageId, number: versions.length + 1, language, text, paragraphs });
  }
  return { ...(founded ? { founded } : {}), versions, said, standing: standingIn(said), unread };
}

type Bound = Extract<Opened, { kind: 'bound' }>;

const foundedBy = (opened: Bound, { what, about }: Beside): Founded => {
  const { subject: title, language } = opened.payload;
  return { what, about, title, language, among: statesIn(opened) };
};

/** An item of another consultation, of a State that has no part in this one, or about a version that is not here does not. */
function belongs(
  opened: Bound,
  item: ConsultationItem & Beside,
  { what, about, among }: Founded,
  versions: readonly GroupText[],
): boolean {
  if (item.what !== what || item.about !== about || !statesIn(opened).every((one) => among.includes(one)))
    return false;
  if (item.kind === 'text') return what === 'group';
  return item.on === undefined || versions.some(({ id }) => id === item.on);
}

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
