import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { fromUtf8, utf8 } from './bytes.ts';
import { canonicalBytes } from './canonical.ts';
import { commitment, preimage, preimageOf, statementId, TAGS, type Tag } from './statement.ts';

const hex = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
const tags = Object.keys(TAGS) as Tag[];

test('the tags are a closed list, each comity/NAME/v1', () => {
  expect(Object.values(TAGS).toSorted()).toEqual(
    [
      'act',
      'bundle',
      'dossier',
      'enrol',
      'field',
      'leaf',
      'manifest',
      'message',
      'papers',
      'promise',
      'session',
      'stamp',
    ].map((name) => `comity/${name}/v1`),
  );
  for (const tag of tags) expect(TAGS[tag]).toBe(`comity/${tag}/v1`);
});

test('a preimage is tag, line feed, canonical bytes; its SHA-256 is the id', () => {
  const statement = { b: 'é', a: [1] };
  expect(fromUtf8(preimage('act', statement))).toBe('comity/act/v1\n{"a":[1],"b":"é"}');
  expect(preimageOf('act', canonicalBytes(statement))).toEqual(preimage('act', statement));
  expect(statementId('act', statement)).toBe(hex('comity/act/v1\n{"a":[1],"b":"é"}'));
});

test('one statement has another id under every tag', () => {
  expect(new Set(tags.map((tag) => statementId(tag, { a: 1 }))).size).toBe(tags.length);
});

test('a commitment is the hash of a canonical array that begins with its tag', () => {
  const salt = 'c2FsdA';
  expect(commitment('field', 'con_1', 'name', salt, 'Zoë')).toBe(
    hex('["comity/field/v1","con_1","name","c2FsdA","Zoë"]'),
  );
  expect(commitment('leaf', salt, { b: 1, a: 2 }, 'sig')).toBe(
    hex('["comity/leaf/v1","c2FsdA",{"a":2,"b":1},"sig"]'),
  );
});

test('what has no canonical form can be neither named nor committed to', () => {
  expect(() => statementId('act', { a: null })).toThrow('null is not allowed');
  expect(() => statementId('act', '\ud800')).toThrow('lone surrogate');
  expect(() => commitment('field', utf8('bytes'))).toThrow('plain objects');
});
