import { type MessageForm, type MessageTerms, messageFault, typeIn } from '@comity/acts/messageterms';

type Chosen = Readonly<Record<string, readonly string[]>>;

/** What was chosen, as a message carries it: of the fields of this type alone, sorted; undefined where nothing was. */
export function writtenForm(terms: MessageTerms, type: string, chosen: Chosen): MessageForm | undefined {
  const fields = typeIn(terms, type)?.fields ?? [];
  const said = fields.flatMap((field) => {
    const codes = [...new Set(chosen[field] ?? [])].sort();
    return codes.length > 0 ? [[field, codes] as const] : [];
  });
  return said.length > 0 ? Object.fromEntries(said) : undefined;
}

/** The types that may be written here: as an answer to a type, or at the beginning of a thread. */
export const writableTypes = (terms: MessageTerms, answered: string | undefined, exercise: boolean) =>
  terms.types.filter(({ type }) => !messageFault(terms, { type, exercise, answered, form: {} }));
