import {
  actorName,
  type Certificate,
  certificate as certificateSchema,
  formatSubmitted,
  leafCommitment,
  MAX_SUBMITTED_BYTES,
  parseSubmitted,
  parseWith,
  type SubmittedAct,
  stampAct,
  streamOf,
  tierOf,
} from '@comity/acts';
import { parseCanonical, type Signer, sha256Hex, toBase64url } from '@comity/log';
import { checkCertificate } from '@comity/procedure';
import type { Replayer } from '@comity/verify';
import type { Folder } from './folder.ts';
import { type HandedIn, isRefusal, type Refusal, readHandedIn, refusalOf } from './judging.ts';
import type { Seen } from './replaying.ts';
import type { Reply } from './serving.ts';

const PRIVATE = 0o600;
/** One person, however angry, does not fill the list: acts of one actor, certificates by one key. */
const MOST_OF_ONE = { acts: 500, certificates: 50 };

export interface SubmissionsOptions {
  readonly folder: Folder;
  /** The name and key under which this mirror stamps. */
  readonly mirror: string;
  readonly signer: Signer;
  readonly body: string;
  readonly replayer: Replayer;
  /** Whether everything that is copied is replayed. */
  readonly isLevel: () => boolean;
  readonly clock?: () => number;
  /** How much one may hand in. */
  readonly most?: typeof MOST_OF_ONE | undefined;
}

/**
 * Acts that a host refused or left unanswered: checked as a host has to, stamped, kept. In public stand id, stream and
 * time, nothing else; the act itself is for its State and, when it comes, the log.
 */
export class Submissions {
  readonly #o: SubmissionsOptions;
  readonly #clock: () => number;
  readonly #acts = new Map<string, SubmittedAct>();
  /** By actor, or by the key that certified: how many. */
  readonly #counts = new Map<string, number>();
  readonly #most: typeof MOST_OF_ONE;
  /** Where acts came to stand in the log, by id. */
  readonly #logged = new Map<string, number>();
  /** The act behind a commitment, for restricted ones. */
  readonly #behind = new Map<string, string>();
  /** Entries by the beginning of their act's id or, for what is not opened here, of their commitment. */
  readonly #entries = new Map<string, number>();
  #line: Promise<unknown> = Promise.resolve();

  private constructor(options: SubmissionsOptions) {
    this.#o = options;
    this.#clock = options.clock ?? Date.now;
    this.#most = options.most ?? MOST_OF_ONE;
  }

  static async open(options: SubmissionsOptions): Promise<Submissions> {
    const submissions = new Submissions(options);
    const bytes = await options.folder.read('submitted');
    for (const entry of bytes ? parseSubmitted(bytes).submitted : []) {
      const kept = await options.folder.read(pathOf(entry.act));
      const handed = kept && readHandedIn(kept);
      if (handed && !isRefusal(handed)) submissions.#note(entry, handed);
    }
    for (const hash of await options.folder.list(HANDED)) {
      const kept = await options.folder.read(certificatePath(hash));
      const certificate = kept && readCertificate(kept);
      if (certificate) submissions.#count(certificate.statement.by);
    }
    return submissions;
  }

  /** The list as it is served and saved. */
  get list(): string {
    const { mirror, signer } = this.#o;
    const key = toBase64url(signer.publicKey);
    return formatSubmitted({ v: 1, mirror, key, submitted: [...this.#acts.values()] });
  }
  get counts(): { stamped: number; logged: number } {
    const logged = [...this.#acts.keys()].filter((id) => this.#logged.has(id)).length;
    return { stamped: this.#acts.size, logged };
  }

  /** Told every entry of the log, so that an act that was logged after all is known to be. */
  onEntry({ index, leaf, id }: Seen): void {
    const name = leaf?.tier === 'restricted' ? leaf.commitment : id;
    if (name === undefined) return;
    this.#entries.set(beginning(name), index);
    const act = this.#behind.get(name) ?? name;
    if (this.#acts.has(act)) this.#logged.set(act, index);
  }

  /** Somebody hands in an act: one after the other, so that a list is never written from two sides. */
  submit(bytes: Uint8Array): Promise<Reply> {
    const reply = this.#line.then(() => this.#submit(bytes));
    this.#line = reply.catch(() => {});
    return reply;
  }

  async #submit(bytes: Uint8Array): Promise<Reply> {
    const handed = readHandedIn(bytes);
    if (isRefusal(handed)) return refused(handed);
    const { id } = handed.prepared;
    const before = this.#acts.get(id);
    if (before) return this.#reply(before);
    if (!this.#o.isLevel()) return refused(NOT_LEVEL);
    const certificate = await this.#certificate(handed);
    const refusal = await refusalOf(this.#o.replayer, handed, certificate, this.#clock());
    const index = this.#indexOf(handed);
    // What stands in the log already is refused as repeated by some rule or other: it needs no stamp.
    if (index !== undefined && refusal?.status !== 403)
      return { status: 200, value: { act: id, stream: streamOf(handed.prepared.act), logged: index } };
    if (refusal) return refused(refusal);
    if (this.#isFull(handed)) return refused(FULL);
    return this.#reply(await this.#stamp(handed, bytes));
  }

  #reply(entry: SubmittedAct): Reply {
    const logged = this.#logged.get(entry.act);
    const key = toBase64url(this.#o.signer.publicKey);
    return { status: 200, value: { ...entry, key, ...(logged === undefined ? {} : { logged }) } };
  }

  async #stamp(handed: HandedIn, bytes: Uint8Array): Promise<SubmittedAct> {
    const { folder, mirror, signer, body } = this.#o;
    const { id: act, act: content } = handed.prepared;
    const at = new Date(this.#clock()).toISOString();
    const stamp = await stampAct({ body, act, mirror, at }, signer);
    const entry = { act, at, stream: streamOf(content), stamp };
    await folder.write(pathOf(act), bytes, PRIVATE);
    this.#note(entry, handed);
    await folder.settle();
    await folder.write('submitted', this.list);
    await folder.settle();
    return entry;
  }

  #note(entry: SubmittedAct, handed: HandedIn): void {
    this.#acts.set(entry.act, entry);
    this.#count(actorOf(handed));
    const commitment = commitmentOf(handed);
    if (commitment) this.#behind.set(commitment, entry.act);
  }

  #count(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  #indexOf(handed: HandedIn): number | undefined {
    return this.#entries.get(beginning(commitmentOf(handed) ?? handed.prepared.id));
  }

  #isFull(handed: HandedIn): boolean {
    const room = MAX_SUBMITTED_BYTES - 600 * this.#acts.size;
    return room < 1000 || (this.#counts.get(actorOf(handed)) ?? 0) >= this.#most.acts;
  }

  async #certificate({ submission: { sig } }: HandedIn): Promise<Certificate | undefined> {
    const bytes = sig.session && (await this.#o.folder.read(certificatePath(sig.session)));
    return bytes ? readCertificate(bytes) : undefined;
  }

  /** Somebody hands in the certificate of a session: kept if a registered key made it and it is still in force. */
  async certify(hash: string, bytes: Uint8Array): Promise<Reply> {
    const found = sha256Hex(bytes) === hash ? readCertificate(bytes) : undefined;
    if (!found || Date.parse(found.statement.expires) < this.#clock()) return refused(NO_CERTIFICATE);
    if (!this.#o.isLevel()) return refused(NOT_LEVEL);
    const { trust, lookup } = this.#o.replayer.grounds;
    if (!(await checkCertificate(trust, lookup, found))) return refused(NO_CERTIFICATE);
    const taken: Reply = { status: 200, value: { certificate: hash } };
    if (await this.#o.folder.has(certificatePath(hash))) return taken;
    const { by } = found.statement;
    if ((this.#counts.get(by) ?? 0) >= this.#most.certificates) return refused(FULL);
    this.#count(by);
    await this.#o.folder.write(certificatePath(hash), bytes, PRIVATE);
    return taken;
  }
}

const HANDED = 'private/handed';
const pathOf = (act: string) => `private/acts/${act}.act`;
const certificatePath = (hash: string) => `${HANDED}/${hash}`;
const beginning = (hash: string) => hash.slice(0, 24);
const actorOf = ({ prepared }: HandedIn) => actorName(prepared.act.actor);

/** The commitment that a restricted act would have in the log; undefined for a public one. */
function commitmentOf({ prepared: { act }, submission: { sig, salt } }: HandedIn): string | undefined {
  return tierOf(act) === 'restricted' && salt !== undefined ? leafCommitment({ salt, act, sig }) : undefined;
}

function readCertificate(bytes: Uint8Array): Certificate | undefined {
  try {
    return parseWith(certificateSchema, parseCanonical(bytes), 'The certificate');
  } catch {
    return undefined;
  }
}

const refused = ({ status, ...value }: Refusal): Reply => ({ status, value });
const NOT_LEVEL: Refusal = {
  status: 503,
  code: 'mirror.not-level',
  title: 'This mirror has not replayed the whole log yet. Try again soon, or hand the act to another one.',
};
const FULL: Refusal = {
  status: 429,
  code: 'mirror.full',
  title: 'This mirror keeps no more acts, of this signer or at all. Hand the act to another one.',
};
const NO_CERTIFICATE: Refusal = {
  status: 403,
  code: 'mirror.bad-certificate',
  title: 'This is no session certificate with this hash, in force and signed by a key of the record.',
};
