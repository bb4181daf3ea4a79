import {
  describeKey,
  newId,
  newSalt,
  parseSubmission,
  plainTrust,
  prepareAct,
  proveKey,
  verifyPreimage,
} from '@comity/acts';
import type { Hand } from '@comity/client';
import { canonicalBytes, EMPTY_ROOT, ed25519Signer, parseCanonical, toHex, utf8 } from '@comity/log';
import { expect, test } from 'vitest';
import { propose } from '#lib/browser/proposal.ts';
import { addFirst, enrolRoot, isToken, nameAdministrators, readSigned } from './deeds.ts';
import { handOf, rootOf } from './rootkey.ts';

const body = 'b'.repeat(64);
const root = await rootOf(new Uint8Array(32).fill(9));
const hand: Hand = handOf(root, 'alderia');
const token = newSalt();
const enrolled = await (await propose(hand, enrolRoot(body, root.key, token))).sign();

test('an enrolment names its State, no person and no checkpoint, and its signature holds', async () => {
  const { act, sig } = parseSubmission(parseCanonical(enrolled.bytes));
  expect(act).toMatchObject({
    body,
    type: 'people.root-enrolled',
    actor: { participant: 'alderia', key: root.keyId },
    seen: { size: 0, root: toHex(EMPTY_ROOT) },
    data: { key: root.key, token },
  });
  expect(act.actor).not.toHaveProperty('person');
  const { preimage, id } = prepareAct(act);
  expect(id).toBe(enrolled.id);
  expect(await verifyPreimage(plainTrust, preimage, () => id, root.key, sig)).toBe(true);
});

test('what is shown before signing is what is signed', async () => {
  const proposal = await propose(
    hand,
    nameAdministrators(
      body,
      ['per_B', 'per_A'].map((p) => p.padEnd(26, 'A')),
      2,
    ),
  );
  const { act } = await proposal.sign();
  expect(proposal.text).toBe(`comity/act/v1\n${Buffer.from(canonicalBytes(act)).toString()}`);
});

test('a first person is added with the name as a commitment, opened beside the act', async () => {
  const person = newId('per');
  const signer = await ed25519Signer(new Uint8Array(32).fill(3));
  const key = describeKey('ed25519', signer.publicKey);
  const proof = await proveKey({ body, participant: 'alderia', person }, key, signer);
  const { bytes } = await (await propose(hand, addFirst(body, { person, key, proof }, 'Ana Example'))).sign();
  const { act, openings } = parseSubmission(parseCanonical(bytes));
  expect(JSON.stringify(act)).not.toContain('Ana');
  expect(openings).toMatchObject([{ subject: person, path: 'name', value: 'Ana Example' }]);
});

test('a signed act comes back from its file, and from no other bytes', () => {
  expect(readSigned(enrolled.bytes)).toEqual(enrolled);
  const text = Buffer.from(enrolled.bytes).toString();
  for (const other of [`${text}\n`, text.slice(1), text.replace('alderia', 'Alderia'), '', '{}', 'null']) {
    expect(() => readSigned(utf8(other))).toThrow(expect.objectContaining({ code: 'web.not-a-signed-act' }));
  }
});

test('knows a token by its form', () => {
  expect(isToken(token)).toBe(true);
  for (const other of ['', token.slice(1), `${token}A`, token.replace(/.$/, '=')])
    expect(isToken(other)).toBe(false);
});
