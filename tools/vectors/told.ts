import { type ActType, type DataOf, hostKey, parseLeaf } from '@comity/acts';
import {
  Chronicle,
  type DraftOptions,
  type Founding,
  type Hand,
  hostHand,
  recipientsIn,
  type Signed,
  type Written,
  withList,
} from '@comity/acts/testing';
import { platformVerifiers, toHex } from '@comity/log';
import { checkSignatures, type Decision, decide, judgeStamps } from '@comity/procedure';
import { openpgpVerifier } from '@comity/seal';

/** A record whose every act was checked as a verifier checks it: signature, then rules; with what was answered. */
export class Told {
  readonly chronicle: Chronicle;
  readonly rules = new Map<number, string>();
  readonly roots: string[] = [];

  private constructor(chronicle: Chronicle) {
    this.chronicle = chronicle;
    this.roots.push(toHex(chronicle.root));
    this.rules.set(0, 'body.host-states-facts');
  }

  static open = async (founding: Partial<Founding> = {}): Promise<Told> =>
    new Told(await Chronicle.found(founding));

  host = (): Promise<Hand> => hostHand(this.chronicle.state.founding.origin);

  /** What checking a signed act answers here: a fault of its signatures, or the decision of the rules. */
  async judge(signed: Signed, received = this.chronicle.now): Promise<string | Decision> {
    const { state, ledger: facts } = this.chronicle;
    const { prepared, sig, certificate, fields } = signed;
    const stamps = await judgeStamps(state, prepared.id, signed.stamps ?? []);
    const fault = await checkSignatures(this.trust, this.#lookup(signed), prepared, sig);
    const recipients = recipientsIn(fields);
    if (fault ?? stamps.bad[0]) return fault ?? 'bad-stamp';
    const book = this.chronicle.book(prepared.act);
    const told = { certificate, received, recipients, book, stamps: stamps.good };
    return decide({ state, facts, ...prepared, sig, ...told });
  }

  get trust() {
    const { rpIds, origins } = this.chronicle.state.host;
    return {
      verifiers: { ...platformVerifiers, openpgp: openpgpVerifier },
      domains: { rpIds, origins },
      blob: (sha256: string) => this.chronicle.blobs.get(sha256),
    };
  }

  #lookup({ certificate }: Signed) {
    const { state } = this.chronicle;
    return {
      body: this.chronicle.body,
      key: (id: string) => hostKey(state, id) ?? state.keys.get(id)?.key,
      certificate: () => certificate,
    };
  }

  /** Writes an act that is in order; throws for any other. */
  async tell<T extends ActType>(
    hand: Hand,
    type: T,
    data: DataOf<T>,
    how: DraftOptions = {},
  ): Promise<Written> {
    return this.write(await this.chronicle.sign(hand, type, data, how));
  }

  /** The same for one that was signed before. */
  async write(signed: Signed): Promise<Written> {
    const { type } = signed.prepared.act;
    const answer = await this.judge(signed);
    if (typeof answer === 'string' || !answer.allowed)
      throw new Error(`${type} is not in order: ${JSON.stringify(answer)}`);
    this.rules.set(this.chronicle.size, answer.rule);
    const written = this.chronicle.append(signed);
    this.roots.push(toHex(this.chronicle.root));
    parseLeaf(written.bytes);
    return written;
  }

  /** The same for an act that changes a list of the directory. */
  tellList<T extends ActType>(hand: Hand, type: T, data: Omit<DataOf<T>, 'list'>, how: DraftOptions = {}) {
    return this.tell(hand, type, withList(this.chronicle, hand, type, data), how);
  }
}
