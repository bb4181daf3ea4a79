import { canonicalBytes, canonicalText, fromUtf8, sha256Hex, toBase64url, utf8 } from '@comity/log';
import { describe, expect, test } from 'vitest';
import { ACT_TYPES } from './catalogue/index.ts';
import { actorName, parseAct, prepareAct, STREAM, streamOf, tierOf } from './envelope.ts';
import { parseSubmission } from './submission.ts';
import { admit, Chronicle, fileHand, rootHand, testField, testId, testSalt } from './testing/index.ts';

const chronicle = await Chronicle.found();
const secretariat = await rootHand('secretariat');
const registered = chronicle.draft(secretariat, 'documents.registered', {
  document: testId('doc', 'one'),
  titles: { en: 'A title' },
  source: 'archive',
  files: {},
}).act;

const changed = (path: string[], value: unknown): unknown => {
  const copy = structuredClone(registered) as unknown as Record<string, unknown>;
  let at = copy;
  for (const step of path.slice(0, -1)) at = at[step] as Record<string, unknown>;
  if (value === undefined) delete at[path.at(-1)!];
  else at[path.at(-1)!] = value;
  return copy;
};

test('the id of an act is the SHA-256 of its tag, a line feed and its canonical bytes', () => {
  const { id, preimage } = prepareAct(registered);
  expect(fromUtf8(preimage)).toBe(`comity/act/v1\n${canonicalText(registered)}`);
  expect(id).toBe(sha256Hex(preimage));
});

test('an act that was read has the bytes it came with', () => {
  expect(canonicalText(parseAct(JSON.parse(canonicalText(registered))))).toBe(canonicalText(registered));
});

describe('An act is malformed', () => {
  test.each<[string, string[], unknown]>([
    ['with a field nobody knows', ['more'], 1],
    ['with a field nobody knows in its data', ['data', 'more'], 1],
    ['with a field nobody knows in its actor', ['actor', 'more'], 1],
    ['without a body', ['body'], undefined],
    ['with a body in capitals', ['body'], 'A'.repeat(64)],
    ['of another version', ['v'], 2],
    ['with a version that is text', ['v'], '1'],
    ['with a nonce of 15 bytes', ['nonce'], toBase64url(new Uint8Array(15))],
    ['with a nonce in another spelling', ['nonce'], 'AAAAAAAAAAAAAAAAAAAAAB'],
    ['with a padded nonce', ['nonce'], 'AAAAAAAAAAAAAAAAAAAAAA=='],
    ['with an instant without milliseconds', ['at'], '2026-03-02T09:00:00Z'],
    ['with an instant of another zone', ['at'], '2026-03-02T09:00:00.000+01:00'],
    ['on a day that does not exist', ['at'], '2026-02-30T09:00:00.000Z'],
    ['at a leap second', ['at'], '2026-06-30T23:59:60.000Z'],
    ['with a size that is no integer', ['seen', 'size'], 0.5],
    ['with a negative size', ['seen', 'size'], -1],
    ['with a size beyond 2^53', ['seen', 'size'], 2 ** 53],
    ['with null where nothing stands', ['base'], null],
    ['by a participant in capitals', ['actor', 'participant'], 'Alpha'],
    ['by a person with an id of another kind', ['actor', 'person'], testId('con', 'x')],
    ['with an id of another length', ['data', 'document'], 'doc_AAAA'],
    ['with an id in another spelling', ['data', 'document'], `doc_${'A'.repeat(21)}B`],
    ['with a title in no language', ['data', 'titles'], {}],
    ['with a symbol beyond ASCII', ['data', 'symbol'], 'A/АC.292'],
    ['with words that are empty', ['data', 'titles'], { en: '' }],
    ['with data of another type of act', ['data'], { document: testId('doc', 'one'), reason: 'x' }],
  ])('%s', (_why, path, value) => {
    expect(() => parseAct(changed(path, value))).toThrow(expect.objectContaining({ code: 'acts.malformed' }));
  });

  test('with a member that schemas pass over', () => {
    for (const at of ['"titles":{', '"data":{', '{']) {
      const text = canonicalText(registered).replace(at, `${at}"__proto__":"x",`);
      expect(() => parseAct(JSON.parse(text))).toThrow(expect.objectContaining({ code: 'acts.malformed' }));
    }
  });

  test('with a type that the catalogue lacks', () => {
    for (const type of ['body.dissolved', '__proto__', 'toString', 7, undefined])
      expect(() => parseAct(changed(['type'], type))).toThrow(
        expect.objectContaining({ code: 'acts.unknown-type' }),
      );
    for (const value of [null, 3, 'act', [], undefined])
      expect(() => parseAct(value)).toThrow(expect.objectContaining({ code: 'acts.unknown-type' }));
  });
});

describe('A key may not be registered', () => {
  test.each([
    ['of small order', '0100000000000000000000000000000000000000000000000000000000000000'],
    ['of order eight', 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'],
    ['beyond the prime', 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f'],
    ['that is no point', '0200000000000000000000000000000000000000000000000000000000000000'],
    ['of 31 bytes', 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f70751'],
  ])('%s', (_why, hex) => {
    const key = { alg: 'ed25519', key: Buffer.from(hex, 'hex').toString('base64url') };
    const act = {
      ...registered,
      type: 'people.root-enrolled',
      data: { key, token: testSalt('token') },
    };
    expect(() => parseAct(act)).toThrow(expect.objectContaining({ code: 'acts.malformed' }));
  });
});

test('every type of act has a stream within the grammar and a tier from the catalogue', async () => {
  expect(ACT_TYPES).toHaveLength(91);
  const participant = { participant: 'alpha', key: 'k' };
  for (const type of ACT_TYPES) {
    const actor = type.startsWith('host.') ? { host: 'o', key: 'k' } : participant;
    const named = {
      initiative: testId('ini', 'one'),
      round: testId('rnd', 'one'),
      procedure: testId('pro', 'one'),
      regional: testId('lst', 'one'),
    };
    const data = { participant: 'beta', document: testId('doc', 'one'), ...named };
    const act = { type, actor, data } as never;
    expect(streamOf(act)).toMatch(STREAM);
    const isRestricted = type.startsWith('exchange.') || type.endsWith('-unnamed');
    expect(tierOf(act)).toBe(isRestricted ? 'restricted' : 'public');
  }
  const stream = (type: string) =>
    streamOf({ type, actor: participant, data: { participant: 'beta' } } as never);
  expect(stream('people.participant-invited')).toBe('participant/beta');
  expect(stream('people.person-added')).toBe('participant/alpha');
  expect(stream('directory.contact-recorded')).toBe('directory/beta');
  expect(stream('directory.contact-nominated')).toBe('directory/alpha');
  expect(stream('documents.organ-registered')).toBe('document/organs');
});

test('nonces are counted per person, per root and for the host', async () => {
  const hand = await fileHand('alpha', 'ada');
  expect(actorName(hand.actor)).toBe(`alpha/${hand.actor.person}`);
  expect(actorName(secretariat.actor)).toBe('secretariat/root');
  expect(actorName(chronicle.host.actor)).toBe('host');
});

test('a submission is read whole or not at all', async () => {
  const hand = await fileHand('secretariat', 'ada');
  await admit(chronicle, hand);
  const { act, sig } = { act: registered, sig: await hand.sign('act', registered) };
  const opening = testField(testId('per', 'x'), 'name', 'A name').opening;
  const whole = { act, sig, salt: testSalt('leaf'), openings: [opening] };
  expect(canonicalBytes(parseSubmission(whole))).toEqual(canonicalBytes(whole));
  for (const bad of [
    { ...whole, more: 1 },
    { ...whole, salt: 'short' },
    { ...whole, sig: { ...sig, more: 1 } },
    { ...whole, sig: { ...sig, alg: 'rot13' } },
    { ...whole, openings: [{ ...opening, path: '../name' }] },
    { ...whole, openings: Array.from({ length: 33 }, () => opening) },
    { act },
    utf8('{}'),
  ])
    expect(() => parseSubmission(bad)).toThrow(expect.objectContaining({ code: 'acts.malformed' }));
});
