/**
 * What a State writes when it clears a draft among its own people. An item is a sealed message among its contacts, whose
 * text is one of these as canonical JSON; the thread of them adds up to a draft and where it stands. Pure, without
 * openpgp: a page may hold it.
 */
import { canonicalText } from '@comity/log';
import { carriedIn } from './carrying.ts';
import { firstFault, hex64, isText, type Shape } from './formats.ts';
import { LIMITS } from './message.ts';
import type { Opened } from './opened.ts';

/** In characters. What it becomes as JSON has to fit into the text of a message as well. */
export const CLEARANCE_LIMITS = { text: 25_000, comment: 5000, about: 200 } as const;
export const VERDICTS = ['cleared', 'returned'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** `on` is the id of the message with the version of the draft that is meant; paragraphs are counted from 1. */
export type ClearanceItem =
  | { readonly kind: 'draft'; readonly text: string; readonly about?: string }
  | { readonly kind: 'comment'; readonly on: string; readonly paragraph?: number; readonly text: string }
  | { readonly kind: 'verdict'; readonly on: string; readonly verdict: Verdict; readonly text?: string };

const isFirst = (value: unknown) => value === 1;
const isKind = (kind: string) => (value: unknown) => value === kind;
const comment = isText(1, CLEARANCE_LIMITS.comment);
const SHAPES: Readonly<Record<ClearanceItem['kind'], Shape>> = {
  draft: {
    required: { v: isFirst, kind: isKind('draft'), text: isText(1, CLEARANCE_LIMITS.text) },
    optional: { about: isText(1, CLEARANCE_LIMITS.about) },
  },
  comment: {
    required: { v: isFirst, kind: isKind('comment'), on: hex64, text: comment },
    optional: { paragraph: (value) => Number.isSafeInteger(value) && (value as number) > 0 },
  },
  verdict: {
    required: {
      ...{ v: isFirst, kind: isKind('verdict'), on: hex64 },
      verdict: (value) => VERDICTS.includes(value as Verdict),
    },
    optional: { text: comment },
  },
};
/** An item that cannot be written as it is: the field, and why. */
export class ClearanceError extends Error {
  readonly code: 'seal.clearance-malformed' | 'seal.clearance-too-long';
  constructor(code: ClearanceError['code'], message: string) {
    super(message);
    this.name = 'ClearanceError';
    this.code = code;
  }
}

/** The text of the message that carries an item. Throws `ClearanceError`. */
export function itemText(item: ClearanceItem): string {
  const value = { v: 1, ...item };
  const field = firstFault(value, SHAPES[item.kind]);
  if (field === 'text')
    throw new ClearanceError(
      'seal.clearance-too-long',
      `The text is empty, or has more than ${item.kind === 'draft' ? CLEARANCE_LIMITS.text : CLEARANCE_LIMITS.comment} characters.`,
    );
  if (field !== undefined)
    throw new ClearanceError('seal.clearance-malformed', `“${field}” is not as it must be.`);
  const text = canonicalText(value);
  if ([...text].length > LIMITS.text)
    throw new ClearanceError(
      'seal.clearance-too-long',
      `With its line ends the text is too long for one message of ${LIMITS.text} characters.`,
    );
  return text;
}

/** The item in a message that was opened; undefined for one that was not, or that holds something else. */
export const itemIn = (opened: Opened): ClearanceItem | undefined => carriedIn<ClearanceItem>(opened, SHAPES);

/** Who put an item there, and when: the contact that signed; the person is the host's word. */
export interface Author {
  readonly contact: string;
  readonly person: string;
  readonly at: string;
}
export interface Remark extends Author {
  readonly paragraph?: number;
  readonly text: string;
}
export interface Ruling extends Author {
  readonly verdict: Verdict;
  readonly text: string;
}

export interface ParagraphOf {
  readonly text: string;
  readonly isNew: boolean;
}

/** A version of the draft with what was said of it. */
export interface DraftVersion extends Author {
  /** The id of its message: what comments and verdicts name. */
  readonly id: string;
  /** Counted from 1. */
  readonly number: number;
  readonly title: string;
  readonly about?: string;
  readonly language: string;
  readonly text: string;
  /** Each with whether the version before had it, word for word. */
  readonly paragraphs: readonly ParagraphOf[];
  readonly remarks: readonly Remark[];
  readonly rulings: readonly Ruling[];
}

export interface Clearing {
  readonly versions: readonly DraftVersion[];
  /** By the last verdict on the newest version; `open` where there is none. */
  readonly standing: Verdict | 'open';
  /** Items that this reader cannot open, that hold something else, or name a version that is not here. */
  readonly unread: number;
}

/** An item of a thread as it was opened. */
export interface OpenedItem {
  readonly opened: Opened;
  readonly person: string;
}

/** What the items of a thread, in their order, add up to. */
export function clearingOf(items: readonly OpenedItem[]): Clearing {
  const versions: Mutable[] = [];
  let unread = 0;
  for (const { opened, person } of items) {
    const item = itemIn(opened);
    if (opened.kind !== 'bound' || !item || !enter(versions, item, { opened, person })) unread++;
  }
  const standing = versions.at(-1)?.rulings.at(-1)?.verdict ?? 'open';
  return { versions, standing, unread };
}

type Mutable = DraftVersion & { readonly remarks: Remark[]; readonly rulings: Ruling[] };

/** False where the item names a version that is not here. */
function enter(
  versions: Mutable[],
  item: ClearanceItem,
  { opened, person }: { opened: Extract<Opened, { kind: 'bound' }>; person: string },
): boolean {
  const { payload, messageId, signer } = opened;
  const author = { contact: signer.contact, person, at: payload.at };
  if (item.kind === 'draft') {
    const { subject: title, language } = payload;
    const paragraphs = markNew(item.text, versions.at(-1)?.text ?? item.text);
    const { text, about } = item;
    versions.push({
      ...{ ...author, id: messageId, number: versions.length + 1, title, language, text, paragraphs },
      ...(about === undefined ? {} : { about }),
      ...{ remarks: [], rulings: [] },
    });
    return true;
  }
  const on = versions.find(({ id }) => id === item.on);
  if (!on) return false;
  if (item.kind === 'verdict') on.rulings.push({ ...author, verdict: item.verdict, text: item.text ?? '' });
  else {
    const { paragraph, text } = item;
    on.remarks.push({ ...author, text, ...(paragraph === undefined ? {} : { paragraph }) });
  }
  return true;
}

/** Paragraphs are what empty lines part. */
export const paragraphsIn = (text: string): string[] =>
  text
    .split(/\n\s*\n/)
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** Each paragraph with whether the text before had it, word for word. */
export function markNew(text: string, before: string): ParagraphOf[] {
  const known = new Set(paragraphsIn(before));
  return paragraphsIn(text).map((one) => ({ text: one, isNew: !known.has(one) }));
}
