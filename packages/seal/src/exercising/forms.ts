import { canonicalText, utf8 } from '@comity/log';
import { readCarried } from '../carrying.ts';
import { hex64, isList, isText, language, type Shape, type Test } from '../formats.ts';
import { CARDS, FORM_FIELDS, type FormField } from './cards.ts';

/** In characters. */
export const FORM_LIMIT = 500;

/** A form, filled in from a card. */
export interface FilledForm {
  readonly kind: 'form';
  readonly card: string;
  readonly language: string;
  readonly fields: Readonly<Record<FormField, string>>;
}

/** What the device of its reader found: the fields that did not arrive as they stand on the card. */
export interface CheckedForm {
  readonly kind: 'form-checked';
  /** The id of the message that brought the form. */
  readonly of: string;
  readonly card: string;
  readonly differ: readonly FormField[];
}

const isFirst: Test = (value) => value === 1;
const isCard: Test = (value) => typeof value === 'string' && Object.hasOwn(CARDS, value);
const isField: Test = (value) => FORM_FIELDS.includes(value as FormField);
const isFields: Test = (value) =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).sort().join() === [...FORM_FIELDS].sort().join() &&
  Object.values(value).every(isText(0, FORM_LIMIT));
const SHAPES: Readonly<Record<'form' | 'form-checked', Shape>> = {
  form: { required: { v: isFirst, kind: (k) => k === 'form', card: isCard, language, fields: isFields } },
  'form-checked': {
    required: {
      ...{ v: isFirst, kind: (k: unknown) => k === 'form-checked', of: hex64, card: isCard },
      differ: isList(FORM_FIELDS.length, isField),
    },
  },
};

/** The bytes of a form, or of what was found in one. */
export const formBytes = (form: FilledForm | CheckedForm): Uint8Array =>
  utf8(canonicalText({ v: 1, ...form }));

/** Reads what a message brought; undefined where it is neither. */
export const readForm = (bytes: Uint8Array): FilledForm | CheckedForm | undefined =>
  readCarried<FilledForm | CheckedForm>(bytes, SHAPES);

/** What a card says in a language, English where it has none of it. */
export const cardIn = (card: string, tag: string): Readonly<Record<FormField, string>> =>
  CARDS[card]![tag.split('-')[0] as 'en'] ?? CARDS[card]!.en;

/** Space at the ends, and how a letter with an accent is written, are not what a form is judged by. */
const same = (a: string, b: string): boolean =>
  a.normalize('NFC').replaceAll(/\s+/g, ' ').trim() === b.normalize('NFC').replaceAll(/\s+/g, ' ').trim();

/** Field by field: what stands on the card, what arrived, and whether that is the same. */
export const compareForm = ({ card, language: tag, fields }: FilledForm) =>
  FORM_FIELDS.map((field) => {
    const [expected, arrived] = [cardIn(card, tag)[field], fields[field]];
    return { field, expected, arrived, same: same(expected, arrived) };
  });

/** What is answered: the names of the fields that differ, and nothing of what stood in them. */
export const checkedForm = (of: string, form: FilledForm): CheckedForm => ({
  ...{ kind: 'form-checked', of, card: form.card },
  differ: compareForm(form).flatMap((one) => (one.same ? [] : one.field)),
});

/** The form as words, for whoever reads the message without a device that compares. */
export const formText = (form: FilledForm, nameOf: (field: FormField) => string): string =>
  FORM_FIELDS.map((field) => `${nameOf(field)}: ${form.fields[field]}`).join('\n');
