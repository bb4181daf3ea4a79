import { bundleCertificate, type Certificate, parseWith, type Trust } from '@comity/acts';
import { parseCanonical, sha256Hex } from '@comity/log';
import { checkCertificate, type KeyLookup } from '@comity/procedure';
import { type Faults, sentenceOf } from './faults.ts';

const where = 'certificates';

/** The session certificates of a bundle, by hash; each is checked once, when it is first named. */
export class Certificates {
  readonly #held = new Map<string, Certificate>();
  /** Hashes of those that were found good under the host in force. */
  good = new Set<string>();
  /** The same under any host. */
  readonly #everGood = new Set<string>();
  readonly #faults: Faults;

  constructor(frames: readonly Uint8Array[], faults: Faults) {
    this.#faults = faults;
    frames.forEach((frame, record) => {
      try {
        this.add(frame);
      } catch (error) {
        faults.add('verify.certificate-malformed', `Record ${record}: ${sentenceOf(error)}`, { where });
      }
    });
  }

  /** Throws for what is no certificate, or is here already. */
  add(frame: Uint8Array): void {
    const certificate = parseWith(bundleCertificate, parseCanonical(frame), 'The certificate');
    const hash = sha256Hex(frame);
    if (this.#held.has(hash)) throw new Error('The same certificate is here twice.');
    this.#held.set(hash, certificate);
  }

  /** Another host, other domains: what a passkey certified before has to be good there too. */
  beginAgain(): void {
    for (const hash of this.good) this.#everGood.add(hash);
    this.good = new Set();
  }

  get(hash: string): Certificate | undefined {
    return this.#held.get(hash);
  }

  /** Checks the certificate that an act names. Answers whether the act may rest on it. */
  async check(trust: Trust, lookup: KeyLookup, hash: string, index: number): Promise<boolean> {
    const certificate = this.#held.get(hash);
    if (!certificate) {
      const says = `The session certificate ${hash} is not here.`;
      this.#faults.add('verify.certificate-missing', says, { index, where });
      return false;
    }
    if (this.good.has(hash)) return true;
    if (await checkCertificate(trust, lookup, certificate)) {
      this.good.add(hash);
      return true;
    }
    const says = `The session certificate ${hash} is not signed by the key it names.`;
    this.#faults.add('verify.certificate-signature', says, { index, where });
    return false;
  }

  /** Checks those that no readable act named: at the end every key is known, and every domain there was. */
  async end(trust: Trust, lookup: KeyLookup): Promise<void> {
    this.beginAgain();
    for (const [hash, certificate] of this.#held) {
      if (this.#everGood.has(hash) || (await checkCertificate(trust, lookup, certificate))) continue;
      const says = `The session certificate ${hash} is not signed by the key it names.`;
      this.#faults.add('verify.certificate-signature', says, { where });
    }
  }
}
