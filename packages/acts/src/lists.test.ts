import { canonicalBytes, utf8 } from '@comity/log';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ListFile, MAX_LIST_FILE, parseListFile } from './lists.ts';
import { testId, testSalt } from './testing/index.ts';

const regional = testId('lst', 'region');
const contact: ListFile['contacts'][number] = {
  state: 'alpha',
  class: 'technical',
  fields: { institution: 'CERT', emails: ['cert@alpha.example'] },
};
const file = (more: object = {}) => ({
  v: 1,
  regional,
  salt: testSalt('list'),
  contacts: [contact],
  ...more,
});
const read = (value: unknown, contacts = 1) =>
  parseListFile(canonicalBytes(value as never), { regional, contacts });
const codeOf = (run: () => unknown) => {
  try {
    run();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

test('a file is read as it was written', () => {
  expect(read(file())).toEqual(file());
  const more = { ...contact, fingerprint: 'ab'.repeat(20), class: 'diplomatic' };
  expect(read(file({ contacts: [contact, more] }), 2).contacts[1]).toEqual(more);
});

test.each([
  ['of another list', file({ regional: testId('lst', 'other') })],
  ['with another number of contacts', file({ contacts: [contact, contact] })],
  ['without contacts', file({ contacts: [] })],
  ['without the random part', { ...file(), salt: undefined }],
  ['with a member that nobody knows', file({ note: 'x' })],
  ['with a class of its own', file({ contacts: [{ ...contact, class: 'political' }] })],
  ['with a field of its own', file({ contacts: [{ ...contact, fields: { fax: '1' } }] })],
  [
    'with an address that is none',
    file({ contacts: [{ ...contact, fields: { emails: ['céline@x.example'] } }] }),
  ],
  ['with a fingerprint that is none', file({ contacts: [{ ...contact, fingerprint: 'AB' }] })],
])('a file %s is refused', (_what, value) => {
  expect(codeOf(() => read(JSON.parse(JSON.stringify(value))))).toBe('acts.malformed');
});

test('whatever comes in place of a file is a typed refusal, and never read in part', () => {
  const expected = { regional, contacts: 1 };
  expect(codeOf(() => parseListFile(utf8(`${JSON.stringify(file())} `), expected))).toBe('acts.malformed');
  expect(codeOf(() => parseListFile(new Uint8Array(MAX_LIST_FILE + 1), expected))).toBe('acts.malformed');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect(codeOf(() => parseListFile(bytes, expected))).toBe('acts.malformed');
    }),
  );
});
