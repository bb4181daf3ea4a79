import { bundleCertificate, type Certificate, parseWith, type Trust } from '@comity/acts';
import { parseCanonical, sha256Hex } from '@comity/log';
import { checkCertificate, type KeyLookup } from '@comity/procedure';
import { type Faults, sentenceOf } from './faults.ts';

const where = 'certificates';

/** The session certificates of a dossier, by hash; each is checked once, when it is first named. */
export class Certificates {
  readonly #held = new Map<string, Certificate>();
  readonly #named = new Set<string>();
  /** Hashes of those that were found good under the host in force. */
  good = new Set<string>();
  readonly #faults: Faults;

  constructor(records: readonly Uint8Array[], faults: Faults) {
    this.#faults = faults;
    for (const record of records) {
      try {
        const certificate = parseWith(bundleCertificate, parseCanonical(record), 'The certificate');
        const hash = sha256Hex(record);
        if (this.#held.has(hash)) throw new Error('The same certificate is here twice.');
        this.#held.set(hash, certificate);
      } catch (error) {
        faults.add('dossier.certificate-malformed', sentenceOf(error), { where });
      }
    }
  }

  /** The certificate that an act names. */
  get(hash: string): Certificate | undefined {
    this.#named.add(hash);
    return this.#held.get(hash);
  }

  /** Whether an act may rest on the certificate that it names. */
  async check(trust: Trust, lookup: KeyLookup, hash: string, index: number): Promise<boolean> {
    const certificate = this.get(hash);
    if (!certificate) {
      const says = `The session certificate ${hash} is not here.`;
      this.#faults.add('dossier.certificate-missing', says, { index, where });
      return false;
    }
    if (this.good.has(hash)) return true;
    if (!(await checkCertificate(trust, lookup, certificate))) return false;
    this.good.add(hash);
    return true;
  }

  /** Another host, other domains: what a passkey certified before has to be good there too. */
  beginAgain(): void {
    this.good = new Set();
  }

  /** What no act named does not belong here. */
  end(): void {
    for (const hash of this.#held.keys())
      if (!this.#named.has(hash))
        this.#faults.add('dossier.certificate-unused', `No act here names the certificate ${hash}.`, {
          where,
        });
  }
}
