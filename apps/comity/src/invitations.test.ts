import { formatText, toPlain } from '@comity/text';
import { readDocx } from '@comity/text/docx';
import { expect, test } from 'vitest';
import { invitationTo, LETTER_LANGUAGES } from './invitations.ts';
import { writeText } from './texts.ts';

const INVITATION = {
  state: 'Alderia *and* [Isles]',
  body: 'River Commission #1',
  date: '2026-06-01T10:00:00.000Z',
};
const ABOUT = { symbol: 'invitation', created: `${INVITATION.date.slice(0, 19)}Z`, author: 'Secretariat' };

test.each(LETTER_LANGUAGES)(
  'a letter in %s names State and body as they are, and has what the others have',
  (language) => {
    const text = invitationTo(INVITATION, language);
    const plain = toPlain(text);
    for (const words of ['Alderia *and* [Isles]', 'River Commission #1', '2026-06-01'])
      expect(plain).toContain(words);
    expect(text.language).toBe(language);
    const blocks = (of: typeof text) => toPlain(of).split('\n\n').length;
    expect(blocks(text)).toBe(blocks(invitationTo(INVITATION, 'en')));
  },
);

test('a letter goes into a word processor and comes back the same', () => {
  const text = invitationTo(INVITATION, 'ar');
  const { text: back } = readDocx(writeText(text, 'letter.docx', ABOUT), {
    language: 'ar',
    ids: (place) => place,
  });
  expect(formatText(back)).toEqual(formatText(text));
});
