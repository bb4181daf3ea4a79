import { newId } from '@comity/acts';
import { type Hand, type Prepared, type Receipt, signAct } from '@comity/client';
import { ed25519Signer, fromBase64url, platformVerifiers, utf8 } from '@comity/log';
import { expect, test } from 'vitest';
import { type Deed, propose, visible } from './house.ts';

const signer = await ed25519Signer(new Uint8Array(32).fill(7));
const person = newId('per');
const hand: Hand = { participant: 'alderia', person, signer };
const seen = { size: 1, root: 'a'.repeat(64) };

/** A deed that hands over what it signed instead of sending it. */
function deedInto(sent: Prepared[]): Deed {
  return async (by) => {
    const prepared = await signAct(by, 'b'.repeat(64), seen, 'people.person-removed', { person });
    sent.push(prepared);
    return { act: prepared.id, index: 3 } as Receipt;
  };
}

test('nothing is signed or sent before the person agrees', async () => {
  const sent: Prepared[] = [];
  const proposal = await propose(hand, deedInto(sent));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(sent).toEqual([]);
  expect(await proposal.sign()).toMatchObject({ index: 3, act: sent[0]!.id });
});

test('the text shown is the text that the signature covers', async () => {
  const sent: Prepared[] = [];
  const proposal = await propose(hand, deedInto(sent));
  await proposal.sign();
  const { sig } = JSON.parse(new TextDecoder().decode(sent[0]!.bytes)) as { sig: { value: string } };
  const verify = platformVerifiers.ed25519!;
  expect(await verify(signer.publicKey, utf8(proposal.text), fromBase64url(sig.value))).toBe(true);
  expect(await verify(signer.publicKey, utf8(`${proposal.text} `), fromBase64url(sig.value))).toBe(false);
});

test('an act that cannot be drafted says so before anything is shown', async () => {
  const deed: Deed = async () => {
    throw new Error('cannot be reached');
  };
  await expect(propose(hand, deed)).rejects.toThrow('cannot be reached');
});

test('marks that hide or turn text are shown by their code point, the line feed stays', () => {
  expect(visible('a\u202eb\u200bc\u0000\nd')).toBe('a⟦U+202E⟧b⟦U+200B⟧c⟦U+0000⟧\nd');
  expect(visible('جهة اتصال, é, 中')).toBe('جهة اتصال, é, 中');
});
