import type en from '../../../../../locales/en.json';
import { pluralOf, sayNumber } from './times.ts';

/** The labels of the interface: keys are those of the English catalogue. */
export type MessageKey = keyof typeof en;
/** Messages as a catalogue has them: in ICU MessageFormat. */
export type Catalogue = Readonly<Partial<Record<MessageKey, string>>>;
/** Messages as pages take them: `compile` made them of the texts, so that no page has to read ICU. */
export type Messages = Readonly<Partial<Record<MessageKey, Message>>>;

/** A message that takes nothing is its words alone. */
export type Message = string | readonly Part[];
export type Part = string | Slot;

/** What an argument puts into the words. */
export interface Slot {
  readonly arg: string;
  readonly as?: 'number' | 'select' | 'plural' | 'selectordinal';
  /** By the value or the plural form that they are for: `=0`, `few`, `other`. */
  readonly forms?: Readonly<Record<string, Message>>;
  /** Taken off before it is counted or shown. */
  readonly offset?: number;
}

export type Arguments = Readonly<Record<string, string | number | boolean>>;

/**
 * A label in the reader's language. One that is missing there is shown in the fallback within marks: visible,
 * never empty, never an internal key alone.
 */
export interface Words {
  (key: MessageKey, args?: Arguments): string;
  readonly language: string;
  /** Whether there is such a label at all, in whatever language. */
  has(key: string): boolean;
}

export function makeWords(language: string, messages: Messages, fallback: Messages): Words {
  const say = (key: MessageKey, args: Arguments = {}): string => {
    const own = messages[key];
    if (own !== undefined) return fill(own, args, language);
    const other = fallback[key];
    return `⟦${other === undefined ? key : fill(other, args, 'en')}⟧`;
  };
  const has = (key: string): boolean => Object.hasOwn(messages, key) || Object.hasOwn(fallback, key);
  return Object.assign(say, { language, has });
}

/** The words with their arguments in them. Throws TypeError for an argument that was not given. */
function fill(message: Message, args: Arguments, language: string): string {
  if (typeof message === 'string') return message;
  return message.map((part) => (typeof part === 'string' ? part : fillSlot(part, args, language))).join('');
}

function fillSlot({ arg, as, forms, offset = 0 }: Slot, args: Arguments, language: string): string {
  const value = args[arg];
  if (value === undefined) throw new TypeError(`A message was not given its ${arg}.`);
  if (as === undefined) return String(value);
  const count = Number(value) - offset;
  if (as === 'number') return sayNumber(count, language);
  const form =
    as === 'select' ? String(value) : pluralOf(count, language, as === 'plural' ? 'cardinal' : 'ordinal');
  const fitting = [`=${value}`, form, 'other'].find((name) => Object.hasOwn(forms!, name))!;
  return fill(forms![fitting]!, args, language);
}
