import { bundleCertificate, type Certificate, HashIndex, parseWith, type Trust } from '@comity/acts';
import { parseCanonical, sha256Hex } from '@comity/log';
import { checkCertificate, type KeyLookup } from '@comity/procedure';
import { type Faults, sentenceOf } from './faults.ts';

const where = 'certificates';

/** Gives the bytes of the certificate with this hash, where it is at hand. */
export type CertificateReader = (hash: string) => Promise<Uint8Array | undefined>;

/** How many certificates that can be read again are held at a time. */
const HELD = 2048;

/**
 * The session certificates of a record, by hash; each is checked once, when it is first named. With a reader only the
 * latest are held, and `load` brings one back before it is asked for; without, those that were added.
 */
export class Certificates {
  readonly #held = new Map<string, Certificate>();
  readonly #read: CertificateReader | undefined;
  /** Hashes of those that were found good under the host in force. */
  good = new Set<string>();
  /** The same under any host. */
  readonly #everGood = new HashIndex();
  readonly #faults: Faults;

  constructor(faults: Faults, read?: CertificateReader) {
    this.#faults = faults;
    this.#read = read;
  }

  /** Throws for what is no certificate, or is here already. */
  add(frame: Uint8Array): void {
    const hash = sha256Hex(frame);
    if (this.#held.has(hash)) throw new Error('The same certificate is here twice.');
    this.#held.set(hash, parseCertificate(frame));
  }

  /** Brings the certificate with this hash to hand, if there is one. Reading may throw; what is malformed is none. */
  async load(hash: string): Promise<void> {
    if (!this.#read) return;
    const held = this.#held.get(hash);
    if (held) {
      // Whoever asked last is forgotten last.
      this.#held.delete(hash);
      this.#held.set(hash, held);
      return;
    }
    const bytes = await this.#read(hash);
    if (!bytes || sha256Hex(bytes) !== hash) return;
    try {
      this.#held.set(hash, parseCertificate(bytes));
    } catch (error) {
      this.#faults.add('verify.certificate-malformed', `${hash}: ${sentenceOf(error)}`, { where });
    }
    if (this.#held.size > HELD) this.#forget(this.#held.keys().next().value!);
  }

  /** Whoever names it again has it read and checked again. */
  #forget(hash: string): void {
    this.#held.delete(hash);
    this.#remember(hash);
    this.good.delete(hash);
  }

  #remember(hash: string): void {
    if (this.good.has(hash)) this.#everGood.set(hash, 0);
  }

  /** Another host, other domains: what a passkey certified before has to be good there too. */
  beginAgain(): void {
    for (const hash of this.good) this.#remember(hash);
    this.good = new Set();
  }

  get(hash: string): Certificate | undefined {
    return this.#held.get(hash);
  }

  /** Checks the certificate that an act names. Answers whether the act may rest on it. */
  async check(trust: Trust, lookup: KeyLookup, hash: string, index: number): Promise<boolean> {
    await this.load(hash);
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

  /**
   * Checks those of a bundle that no readable act named: at the end every key is known, and every domain there was.
   * `hashes` are those of all certificates in it.
   */
  async end(trust: Trust, lookup: KeyLookup, hashes: AsyncIterable<string>): Promise<void> {
    this.beginAgain();
    for await (const hash of hashes) {
      if (this.#everGood.has(hash)) continue;
      await this.load(hash);
      const certificate = this.#held.get(hash);
      if (!certificate || (await checkCertificate(trust, lookup, certificate))) continue;
      const says = `The session certificate ${hash} is not signed by the key it names.`;
      this.#faults.add('verify.certificate-signature', says, { where });
    }
  }
}

export const parseCertificate = (frame: Uint8Array): Certificate =>
  parseWith(bundleCertificate, parseCanonical(frame), 'The certificate');

/** The name of a certificate, read. Throws for what is none. */
export function hashOfCertificate(frame: Uint8Array): string {
  parseCertificate(frame);
  return sha256Hex(frame);
}
