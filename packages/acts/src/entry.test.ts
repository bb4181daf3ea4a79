import { canonicalBytes, canonicalText, fromUtf8, sha256Hex, utf8 } from '@comity/log';
import { describe, expect, test } from 'vitest';
import { commitmentsIn } from './commitments.ts';
import { commitField } from './draft.ts';
import {
  fieldCommitment,
  type Leaf,
  leafBytes,
  leafCommitment,
  makeLeaf,
  parseLeaf,
  parseOpening,
} from './entry.ts';
import { certificate, certificateHash } from './envelope.ts';
import { promiseStatement } from './promise.ts';
import {
  admit,
  Chronicle,
  fileHand,
  messageData,
  seat,
  sessionHand,
  testField,
  testId,
  testPgpKey,
  testSalt,
  withList,
} from './testing/index.ts';

const chronicle = await Chronicle.found();
await seat(chronicle, 'alpha');
const ada = await fileHand('alpha', 'ada');
await admit(chronicle, ada, ['exchange', 'directory']);
const contact = testId('con', 'alpha');
const session = await sessionHand(ada, chronicle.body, chronicle.at, '2026-03-02T20:00:00.000Z');
const message = messageData('m', { participant: 'alpha', contact }, [
  { participant: 'beta', contact: testId('con', 'beta'), key: testPgpKey('beta').fingerprint },
]);
const sent = chronicle.append(
  await chronicle.sign(session, 'exchange.sent', message.data, { fields: message.fields }),
);
const [founding] = chronicle.written;

test('a public leaf is the canonical bytes of the entry, act and signature within', () => {
  const { leaf, bytes } = founding!;
  expect(fromUtf8(bytes)).toBe(canonicalText(leaf));
  expect(parseLeaf(bytes)).toEqual(leaf);
  expect(leaf).toMatchObject({ v: 1, tier: 'public', stream: 'body', number: 0 });
  expect(leaf).not.toHaveProperty('prev');
});

test('a restricted leaf holds a commitment in place of act and signature', () => {
  const { leaf, opening, bytes } = sent;
  expect(Object.keys(leaf).sort()).toEqual(['commitment', 'number', 'received', 'stream', 'tier', 'v']);
  const { salt, act, sig } = opening!;
  const committed = canonicalText(['comity/leaf/v1', salt, act, sig]);
  expect(leaf).toHaveProperty('commitment', sha256Hex(utf8(committed)));
  expect(parseLeaf(bytes)).toEqual(leaf);
  expect(parseOpening(JSON.parse(canonicalText(opening)))).toEqual(opening);
});

test('every part of an opening is committed to', () => {
  const opening = sent.opening!;
  const others = [
    { ...opening, salt: testSalt('other') },
    { ...opening, act: { ...opening.act, at: '2026-03-02T09:00:00.001Z' } },
    { ...opening, sig: { ...opening.sig, value: 'AAAA' } },
  ];
  const commitments = new Set([opening, ...others].map((o) => leafCommitment(o)));
  expect(commitments.size).toBe(4);
});

test('a restricted act without a salt of its client makes no leaf', () => {
  const { act, sig } = sent.opening!;
  const place = { stream: 'exchange', number: 0, received: chronicle.at };
  expect(() => makeLeaf(place, 'restricted', { act, sig })).toThrow(
    expect.objectContaining({ code: 'acts.bad-opening' }),
  );
});

describe('Leaf bytes are refused', () => {
  const restricted = sent.leaf;
  const withField = (leaf: Leaf, more: object) => canonicalBytes({ ...leaf, ...more });
  const stamp = { mirror: 'mirror.example/one', at: chronicle.at, sig: founding!.sig };
  test.each<[string, Uint8Array, string]>([
    ['that are not canonical', utf8(` ${fromUtf8(sent.bytes)}`), 'log.not-canonical'],
    ['that are no object', utf8('[]'), 'acts.malformed'],
    ['of another version', withField(restricted, { v: 2 }), 'acts.malformed'],
    ['of a tier that does not exist', withField(restricted, { tier: 'secret' }), 'acts.malformed'],
    ['of a stream outside the grammar', withField(restricted, { stream: 'thread/x' }), 'acts.malformed'],
    ['with a field nobody knows', withField(restricted, { note: 'x' }), 'acts.malformed'],
    [
      'that are restricted and show the act',
      withField(restricted, { act: founding!.prepared.act }),
      'acts.malformed',
    ],
    [
      'that are public and show a commitment',
      withField(founding!.leaf, { commitment: 'a'.repeat(64) }),
      'acts.malformed',
    ],
    ['with no stamp in stamps', withField(restricted, { stamps: [] }), 'acts.malformed'],
    [
      'with a stamp that names no mirror',
      withField(restricted, { stamps: [{ ...stamp, mirror: '' }] }),
      'acts.malformed',
    ],
    ['beyond 4,096 bytes', withField(restricted, { stream: 'x'.repeat(4096) }), 'acts.too-large'],
  ])('%s', (_why, bytes, code) => {
    expect(() => parseLeaf(bytes)).toThrow(expect.objectContaining({ code }));
  });

  test('while stamps and what was disclosed have their place', () => {
    const disclosed = { type: 'decisions.objected', facts: { paragraph: 'OP7ter' } };
    const bytes = withField(restricted, { stamps: [stamp], disclosed });
    expect(parseLeaf(bytes)).toEqual({ ...restricted, stamps: [stamp], disclosed });
  });
});

test('an entry of more than 4,096 bytes is never written', () => {
  const { prepared, sig } = founding!;
  const languages = Array.from({ length: 900 }, () => 'en');
  const act = { ...prepared.act, data: { ...prepared.act.data, languages } } as never;
  const place = { stream: 'body', number: 0, received: chronicle.at };
  expect(() => leafBytes(makeLeaf(place, 'public', { act, sig }))).toThrow(
    expect.objectContaining({ code: 'acts.too-large' }),
  );
});

test('a field is committed to with its subject, path and salt', () => {
  const { commitment, opening } = testField('con_x', 'emails', ['cert@alpha.example']);
  const text = canonicalText(['comity/field/v1', 'con_x', 'emails', opening.salt, ['cert@alpha.example']]);
  expect(commitment).toBe(sha256Hex(utf8(text)));
  const others = [
    { ...opening, subject: 'con_y' },
    { ...opening, path: 'name' },
    { ...opening, salt: testSalt('z') },
    { ...opening, value: 'cert@alpha.example' },
  ];
  expect(new Set([opening, ...others].map(fieldCommitment)).size).toBe(5);
  const fresh = [commitField('con_x', 'name', 'N'), commitField('con_x', 'name', 'N')];
  expect(fresh[0]!.commitment).not.toBe(fresh[1]!.commitment);
});

test('an act tells which commitments it makes, whose they are and for whom', async () => {
  const added = chronicle.written.find((w) => w.prepared.act.type === 'people.person-added')!;
  const [name] = added.fields;
  expect(commitmentsIn(added.prepared.act)).toEqual([
    {
      owner: 'alpha',
      subject: ada.actor.person,
      path: 'name',
      commitment: fieldCommitment(name!),
      readers: 'own',
    },
  ]);
  const { header, recipients } = message.data;
  expect(commitmentsIn(sent.prepared.act)).toEqual([
    {
      owner: 'alpha',
      subject: header.message,
      path: 'recipients',
      commitment: recipients,
      readers: 'parties',
    },
  ]);
  const { commitment } = testField(contact, 'emails', ['a@b.example']);
  const fields = { emails: { commitment, readers: ['beta'] }, unit: { value: 'CERT' } };
  const nominated = { contact, class: 'technical' as const, fields, roster: [] };
  const data = withList(chronicle, ada, 'directory.contact-nominated', nominated);
  const { act } = chronicle.draft(ada, 'directory.contact-nominated', data);
  expect(commitmentsIn(act)).toEqual([
    { owner: 'alpha', subject: contact, path: 'emails', commitment, readers: ['beta'] },
  ]);
  expect(commitmentsIn(founding!.prepared.act)).toEqual([]);
});

test('a certificate is named by the hash of its canonical bytes, signature included', () => {
  const { certificate: c } = session;
  expect(certificateHash(c)).toBe(sha256Hex(canonicalBytes(c)));
  expect(certificateHash({ ...c, sig: { ...c.sig, value: 'AAAA' } })).not.toBe(certificateHash(c));
  expect(certificate.safeParse({ ...c, statement: { ...c.statement, more: 1 } }).success).toBe(false);
});

test('a promise is kept within a minute of receipt', () => {
  expect(promiseStatement('b', 'a', 7, '2026-12-31T23:59:30.250Z')).toEqual({
    v: 1,
    body: 'b',
    act: 'a',
    index: 7,
    by: '2027-01-01T00:00:30.250Z',
  });
});
