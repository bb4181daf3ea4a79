import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CARDS, FORM_FIELDS, type FormField } from './cards.ts';
import { cardIn, checkedForm, compareForm, type FilledForm, formBytes, formText, readForm } from './forms.ts';

const LANGUAGES = ['ar', 'zh', 'en', 'fr', 'ru', 'es'];
const filled = (tag: string, more: Partial<Record<FormField, string>> = {}, card = '1'): FilledForm => ({
  ...{ kind: 'form', card, language: tag },
  fields: { ...cardIn(card, tag), ...more },
});
const ID = 'f'.repeat(64);

describe('A form filled in from a card', () => {
  test.each(LANGUAGES)('arrives whole in %s, from every card', (tag) => {
    for (const card of Object.keys(CARDS)) {
      const read = readForm(formBytes(filled(tag, {}, card)));
      expect(read).toEqual(filled(tag, {}, card));
      expect(compareForm(read as FilledForm).every((one) => one.same)).toBe(true);
      expect(checkedForm(ID, read as FilledForm).differ).toEqual([]);
    }
  });

  test('is told by its fields where something was changed, left out or cut, and by no content', () => {
    const form = filled('en', { effect: 'Online booking of trucks was down', asked: '' });
    const found = checkedForm(ID, form);
    expect(found.differ).toEqual(['effect', 'asked']);
    expect(new TextDecoder().decode(formBytes(found))).not.toContain('trucks');
    expect(readForm(formBytes(found))).toEqual(found);
  });

  test('is not judged by space at the ends or the way an accent is written', () => {
    const { what, noticed } = cardIn('1', 'fr');
    const form = filled('fr', { what: ` ${what.normalize('NFD')} `, noticed: noticed.replace(' ', '  ') });
    expect(checkedForm(ID, form).differ).toEqual([]);
  });

  test('is words as well, a line for each field', () => {
    expect(formText(filled('en'), (field) => field).split('\n')).toHaveLength(FORM_FIELDS.length);
  });
});

test('What is no form is never read as one', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(readForm(bytes)).toBeUndefined();
    }),
  );
  const text = (value: object) => new TextEncoder().encode(JSON.stringify(value));
  const { kind, ...rest } = filled('en');
  for (const bad of [
    { v: 1, kind, ...rest, card: '9' },
    { v: 1, kind, ...rest, card: 'toString' },
    { v: 1, kind, ...rest, fields: {} },
    { v: 1, kind, ...rest, more: 1 },
    { v: 2, kind, ...rest },
  ])
    expect(readForm(text(bad))).toBeUndefined();
});
