import { rulesNamedBy } from '@comity/acts';
import { sha256Hex } from '@comity/log';
import { listFileIn, requiredBlobs } from './blobs.ts';
import type { Signed, Sources } from './sources.ts';

/** Gives the files beside a record, by SHA-256. */
export interface FileReader {
  /** How large the file is, if it is here; asked for after `look`, where there is that. */
  size(sha256: string): number | undefined;
  /** Finds out whether the file is here and has the hash in its name. */
  look?(sha256: string): Promise<void>;
  /** The whole content. */
  bytes(sha256: string): Promise<Uint8Array | undefined>;
}

/** How many bytes of files are held at a time. */
const HELD = 64 * 1024 * 1024;

/** The files that checks look into, brought to hand act by act and held while there is room. */
export class Files implements Sources {
  readonly #held = new Map<string, Uint8Array>();
  readonly #reader: FileReader;
  #bytes = 0;

  constructor(reader: FileReader) {
    this.#reader = reader;
  }

  blob = (sha256: string): Uint8Array | undefined => this.#held.get(sha256);
  blobSize = (sha256: string): number | undefined => this.#reader.size(sha256);

  /** Brings to hand what a check of this act looks into. Reading may throw; a file that is missing is told later. */
  async load(signed: Signed): Promise<void> {
    const named = [...requiredBlobs(signed.act), listFileIn(signed.act) ?? []].flat();
    if (this.#reader.look) for (const { sha256 } of named) await this.#reader.look(sha256);
    for (const sha256 of lookedInto(signed)) await this.#hold(sha256);
  }

  async #hold(sha256: string): Promise<void> {
    const bytes = this.#held.get(sha256) ?? (await this.#reader.bytes(sha256));
    if (!bytes || (!this.#held.has(sha256) && sha256Hex(bytes) !== sha256)) return;
    if (!this.#held.delete(sha256)) this.#bytes += bytes.length;
    // Whoever was asked for last is forgotten last.
    this.#held.set(sha256, bytes);
    for (const [name, { length }] of this.#held) {
      if (this.#bytes <= HELD || name === sha256) return;
      this.#held.delete(name);
      this.#bytes -= length;
    }
  }
}

/** The files whose content a check needs: of the founding, rules, OpenPGP keys, the counts of an epoch, regional lists. */
function lookedInto({ act, sig, certificate }: Signed): string[] {
  if (act.type === 'body.founded') return requiredBlobs(act).map(({ sha256 }) => sha256);
  if (act.type === 'host.epoch') return [act.data.openings];
  if (act.type === 'directory.list-imported') return [act.data.file.sha256];
  const rules = rulesNamedBy(act);
  const asked: string[] = rules === undefined ? [] : [rules];
  if (sig.alg === 'openpgp') asked.push(act.actor.key);
  if (certificate?.sig.alg === 'openpgp') asked.push(certificate.statement.by);
  if ('proof' in act.data && act.data.key.alg === 'openpgp') asked.push(act.data.key.blob.sha256);
  return asked;
}
