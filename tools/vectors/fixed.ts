import { readFileSync } from 'node:fs';
import type { OpenpgpKey } from '@comity/acts';
import { type PersonHand, signerHand } from '@comity/acts/testing';
import { fromBase64url, type Signer, sha256Hex, toBase64url } from '@comity/log';
import { openpgpSigner } from '@comity/seal';

interface StoredKey {
  readonly fingerprint: string;
  readonly publicKey: string;
  readonly privateKey: string;
}

/**
 * Keys and signatures that no seed gives: an RSA key, OpenPGP keys, and the OpenPGP signatures made once with
 * them, by the SHA-256 of what they sign. An OpenPGP signature holds random bytes, so it is never made again.
 */
export class Fixed {
  readonly rsa: Record<string, string>;
  readonly #keys: Record<string, StoredKey>;
  readonly #signatures: Record<string, string>;
  readonly #note: string;
  readonly #maySign: boolean;

  constructor(path: string, maySign: boolean) {
    const stored = JSON.parse(readFileSync(path, 'utf8'));
    this.rsa = stored.rsa;
    this.#note = stored.note;
    this.#keys = stored.openpgp;
    this.#signatures = stored.openpgpSignatures;
    this.#maySign = maySign;
  }

  /** The transferable public key of this name: a blob. */
  bytes = (name: string): Uint8Array => fromBase64url(this.#keys[name]!.publicKey);

  key(name: string): OpenpgpKey {
    const bytes = this.bytes(name);
    const blob = { sha256: sha256Hex(bytes), size: bytes.length };
    return { alg: 'openpgp', blob, fingerprint: this.#keys[name]!.fingerprint };
  }

  /** A person who signs with gpg. */
  hand = (participant: string, name: string): PersonHand =>
    signerHand(participant, name, this.key('person'), this.#signer());

  #signer(): Signer {
    return {
      alg: 'openpgp',
      publicKey: this.bytes('person'),
      sign: async (message) => {
        const name = sha256Hex(message);
        const stored = this.#signatures[name];
        if (stored) return fromBase64url(stored);
        if (!this.#maySign) throw new Error(`vectors/fixed.json holds no OpenPGP signature over ${name}.`);
        const made = await (await this.#freshSigner()).sign(message);
        this.#signatures[name] = toBase64url(made);
        return made;
      },
    };
  }

  #freshSigner = () =>
    openpgpSigner({
      privateKey: fromBase64url(this.#keys.person!.privateKey),
      publicKey: this.bytes('person'),
      at: '2026-03-02T09:00:00.000Z',
    });

  toString(): string {
    const { rsa } = this;
    const stored = { note: this.#note, rsa, openpgp: this.#keys, openpgpSignatures: this.#signatures };
    return `${JSON.stringify(stored, null, 1)}\n`;
  }
}
