import {
  MESSAGE_RULES,
  type MessageFault,
  type MessageForm,
  type MessageTerms,
  messageFault,
  messageTermsIn,
  sayForm,
  typeIn,
  type WrittenMessage,
} from '@comity/acts';
import { type Connection, dataOf } from '@comity/client';
import type { Payload } from '@comity/seal';
import { CommandError } from './errors.ts';
import { plain } from './terminal.ts';

/** What every body begins with, in English: where the host cannot be asked. */
export const SHIPPED_TERMS: MessageTerms = messageTermsIn(MESSAGE_RULES, 'en');

/** The types and forms that the rules in force name, in one language. */
export async function readTerms(reader: Connection, language: string): Promise<MessageTerms> {
  return messageTermsIn(dataOf(await reader.api.GET('/api/exchange/types')), language);
}

/** `--code asked=information`, one by one, as a form. Throws `comity.not-a-code`. */
export function readForm(given: readonly string[] = []): MessageForm {
  const form: Record<string, string[]> = {};
  for (const text of given) {
    const [, field, code] = /^([a-z0-9-]{1,32})=([a-z0-9-]{1,32})$/.exec(text) ?? [];
    if (!field || !code)
      throw new CommandError(
        'comity.not-a-code',
        `“${text}” is not a field with a code.`,
        'Write --code asked=information. See them: comity exchange types. Nothing was sent.',
      );
    form[field] = [...new Set([...(form[field] ?? []), code])].sort();
  }
  return form;
}

/** Throws `comity.unknown-type` or `comity.not-by-the-rules` for what the rules in force do not name, before it is sealed. */
export function assertByTheRules(terms: MessageTerms, message: WrittenMessage): void {
  const fault = messageFault(terms, message);
  if (!fault) return;
  if (fault.why === 'unknown-type')
    throw new CommandError(
      'comity.unknown-type',
      `There is no type “${message.type}”.`,
      `One of: ${terms.types.map(({ type }) => type).join(', ')}. Nothing was sent.`,
    );
  throw new CommandError(
    'comity.not-by-the-rules',
    faultSentence(fault, message.type),
    'See what the rules in force name: comity exchange types. Nothing was sent.',
  );
}

function faultSentence(fault: MessageFault, type: string): string {
  switch (fault.why) {
    case 'unknown-type':
      return `The rules in force name no type “${type}”.`;
    case 'begins-no-thread':
      return `A thread does not begin with the type “${type}”: it answers something.`;
    case 'exercise-only':
      return `The type “${type}” is for exercises.`;
    case 'answers-not':
      return `The type “${type}” does not answer “${fault.answered}”.`;
    case 'unknown-field':
      return `The form of “${type}” has no field “${fault.field}”.`;
    case 'one-code-only':
      return `The field “${fault.field}” takes one code.`;
    case 'unknown-code':
      return `The field “${fault.field}” has no code “${fault.code}”.`;
  }
}

const UNNAMED = 'not named by the rules in force';

/** The type of a message as its reader is told it, whatever language it was written in. */
export function sayType(terms: MessageTerms, type: string): string {
  const known = typeIn(terms, type);
  return known ? `${plain(known.name)} (${type})` : `${plain(type)} (${UNNAMED})`;
}

/** Its coded fields, by the names that the reader's language has for them. */
export const formPairs = (terms: MessageTerms, { form }: Pick<Payload, 'form'>): Record<string, string> =>
  Object.fromEntries(
    sayForm(terms, form ?? {}).map(({ name, isNamed, values }) => [
      plain(isNamed ? name : `${name} (${UNNAMED})`),
      values.map((v) => plain(v.isNamed ? v.name : `${v.code} (${UNNAMED})`)).join(', '),
    ]),
  );
