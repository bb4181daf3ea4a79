import { equalBytes } from '@comity/log';
import { enums, type Message, type PublicKey, readMessage } from 'openpgp';
import { type Sign, signWith } from './envelope.ts';
import { SealError } from './errors.ts';
import { type LockedKey, readSigner } from './privatekey.ts';
import { FULL_PROFILE, PROFILE } from './profile.ts';
import { assertUsable, readPublicKey } from './publickey.ts';
import { checkSignature } from './signature.ts';

/**
 * A hand that signs elsewhere, as gpg does with a card. It is given bytes and answers the signed message: binary,
 * one signature over one literal packet, not compressed (`gpg --sign --compress-algo none --no-armor`).
 */
export interface SigningHand {
  /** The key as the record certifies it. */
  readonly publicKey: Uint8Array;
  sign(bytes: Uint8Array): Promise<Uint8Array>;
}

/** Who signs: the public key that belongs to it, and how. */
export interface Signing {
  readonly publicKey: PublicKey;
  readonly sign: Sign;
}

/** Throws what `readSigner` throws for a key at hand; for another hand `seal.key-cannot-sign`. */
export async function signingOf(signer: LockedKey | SigningHand, date: Date): Promise<Signing> {
  if (!('sign' in signer)) {
    const key = await readSigner(signer, date);
    return { publicKey: key.toPublic(), sign: signWith(key, date) };
  }
  const publicKey = await readPublicKey(signer.publicKey);
  await assertUsable(publicKey, date, 'signing');
  return { publicKey, sign: (bytes) => signElsewhere(signer, publicKey, bytes) };
}

/** What another hand made is looked at before anything is sealed: nobody could mend it afterwards. */
async function signElsewhere(
  hand: SigningHand,
  key: PublicKey,
  bytes: Uint8Array,
): Promise<Message<Uint8Array>> {
  const signed = await hand.sign(bytes);
  try {
    const message = (await readMessage({ binaryMessage: signed, config: PROFILE })) as Message<Uint8Array>;
    const literal = message.getLiteralData();
    if (!literal || !equalBytes(literal, bytes)) throw new Error('Other bytes were signed.');
    const [only, ...others] = await message.verify([key], undefined, FULL_PROFILE);
    if (!only || others.length > 0) throw new Error('There is not exactly one signature.');
    const signature = await only.signature;
    await checkSignature(key, bytes, signature);
    // Verifying takes what stands behind the words out of the message: without it nobody could check it again.
    if (message.packets.filterByTag(enums.packet.signature).length === 0)
      message.packets.push(...signature.packets);
    return message;
  } catch {
    throw new SealError('seal.key-cannot-sign', 'The hand that signs did not give a good signature.');
  }
}
