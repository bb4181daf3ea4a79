import { fromBase64url, type Signer } from '@comity/log';

/** A signing key that never leaves this browser. */
export const newSigningKey = (): Promise<CryptoKeyPair> =>
  crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']) as Promise<CryptoKeyPair>;

export async function signerOf({ publicKey, privateKey }: CryptoKeyPair): Promise<Signer> {
  const { x } = await crypto.subtle.exportKey('jwk', publicKey);
  return {
    alg: 'ed25519',
    publicKey: fromBase64url(x!),
    sign: async (message) =>
      new Uint8Array(await crypto.subtle.sign('Ed25519', privateKey, message as Uint8Array<ArrayBuffer>)),
  };
}
