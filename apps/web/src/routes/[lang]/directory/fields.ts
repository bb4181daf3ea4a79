import {
  CONTACT_FIELDS,
  type ContactField,
  type Field,
  type FieldOpening,
  type Fields,
  isFieldValue,
} from '@comity/acts';
import { commitFields } from '@comity/client';

/** Who may read a field: anyone, every participant, the own State, or the States named. */
export const READERS = ['public', 'participants', 'own', 'named'] as const;
export type Readers = (typeof READERS)[number];

/** A field as a form holds it. Several values stand in one line, with commas between. */
export interface FieldDraft {
  readonly field: ContactField;
  value: string;
  readers: Readers;
  named: string[];
  /** It has a value that is not open here: kept unless something else is written. */
  readonly unseen: boolean;
}

/** What is asked first: the rest follows in the order of the catalogue. */
const ORDER: readonly ContactField[] = [
  'institution',
  'unit',
  'role',
  'emails',
  'telephones',
  'languages',
  'hours',
  'timeZone',
];
const SORTED = [...ORDER, ...CONTACT_FIELDS.filter((f) => !ORDER.includes(f))];
const LISTS: ReadonlySet<ContactField> = new Set(['emails', 'languages', 'telephones']);

export const isList = (field: ContactField): boolean => LISTS.has(field);

type Values = Readonly<Partial<Record<ContactField, string | readonly string[]>>>;

/** The form for a contact: empty, or with what its State reads and who may. */
export const draftFields = (values: Values = {}, fields: Fields = {}): FieldDraft[] =>
  SORTED.map((field) => {
    const value = values[field];
    return {
      field,
      value: typeof value === 'string' ? value : (value ?? []).join(', '),
      ...readersOf(field, fields[field]),
      unseen: value === undefined && fields[field] !== undefined,
    };
  });

/** The same form with what a file says, where nothing stands yet. `taken`: how many fields that filled. */
export function takeOver(
  drafts: readonly FieldDraft[],
  values: Values,
): { drafts: FieldDraft[]; taken: number } {
  let taken = 0;
  const filled = drafts.map((draft) => {
    const said = values[draft.field];
    if (said === undefined || draft.value.trim() !== '' || draft.unseen) return draft;
    taken += 1;
    return { ...draft, value: [said].flat().join(', ') };
  });
  return { drafts: filled, taken };
}

const readersOf = (field: ContactField, before: Field | undefined) =>
  before
    ? whoReads(before)
    : { readers: field === 'name' ? ('own' as const) : ('participants' as const), named: [] };

/** Who may read a field as it stands on the record. */
export function whoReads(field: Field): Pick<FieldDraft, 'readers' | 'named'> {
  if ('value' in field) return { readers: 'public', named: [] };
  const { readers } = field;
  return typeof readers === 'string' ? { readers, named: [] } : { readers: 'named', named: [...readers] };
}

const writtenValue = ({ field, value }: FieldDraft): string | string[] =>
  isList(field)
    ? value
        .split(/[,،、;\n]/)
        .map((item) => item.trim())
        .filter(Boolean)
    : value.trim();

/** The fields that cannot be said as they are written. */
export const faultyFields = (drafts: readonly FieldDraft[]): ContactField[] =>
  drafts
    .filter((d) => d.value.trim() && !(isFieldValue(d.field, writtenValue(d)) && isReadable(d)))
    .map((d) => d.field);

/** A personal name is never public, and States that are named are named. */
const isReadable = ({ field, readers, named }: FieldDraft): boolean =>
  !(field === 'name' && readers === 'public') && !(readers === 'named' && named.length === 0);

const isSame = (a: FieldDraft, b: FieldDraft | undefined): boolean =>
  b !== undefined &&
  a.value.trim() === b.value &&
  a.readers === b.readers &&
  String([...a.named].sort()) === String(b.named);

/**
 * Fields as an act carries them. One that was not touched keeps its commitment from act to act; an emptied one
 * is left out.
 */
export function describeFields(
  contact: string,
  drafts: readonly FieldDraft[],
  before: { readonly drafts: readonly FieldDraft[]; readonly fields: Fields } = { drafts: [], fields: {} },
): { fields: Fields; openings: FieldOpening[] } {
  const kept: Fields = {};
  const open: Fields = {};
  const closed: Record<string, { value: unknown; readers: 'participants' | 'own' | readonly string[] }> = {};
  for (const draft of drafts) {
    const { field } = draft;
    const held = before.fields[field];
    const wasSame = isSame(
      draft,
      before.drafts.find((d) => d.field === field),
    );
    if (held && wasSame) kept[field] = held;
    else if (!draft.value.trim()) continue;
    else if (draft.readers === 'public') open[field] = { value: writtenValue(draft) };
    else closed[field] = { value: writtenValue(draft), readers: readersFor(draft) };
  }
  const { fields, openings } = commitFields(contact, closed);
  return { fields: { ...kept, ...open, ...(fields as Fields) }, openings };
}

const readersFor = ({ readers, named }: FieldDraft): 'participants' | 'own' | readonly string[] =>
  readers === 'named' ? [...named].sort() : (readers as 'participants' | 'own');
