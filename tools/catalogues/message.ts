import { IntlMessageFormat } from 'intl-messageformat';

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** What a message is made of, wherever it stands in it: also inside the forms of a plural. */
export interface Message {
  /** `count plural`, `name argument`: an argument and how it is used. A page passes the same to every language. */
  arguments: Set<string>;
  /** The keywords of each plural, without exact numbers: `['one', 'other']`. */
  plurals: { ordinal: boolean; forms: string[] }[];
  /** The words alone, in order; an argument in them is U+FFFC. */
  text: string;
}

const KINDS = ['text', 'argument', 'number', 'date', 'time', 'select', 'plural', 'pound', 'tag'] as const;
const OBJECT = '\uFFFC';

/** Reads an ICU message as the pages do. Throws SyntaxError where it cannot be read. */
export function readMessage(language: string, text: string): Message {
  const message: Message = { arguments: new Set(), plurals: [], text: '' };
  for (const element of new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst()) {
    take(element, message);
  }
  return message;
}

function take(element: Element, into: Message): void {
  const kind = KINDS[element.type]!;
  if (kind === 'text' && 'value' in element) {
    into.text += element.value;
    return;
  }
  into.text += OBJECT;
  if (!('value' in element)) return;
  into.arguments.add(`${element.value} ${kind}`);
  if (!('options' in element)) return;
  const forms = Object.keys(element.options);
  if ('pluralType' in element) {
    const ordinal = element.pluralType === 'ordinal';
    into.plurals.push({ ordinal, forms: forms.filter((form) => !form.startsWith('=')) });
  } else {
    for (const form of forms) into.arguments.add(`${element.value} select ${form}`);
  }
  for (const { value } of Object.values(element.options)) for (const inner of value) take(inner, into);
}

/** What is wrong with one message beside the English one. */
export function messageFlaws(language: string, text: string, english: string): string[] {
  if (text.trim() === '') return ['is empty'];
  let message: Message;
  try {
    message = readMessage(language, text);
  } catch (error) {
    return [`cannot be read: ${String(error)}`];
  }
  return [...argumentFlaws(message, readMessage('en', english)), ...pluralFlaws(language, message)];
}

function argumentFlaws(message: Message, english: Message): string[] {
  const missing = [...english.arguments].filter((each) => !message.arguments.has(each));
  const unknown = [...message.arguments].filter((each) => !english.arguments.has(each));
  return [
    ...missing.map((each) => `lacks {${each}}, which the English has`),
    ...unknown.map((each) => `has {${each}}, which the English has not`),
  ];
}

/** A plural has exactly the categories that CLDR gives the language: one left out shows the wrong form. */
function pluralFlaws(language: string, message: Message): string[] {
  return message.plurals.flatMap(({ ordinal, forms }) => {
    const rules = new Intl.PluralRules(language, { type: ordinal ? 'ordinal' : 'cardinal' });
    const categories: string[] = rules.resolvedOptions().pluralCategories;
    return [
      ...categories.filter((each) => !forms.includes(each)).map((each) => `a plural lacks the form ${each}`),
      ...forms.filter((each) => !categories.includes(each)).map((each) => `no plural has the form ${each}`),
    ];
  });
}
