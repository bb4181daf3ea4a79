import type { MessageRules } from './catalogue/messagerules.ts';

/**
 * Types and forms of messages in one language: what a reader is shown for the codes that a message carries, in whatever
 * language its words are written. Pure and small: a page holds the terms of its own language and no others.
 */
export interface MessageTerms {
  readonly types: readonly TypeTerm[];
  readonly fields: readonly FieldTerm[];
}
export interface TypeTerm {
  readonly type: string;
  readonly name: string;
  readonly means: string;
  readonly fields: readonly string[];
  readonly answersOnly?: true | undefined;
  readonly answers?: readonly string[] | undefined;
  readonly exercise?: true | undefined;
}
export interface FieldTerm {
  readonly field: string;
  readonly name: string;
  readonly many?: true | undefined;
  readonly codes: readonly { readonly code: string; readonly name: string }[];
}

/** What a message says by codes: for each field, sorted. */
export type MessageForm = Readonly<Record<string, readonly string[]>>;

/** The name in a language, or in a wider form of it; English or the first there is where it has none. */
function nameIn(names: Readonly<Record<string, string>>, language: string): string {
  const base = language.split('-')[0]!;
  return names[language] ?? names[base] ?? names.en ?? Object.values(names)[0]!;
}

/** The rules of messages as a reader of this language is shown them. */
export const messageTermsIn = ({ types, fields }: MessageRules, language: string): MessageTerms => ({
  types: types.map(({ names, means, ...type }) => ({
    ...type,
    name: nameIn(names, language),
    means: nameIn(means, language),
  })),
  fields: fields.map(({ names, codes, ...field }) => ({
    ...field,
    name: nameIn(names, language),
    codes: codes.map((c) => ({ code: c.code, name: nameIn(c.names, language) })),
  })),
});

/** A field of a message in the reader's words. What the rules in force do not name stands by its code, and is marked. */
export interface SaidField {
  readonly field: string;
  readonly name: string;
  readonly isNamed: boolean;
  readonly values: readonly { readonly code: string; readonly name: string; readonly isNamed: boolean }[];
}

/** The form of a message in the reader's words, in the order of the rules; what they do not name comes last. */
export function sayForm({ fields }: Pick<MessageTerms, 'fields'>, form: MessageForm): SaidField[] {
  const order = (name: string) => {
    const at = fields.findIndex(({ field }) => field === name);
    return at < 0 ? fields.length : at;
  };
  const names = Object.keys(form).sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
  return names.map((name) => {
    const field = fields.find((f) => f.field === name);
    const values = form[name]!.map((code) => {
      const known = field?.codes.find((c) => c.code === code);
      return { code, name: known?.name ?? code, isNamed: known !== undefined };
    });
    return { field: name, name: field?.name ?? name, isNamed: field !== undefined, values };
  });
}

/** The type that the rules in force name so; undefined where they name none. */
export const typeIn = ({ types }: Pick<MessageTerms, 'types'>, type: string): TypeTerm | undefined =>
  types.find((t) => t.type === type);

/** Why a message may not be written so; undefined where it may. `answered` is the type of what it follows, if anything. */
export type MessageFault =
  | { readonly why: 'unknown-type' | 'begins-no-thread' | 'exercise-only' }
  | { readonly why: 'answers-not'; readonly answered: string }
  | { readonly why: 'unknown-field' | 'one-code-only'; readonly field: string }
  | { readonly why: 'unknown-code'; readonly field: string; readonly code: string };

export interface WrittenMessage {
  readonly type: string;
  readonly exercise: boolean;
  readonly form: MessageForm;
  /** The type of the message that it follows; undefined where it begins a thread. */
  readonly answered: string | undefined;
}

/** What the rules in force have against a message, before it is sealed; a reader may ask the same. */
export function messageFault(terms: MessageTerms, m: WrittenMessage): MessageFault | undefined {
  const type = typeIn(terms, m.type);
  if (!type) return { why: 'unknown-type' };
  if (type.exercise && !m.exercise) return { why: 'exercise-only' };
  return orderFault(terms, type, m.answered) ?? formFault(terms, type, m.form);
}

function orderFault(
  terms: MessageTerms,
  type: TypeTerm,
  answered: string | undefined,
): MessageFault | undefined {
  if (answered === undefined) return type.answersOnly ? { why: 'begins-no-thread' } : undefined;
  // What these rules do not name may be answered by anything: somebody has to be able to say so.
  if (!typeIn(terms, answered) || !type.answers) return undefined;
  return type.answers.includes(answered) ? undefined : { why: 'answers-not', answered };
}

function formFault({ fields }: MessageTerms, type: TypeTerm, form: MessageForm): MessageFault | undefined {
  for (const [name, said] of Object.entries(form)) {
    const field = fields.find((f) => f.field === name);
    if (!field || !type.fields.includes(name)) return { why: 'unknown-field', field: name };
    if (!field.many && said.length > 1) return { why: 'one-code-only', field: name };
    const code = said.find((one) => !field.codes.some((c) => c.code === one));
    if (code !== undefined) return { why: 'unknown-code', field: name, code };
  }
  return undefined;
}
