import { CONTACT_FIELDS, type ContactField, isFieldValue } from '@comity/acts';
import type { FieldWish } from './contacts.ts';
import { CommandError, refusal } from './errors.ts';

/** What can be said of a contact, for the person who says it. `list`: several values, with commas between. */
export const FIELDS: Readonly<Record<ContactField, { readonly says: string; readonly list?: true }>> = {
  alone: { says: 'what it may do without asking anybody, one by one', list: true },
  alternate: { says: 'the office that stands in' },
  emails: { says: 'e-mail addresses', list: true },
  hours: { says: 'when it answers, for example 24/7 or Mon-Fri 08:00-17:00' },
  institution: { says: 'the institution' },
  languages: { says: 'operational languages, as tags: en,fr', list: true },
  messenger: { says: 'a messenger and the address there' },
  name: { says: 'the name of a person, where one is given: never public, by default for the own State' },
  role: { says: 'what the office does' },
  telephones: { says: 'telephone numbers', list: true },
  timeZone: { says: 'the time zone, for example Europe/Paris' },
  unit: { says: 'the unit within the institution' },
};

/** `:public`, `:participants`, `:own` or `:@fra,@deu` at the end of a value. */
const READERS = /^(.*):(public|participants|own|@[a-z0-9-]{2,32}(?:,@[a-z0-9-]{2,32})*)$/s;

const isField = (path: string): path is ContactField => (CONTACT_FIELDS as readonly string[]).includes(path);

/**
 * Reads `path=value[:readers]`. An empty value takes the field away (in an amendment).
 * Throws `comity.bad-field`.
 */
export function readField(text: string): { path: ContactField; wish?: FieldWish } {
  const at = text.indexOf('=');
  const path = text.slice(0, Math.max(at, 0));
  if (at < 1 || !isField(path)) {
    throw new CommandError(
      'comity.bad-field',
      `“${text}” does not say which field has which value.`,
      `Write --field PATH=VALUE, where PATH is one of: ${CONTACT_FIELDS.join(', ')}. More: comity directory fields`,
    );
  }
  const rest = text.slice(at + 1);
  if (rest === '') return { path };
  const [, given = rest, who = path === 'name' ? 'own' : 'participants'] = READERS.exec(rest) ?? [];
  const value = FIELDS[path].list ? given.split(',').map((item) => item.trim()) : given;
  if (!isFieldValue(path, value)) {
    throw refusal('comity.bad-field', `This cannot be said as ${path}: “${given}”.`, 'Nothing was sent.');
  }
  return { path, wish: { value, readers: readersOf(who) } };
}

const readersOf = (who: string): FieldWish['readers'] =>
  who.startsWith('@')
    ? [...new Set(who.split(',').map((id) => id.slice(1)))].sort()
    : (who as 'public' | 'participants' | 'own');

/** All `--field` options of a command: what is said, and which fields are taken away. */
export function readFields(texts: readonly string[] = []): {
  fields: Record<string, FieldWish>;
  without: ContactField[];
} {
  const read = texts.map(readField);
  const twice = read.find(({ path }, i) => read.findIndex((other) => other.path === path) !== i);
  if (twice) throw new CommandError('comity.bad-field', `The field ${twice.path} is given twice.`);
  return {
    fields: Object.fromEntries(read.flatMap(({ path, wish }) => (wish ? [[path, wish]] : []))),
    without: read.flatMap(({ path, wish }) => (wish ? [] : [path])),
  };
}
