import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AnyAct, type Leaf, type Opening, parseLeaf, rulesNamedBy } from '@comity/acts';
import { sha256Hex, TILE_WIDTH } from '@comity/log';
import { openpgpVerifier } from '@comity/seal';
import { type Fault, type Replayed, Replayer, type TrustRoot } from '@comity/verify';
import type { Alarms } from './alarms.ts';
import type { Blobs } from './blobs.ts';
import type { Folder } from './folder.ts';
import { type Source, SourceError } from './source.ts';
import type { Tiles } from './tiles.ts';

/** An entry that was replayed, with its act where this mirror may read it. */
export interface Seen extends Replayed {
  readonly index: number;
}

/** What opens a restricted entry; the session certificate beside it, where the act names one. */
export interface OwnOpening {
  readonly opening: Opening;
  readonly certificate?: Uint8Array | undefined;
}

export interface ReplayOptions {
  readonly folder: Folder;
  readonly source: Source;
  readonly tiles: Tiles;
  readonly blobs: Blobs;
  readonly alarms: Alarms;
  readonly trust: TrustRoot;
  /** What opens a restricted entry to the State of this mirror, with the certificate that its act names. */
  readonly opening?: (index: number) => Promise<OwnOpening | undefined>;
  readonly onEntry?: (seen: Seen) => Promise<void>;
  readonly progress?: (what: string, done: number, total: number) => void;
}

const CERTIFICATE_LIMIT = 64 * 1024;
const STEP = 1000;

/**
 * Replays the copied entries through the rules, from the first to the last that is copied. Waits at an entry that
 * cannot be checked yet, because a key or the founding's files are not here; whatever is wrong raises an alarm.
 */
export class Replay {
  readonly replayer: Replayer;
  readonly #o: ReplayOptions;
  #bundle: { index: number; size: number; entries: readonly Uint8Array[] } | undefined;

  constructor(options: ReplayOptions) {
    this.#o = options;
    const { folder, trust } = options;
    this.replayer = new Replayer({
      trust,
      verifiers: { openpgp: openpgpVerifier },
      blob: (sha256) => readNow(join(folder.path, 'blobs', sha256)),
    });
  }

  /** How many entries are replayed. */
  get size(): number {
    return this.replayer.size;
  }

  /** Replays up to this size of the copy, or up to an entry that has to wait. Answers whether none had to. */
  async step(size: number): Promise<boolean> {
    const from = this.size;
    for (let index = from; index < size; index++) {
      if ((index - from) % STEP === 0) this.#o.progress?.('Entries replayed', index - from, size - from);
      if (!(await this.#take(index, await this.#entry(index, size)))) return false;
    }
    if (size > from) this.#o.progress?.('Entries replayed', size - from, size - from);
    return true;
  }

  async #entry(index: number, size: number): Promise<Uint8Array> {
    const bundle = Math.floor(index / TILE_WIDTH);
    if (this.#bundle?.index !== bundle || this.#bundle.size !== size)
      this.#bundle = { index: bundle, size, entries: await this.#o.tiles.entries(bundle, size) };
    return this.#bundle.entries[index % TILE_WIDTH]!;
  }

  async #take(index: number, bytes: Uint8Array): Promise<boolean> {
    const leaf = readLeaf(bytes);
    const own = leaf?.tier === 'restricted' ? await this.#o.opening?.(index) : undefined;
    if (leaf?.tier === 'public') {
      await this.#o.blobs.want(leaf.act, index);
      if (!(await this.#hasKeys(leaf.act))) return false;
      const { session } = leaf.sig;
      if (session !== undefined && !(await this.#certified(session, index))) return false;
    } else if (own?.certificate) this.#certify(own.certificate, own.opening.sig.session!);
    const taken = await this.replayer.take(bytes, own?.opening);
    for (const fault of taken.faults) await this.#alarm(fault, index);
    await this.#o.onEntry?.({ ...taken, index, ...(leaf ? { leaf } : {}) });
    return true;
  }

  /** Files that later checks look into: those of the founding, and keys of people. */
  async #hasKeys(act: AnyAct): Promise<boolean> {
    const needed = neededFiles(act);
    const there = await Promise.all(needed.map((sha256) => this.#o.blobs.fetch(sha256)));
    return there.every((is) => is);
  }

  async #certified(hash: string, index: number): Promise<boolean> {
    if (this.replayer.hasCertificate(hash)) return true;
    const { folder, alarms } = this.#o;
    const bytes = (await folder.read(`certificates/${hash}`)) ?? (await this.#fetchCertificate(hash));
    const about = hash;
    if (!bytes) {
      const says = `The session certificate that entry ${index} names is not to be had (${hash}).`;
      await alarms.raise({ code: 'mirror.certificate-missing', about, index, says });
      return false;
    }
    this.#certify(bytes, hash);
    await alarms.end({ code: 'mirror.certificate-missing', about });
    return true;
  }

  /** One that is malformed is told as the fault of the act that names it. */
  #certify(bytes: Uint8Array, hash: string): void {
    try {
      this.replayer.certify(bytes, hash);
    } catch {}
  }

  async #fetchCertificate(hash: string): Promise<Uint8Array | undefined> {
    const { folder, source } = this.#o;
    try {
      const bytes = await source.get(`api/certificates/${hash}`, CERTIFICATE_LIMIT);
      if (sha256Hex(bytes) !== hash) return undefined;
      await folder.write(`certificates/${hash}`, bytes);
      return bytes;
    } catch (error) {
      if (error instanceof SourceError) return undefined;
      throw error;
    }
  }

  #alarm({ code, says }: Fault, index: number): Promise<void> {
    const about = `${index} ${code}`;
    return this.#o.alarms.raise({ code: 'mirror.act-fails', about, index, says: `${code}: ${says}` });
  }
}

function neededFiles(act: AnyAct): string[] {
  if (act.type === 'body.founded') return [act.data.mandate, act.data.rules, act.data.participants];
  const rules = rulesNamedBy(act);
  if (rules !== undefined) return [rules];
  const key = 'key' in act.data && typeof act.data.key === 'object' ? act.data.key : undefined;
  return act.type.startsWith('people.') && key?.alg === 'openpgp' ? [key.blob.sha256] : [];
}

/** What is malformed is told by the replay itself. */
function readLeaf(bytes: Uint8Array): Leaf | undefined {
  try {
    return parseLeaf(bytes);
  } catch {
    return undefined;
  }
}

/** Checks of signatures are synchronous, and ask for a key once in a while. */
function readNow(path: string): Uint8Array | undefined {
  try {
    return new Uint8Array(readFileSync(path));
  } catch {
    return undefined;
  }
}
