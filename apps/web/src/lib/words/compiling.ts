import { IntlMessageFormat } from 'intl-messageformat';
import type { Catalogue, Message, MessageKey, Messages, Part, Slot } from './messages.ts';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

const KINDS = ['text', 'argument', 'number', 'date', 'time', 'select', 'plural', 'pound', 'tag'] as const;

/**
 * Messages read once where the pages are made: what reads ICU is larger than most pages. A message that cannot be
 * read, or uses what pages do not have, is left out and so shown in the fallback; `npm run check` names it.
 */
export function compile(texts: Catalogue): Messages {
  const read = Object.entries(texts).flatMap(([key, text]) => {
    const message = readText(text);
    return message === undefined ? [] : [[key as MessageKey, message] as const];
  });
  return Object.fromEntries(read);
}

function readText(text: string): Message | undefined {
  try {
    return messageOf(new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst());
  } catch {
    return undefined;
  }
}

/** `counted` is the plural around it: what `#` stands for. */
function messageOf(elements: readonly Element[], counted?: Slot): Message {
  const parts = elements.map((element) => partOf(element, counted));
  return parts.every((part) => typeof part === 'string') ? parts.join('') : parts;
}

function partOf(element: Element, counted?: Slot): Part {
  const kind = KINDS[element.type];
  if (kind === 'pound' && counted) return { ...counted, as: 'number' };
  if (!('value' in element)) throw new TypeError(`A message has ${kind} where it cannot.`);
  const { value: arg } = element;
  if (kind === 'text') return arg;
  if (kind === 'argument') return { arg };
  if (kind === 'number' && !('style' in element && element.style)) return { arg, as: 'number' };
  if (!('options' in element)) throw new TypeError(`No page shows ${kind}.`);
  if (!('offset' in element)) return { arg, as: 'select', forms: formsOf(element.options, counted) };
  const slot = element.offset ? { arg, offset: element.offset } : { arg };
  const as = element.pluralType === 'ordinal' ? 'selectordinal' : 'plural';
  return { ...slot, as, forms: formsOf(element.options, slot) };
}

const formsOf = (options: Readonly<Record<string, { value: Element[] }>>, counted?: Slot) =>
  Object.fromEntries(Object.entries(options).map(([form, { value }]) => [form, messageOf(value, counted)]));
