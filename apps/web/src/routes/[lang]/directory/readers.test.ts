import { commitField, newId } from '@comity/acts';
import { expect, test } from 'vitest';
import { compile } from '#lib/words/compiling.ts';
import { makeWords } from '#lib/words/messages.ts';
import en from '../../../../../../locales/en.json' with { type: 'json' };
import { sayReaders } from './readers.ts';

const t = makeWords('en', compile(en), {});
const names = new Map([
  ['bra', 'Brazil'],
  ['deu', 'Germany'],
]);
const { commitment } = commitField(newId('con'), 'unit', 'Desk');

test('says of each field who may read it, States by their names', () => {
  const said = sayReaders(
    {
      institution: { value: 'CERT' },
      emails: { commitment, readers: 'participants' },
      name: { commitment, readers: 'own' },
      telephones: { commitment, readers: ['bra', 'deu', 'xyz'] },
    },
    names,
    t,
  );
  expect(said.institution).toContain(t('contact.readers.public'));
  expect(said.emails).toContain(t('contact.readers.participants'));
  expect(said.name).toContain(t('contact.readers.own'));
  for (const who of ['Brazil', 'Germany', 'xyz']) expect(said.telephones).toContain(who);
  expect(Object.keys(said)).toEqual(['institution', 'emails', 'name', 'telephones']);
});
