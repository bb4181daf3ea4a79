import {
  type AddCheckpoint,
  equalBytes,
  formatNote,
  formatSignature,
  judgeCheckpoint,
  LogError,
  type NamedKey,
  NOTE_ED25519,
  type Note,
  noteKeyId,
  parseAddCheckpoint,
  platformVerifiers,
  SIZE_TYPE,
} from '@comity/log';
import type { WitnessIdentity } from './folder.ts';
import { cosigned, hashOf, readSeen, type Seen, writeSeen } from './seen.ts';

/** What is answered over HTTP. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
}

export interface WitnessOptions {
  readonly folder: string;
  readonly identity: WitnessIdentity;
  /** The logs that it follows at this moment, by origin. */
  readonly logs: () => Promise<ReadonlyMap<string, NamedKey>>;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

const says = (status: number, text: string): Reply => ({ status, body: `${text}\n` });

/**
 * A witness of C2SP tlog-witness: it cosigns the checkpoints of logs that it follows as long as each contains all it
 * saw before. What it takes is on disk before it signs; requests about one log are answered one after the other. It
 * must be the only one on its folder.
 */
export class Witness {
  readonly #options: WitnessOptions;
  readonly #seen = new Map<string, Seen>();
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(options: WitnessOptions) {
    this.#options = options;
  }

  /** Reads what is kept of all logs, so that what is damaged is found when it starts. */
  async load(): Promise<void> {
    for (const origin of (await this.#options.logs()).keys()) await this.#find(origin);
  }

  /** `POST /add-checkpoint`. */
  async addCheckpoint(body: Uint8Array): Promise<Reply> {
    let request: AddCheckpoint;
    try {
      request = parseAddCheckpoint(body);
    } catch (error) {
      if (error instanceof LogError) return says(400, error.message);
      throw error;
    }
    const { origin } = request.checkpoint;
    const log = (await this.#options.logs()).get(origin);
    // Of logs that it does not follow a witness remembers nothing, not even a turn.
    return log
      ? this.#inTurn(origin, () => this.#answer(request, log))
      : this.#judge(request, undefined, undefined);
  }

  /** `GET /<hash of the origin>/checkpoint`: what it cosigned last. */
  async checkpoint(hash: string): Promise<Reply> {
    const origins = [...(await this.#options.logs()).keys()];
    const origin = origins.find((name) => hashOf(name) === hash);
    const seen = origin === undefined ? undefined : await this.#inTurn(origin, () => this.#find(origin));
    if (!seen) return says(404, 'This witness has cosigned no checkpoint of such a log.');
    return { status: 200, body: formatNote(await cosigned(seen, this.#options.identity)) };
  }

  async #answer(request: AddCheckpoint, log: NamedKey): Promise<Reply> {
    const before = await this.#find(log.name);
    const refusal = await this.#judge(request, log, before);
    if (refusal.status !== 200) return refusal;
    const { folder, identity, clock } = this.#options;
    const { checkpoint, note } = request;
    // The time never goes back, whatever the clock of this machine does.
    const seconds = Math.max(Math.floor(clock() / 1000), before?.seconds ?? 1);
    const seen = { checkpoint, seconds, note: { text: note.text, signatures: ownLines(note, log) } };
    this.#seen.set(log.name, await writeSeen(folder, seen, before));
    const { signatures } = await cosigned(seen, identity);
    return { status: 200, body: formatSignature(signatures.at(-1)!) };
  }

  async #judge(request: AddCheckpoint, log: NamedKey | undefined, seen: Seen | undefined): Promise<Reply> {
    const judgement = await judgeCheckpoint(request, log, seen?.checkpoint, platformVerifiers.ed25519!);
    if (judgement.status === 409) return { status: 409, body: `${judgement.size}\n`, type: SIZE_TYPE };
    return judgement.status === 200 ? says(200, '') : says(judgement.status, judgement.says);
  }

  async #find(origin: string): Promise<Seen | undefined> {
    const seen = this.#seen.get(origin) ?? (await readSeen(this.#options.folder, hashOf(origin)));
    if (seen) this.#seen.set(origin, seen);
    return seen;
  }

  /** A failed write leaves the turn to the next, which reads from memory what was last on disk for certain. */
  #inTurn<T>(origin: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(origin) ?? Promise.resolve()).then(work, work);
    this.#turns.set(origin, turn);
    return turn;
  }
}

/** The signatures of the log itself, which were verified; lines of others are not the witness's to hand on. */
function ownLines(note: Note, { name, publicKey }: NamedKey): Note['signatures'] {
  const id = noteKeyId(name, NOTE_ED25519, publicKey);
  return note.signatures.filter((line) => line.name === name && equalBytes(line.keyId, id));
}
