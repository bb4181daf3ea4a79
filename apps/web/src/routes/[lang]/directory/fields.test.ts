import { fieldCommitment, newId } from '@comity/acts';
import { expect, test } from 'vitest';
import { describeFields, draftFields, type FieldDraft, faultyFields, takeOver } from './fields.ts';

const contact = newId('con');

const written = (drafts: FieldDraft[], values: Record<string, Partial<FieldDraft>>): FieldDraft[] =>
  drafts.map((d) => ({ ...d, ...values[d.field] }));

const first = written(draftFields(), {
  institution: { value: 'National CERT', readers: 'public' },
  emails: { value: 'a@alderia.example، b@alderia.example' },
  unit: { value: 'Night desk', readers: 'named', named: ['deu', 'bra'] },
  name: { value: 'Ana Example' },
});

test('a public field stands in the open; the others are commitments with their readers', () => {
  const { fields, openings } = describeFields(contact, first);
  expect(fields.institution).toEqual({ value: 'National CERT' });
  expect(fields.unit).toMatchObject({ readers: ['bra', 'deu'] });
  expect(fields.name).toMatchObject({ readers: 'own' });
  expect(Object.keys(fields).sort()).toEqual(['emails', 'institution', 'name', 'unit']);
  const emails = openings.find((o) => o.path === 'emails')!;
  expect(emails.value).toEqual(['a@alderia.example', 'b@alderia.example']);
  expect(fields.emails).toEqual({ commitment: fieldCommitment(emails), readers: 'participants' });
  expect(JSON.stringify(fields)).not.toContain('Ana');
});

test('a field that was not touched keeps its commitment; an emptied one is left out', () => {
  const { fields } = describeFields(contact, first);
  const values = {
    institution: 'National CERT',
    emails: ['a@alderia.example', 'b@alderia.example'],
    unit: 'Night desk',
  };
  const before = { drafts: draftFields(values, fields), fields };
  const drafts = written(draftFields(values, fields), { unit: { value: ' ' }, emails: { readers: 'own' } });
  const after = describeFields(contact, drafts, before);
  expect(after.fields.institution).toBe(fields.institution);
  expect(after.fields.unit).toBeUndefined();
  expect(after.fields.emails).toMatchObject({ readers: 'own' });
  expect(after.openings.map((o) => o.path)).toEqual(['emails']);
});

test('a field whose value is not open here is kept as it is', () => {
  const { fields } = describeFields(contact, first);
  const drafts = draftFields({}, fields);
  expect(drafts.find((d) => d.field === 'name')).toMatchObject({ value: '', unseen: true });
  expect(describeFields(contact, drafts, { drafts: draftFields({}, fields), fields })).toEqual({
    fields,
    openings: [],
  });
});

test('says which fields cannot be said as they are written', () => {
  const faults = {
    emails: { value: 'not an address' },
    name: { value: 'Ana', readers: 'public' as const },
    unit: { value: 'Desk', readers: 'named' as const },
    hours: { value: 'x'.repeat(301) },
    role: { value: 'fine' },
  };
  expect(faultyFields(written(draftFields(), faults)).sort()).toEqual(['emails', 'hours', 'name', 'unit']);
  expect(faultyFields(first)).toEqual([]);
});

test('what a file says fills in what is empty, and touches nothing that stands', () => {
  const before = draftFields({ role: 'Desk' });
  const { drafts, taken } = takeOver(before, {
    role: 'Other',
    emails: ['a@x.example', 'b@x.example'],
    unit: 'U',
  });
  const value = (field: string) => drafts.find((d) => d.field === field)!.value;
  expect([taken, value('role'), value('emails'), value('unit')]).toEqual([
    2,
    'Desk',
    'a@x.example, b@x.example',
    'U',
  ]);
  expect(before.find((d) => d.field === 'unit')!.value).toBe('');
});
