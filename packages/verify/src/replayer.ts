import type { BodyState, Facts, FieldOpening, Leaf, Trust } from '@comity/acts';
import { canonicalBytes, fromBase64url, type Verifiers, verifierKey } from '@comity/log';
import type { KeyLookup } from '@comity/procedure';
import { Certificates } from './certificates.ts';
import { replayEntry } from './entry.ts';
import { type Fault, Faults, sentenceOf } from './faults.ts';
import { type Founding, readFounding } from './founding.ts';
import { GrowingTree } from './growing.ts';
import { assertTrust, type TrustRoot } from './host.ts';
import { type OpenedEntry, OpenedFields } from './openings.ts';
import { parseEntry, type RawEntry, type Readable, readEntry } from './reading.ts';
import { type Run, startRun } from './run.ts';
import type { Sources } from './sources.ts';

export interface ReplayerOptions {
  /** The body and the key of its log, known from elsewhere. */
  readonly trust: TrustRoot;
  /** Verifiers beside those of the platform: the one for OpenPGP signatures. */
  readonly verifiers?: Verifiers;
  /** The file with this SHA-256 where it is at hand: those of the founding, and keys of people. */
  readonly blob: (sha256: string) => Uint8Array | undefined;
}

/** What came of one entry. */
export interface Replayed {
  readonly faults: readonly Fault[];
  /** Absent where the entry is malformed. */
  readonly leaf?: Leaf;
  /** Absent where the act is not opened to this reader. */
  readonly act?: Readable['act'];
  readonly id?: string;
}

/**
 * Replays a record entry by entry as it grows, through the same checks as a bundle. Files that acts name are the
 * business of whoever keeps them: only what a check itself needs is asked for.
 */
export class Replayer {
  readonly #options: ReplayerOptions;
  readonly #faults = new Faults();
  readonly #tree = new GrowingTree();
  readonly #certificates = new Certificates(this.#faults);
  readonly #fields = new OpenedFields(this.#faults);
  readonly #sources: Sources;
  #run: Run | undefined;

  /** Throws `verify.bad-trust`. */
  constructor(options: ReplayerOptions) {
    assertTrust(options.trust);
    this.#options = options;
    this.#sources = { blob: options.blob };
  }

  /** How many entries were taken. */
  get size(): number {
    return this.#tree.size;
  }
  /** The root of the first `size` entries, hex. */
  root(size: number): string {
    return this.#tree.root(size);
  }
  /** What the record adds up to so far; undefined before the founding. It belongs to the replayer: read only. */
  get state(): BodyState | undefined {
    return this.#run?.state;
  }
  /** The verifier key lines of the log, one for each host there was so far: the key that is trusted is among them. */
  get keys(): string[] {
    const origin = this.state?.founding.origin;
    const lines = (this.state?.hosts ?? []).map(({ key }) => verifierKey(origin!, fromBase64url(key.key)));
    return [...new Set(lines)];
  }
  /** What checking a further act needs. Throws before the founding. */
  get grounds(): { state: BodyState; facts: Facts; trust: Trust; lookup: KeyLookup; closed: number } {
    if (!this.#run) throw new Error('Nothing was founded yet.');
    const { state, ledger, trust, lookup, unproven } = this.#run;
    return { state, facts: ledger, trust, lookup, closed: unproven.closed + unproven.recipients };
  }
  /** The act that used this nonce in the name of this actor, if any did. */
  usedNonce(actor: string, nonce: string): string | undefined {
    return this.#run?.nonces.find(actor, nonce);
  }

  /** Gives a session certificate, before the first act that names it. Throws for what is none; twice does no harm. */
  certify(bytes: Uint8Array, hash: string): void {
    if (!this.#certificates.get(hash)) this.#certificates.add(bytes);
  }
  hasCertificate(hash: string): boolean {
    return this.#certificates.get(hash) !== undefined;
  }
  /** Gives the opening of a field, before the act that commits to it. Throws where it is open already. */
  openField(opening: FieldOpening): void {
    this.#fields.open(opening);
  }

  /** Takes the next entry, with what opens it. Answers what is wrong with it. */
  async take(bytes: Uint8Array, opening?: OpenedEntry['opening']): Promise<Replayed> {
    const index = this.#tree.size;
    this.#tree.append(bytes);
    const opened = opening && { index, opening, bytes: canonicalBytes({ index, ...opening }) };
    const taken = index === 0 ? await this.#found(bytes) : await this.#replay({ index, bytes, opened });
    return { ...taken, faults: this.#faults.drain() };
  }

  async #found(bytes: Uint8Array): Promise<Omit<Replayed, 'faults'>> {
    const founding = await readFounding(bytes, this.#sources, this.#tree, this.#faults);
    if (!founding) return {};
    const { body } = this.#options.trust;
    if (body !== founding.state.id)
      this.#faults.add('verify.other-body', `This is the body ${founding.state.id}, not ${body}.`);
    this.#run = this.#start(founding);
    return { act: founding.act as Readable['act'], id: founding.state.id };
  }

  #start(founding: Founding): Run {
    const beginning = { audience: undefined, sources: this.#sources, tree: this.#tree };
    const held = { faults: this.#faults, certificates: this.#certificates, fields: this.#fields };
    return startRun({ ...beginning, ...held }, founding, this.#options.verifiers);
  }

  async #replay(raw: RawEntry): Promise<Omit<Replayed, 'faults'>> {
    const run = this.#run;
    const { index } = raw;
    if (!run) {
      this.#faults.add('verify.founding', 'The founding could not be read.', { index });
      return {};
    }
    const entry = readEntry(run, parseEntry(run, raw));
    try {
      await replayEntry(run, entry);
    } catch (error) {
      this.#faults.add('verify.entry-failed', sentenceOf(error), { index });
      run.state.size = index + 1;
    }
    const { leaf, readable } = entry;
    return { ...(leaf ? { leaf } : {}), ...(readable ? { act: readable.act, id: readable.id } : {}) };
  }
}
