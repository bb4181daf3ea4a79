import type { AnyAct, Certificate, Host, PublicKey, Trust } from '@comity/acts';
import { certificate, describeKey, hostKey, idOfKey, parseWith } from '@comity/acts';
import { parseCanonical, platformVerifiers, type Signer } from '@comity/log';
import type { KeyLookup } from '@comity/procedure';
import { openpgpVerifier } from '@comity/seal';
import { type Database, type DomainError, findBlob, type KeptFile } from '../../platform/index.ts';
import { Edge } from './edge.ts';
import { wentBack } from './errors.ts';
import type { ActHandlers, Candidate, Place } from './handlers.ts';
import { HeldState } from './held.ts';
import { Lines } from './lines.ts';
import { GroupQueue } from './queue.ts';
import { Shelf } from './shelf.ts';
import { findCertificate } from './store-openings.ts';
import { findCheckpoint, type StoredCheckpoint } from './store-tiles.ts';
import { NO_POLICY, type PolicySource } from './witnesses/policy.ts';

/** What was placed: for whoever listens (live events, the tree). `audience` is absent for public acts. */
export interface Placement {
  readonly index: number;
  readonly type: AnyAct['type'];
  readonly stream: string;
  readonly received: string;
  readonly audience?: readonly string[];
}

/**
 * The record of one body on one server: the held state, the host's key, and the small caches that spare
 * the hot path its look-ups. Everything in it can be lost and read again.
 */
export class Record {
  readonly database: Database;
  readonly host: Signer;
  /** The id of the host's key in acts. */
  readonly hostId: string;
  readonly held = new HeldState();
  readonly shelf = new Shelf();
  readonly lines = new Lines();
  /** The newest checkpoint, as it is served. */
  readonly edge = new Edge<StoredCheckpoint | undefined>();
  readonly queue = new GroupQueue<Candidate, Place>();
  readonly handlers: ActHandlers;
  readonly clock: () => number;
  readonly head: KeptFile;
  /** The largest size that this server knows to have been signed. */
  signed = 0;
  /** Why nothing is placed or signed at present, by who found it out. */
  readonly stops = new Map<'head' | 'witness', DomainError>();
  /** What witnesses say and do not show, by witness: nothing is signed as long as they do. */
  readonly claims = new Map<string, DomainError>();
  readonly policy: PolicySource;
  readonly #listeners = new Set<(placement: Placement) => void>();
  readonly #certificates = new Map<string, Certificate>();
  #goodCertificates = new Set<string>();
  #host: Host | undefined;
  readonly #keyBlobs = new Map<string, Uint8Array>();
  readonly #checkpoints = new Map<number, string>();

  constructor(options: {
    database: Database;
    host: Signer;
    head: KeptFile;
    policy?: PolicySource;
    handlers: ActHandlers;
    clock?: () => number;
  }) {
    this.database = options.database;
    this.host = options.host;
    this.head = options.head;
    this.hostId = idOfKey(describeKey('ed25519', options.host.publicKey));
    this.policy = options.policy ?? NO_POLICY;
    this.handlers = options.handlers;
    this.clock = options.clock ?? Date.now;
  }

  /** Why this host does not sign at present, if anything stops it. */
  get stop(): DomainError | undefined {
    return this.stops.get('witness') ?? this.stops.get('head') ?? this.claims.values().next().value;
  }

  /** Throws where a witness shows, or says, that the log was signed further or otherwise than this database knows. */
  assertUnforked(): void {
    const found = this.stops.get('witness') ?? this.claims.values().next().value;
    if (found) throw found;
  }

  /** Throws where it is shown that places would be given twice. `size` is how many entries the database holds. */
  assertGoesOn(size: number): void {
    const found = this.stops.get('witness') ?? this.stops.get('head');
    if (found) throw found;
    if (size < this.signed) throw wentBack('This server knows', this.signed, size);
  }

  /** Calls back after each commit on this server; returns how to stop it. */
  onPlaced(listener: (placement: Placement) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  announce(placement: Placement): void {
    for (const listener of this.#listeners) listener(placement);
  }

  /** What signatures are checked against: this platform's verifiers, the body's domains, key material at hand. */
  trust(): Trust {
    const { rpIds, origins } = this.held.now.host;
    return {
      verifiers: { ...platformVerifiers, openpgp: openpgpVerifier },
      domains: { rpIds, origins },
      blob: (sha256) => this.#keyBlobs.get(sha256),
    };
  }

  /** Keys and certificates an act may need, fetched so that checking can be a plain look-up. */
  async lookup(
    certificateHash: string | undefined,
    keys: readonly (PublicKey | undefined)[],
  ): Promise<KeyLookup> {
    if (certificateHash) await this.#loadCertificate(certificateHash);
    for (const key of keys) if (key?.alg === 'openpgp') await this.#loadKey(key.blob.sha256);
    const state = this.held.now;
    return {
      body: state.id,
      key: (id) => hostKey(state, id) ?? state.keys.get(id)?.key,
      certificate: (hash) => this.#certificates.get(hash),
      goodCertificates: this.#goodUnder(state.host),
    };
  }

  /** Certificates that were good under this host. Another one may have other domains: then all are checked again. */
  #goodUnder(host: Host): Set<string> {
    if (this.#host !== host) this.#goodCertificates = new Set();
    this.#host = host;
    return this.#goodCertificates;
  }

  async #loadCertificate(hash: string): Promise<void> {
    if (this.#certificates.has(hash)) return;
    const bytes = await findCertificate(this.database.read, hash);
    if (!bytes) return;
    // What is no longer kept is checked again when it comes back.
    if (this.#goodCertificates.size >= KEPT) this.#goodCertificates.clear();
    remember(this.#certificates, hash, parseWith(certificate, parseCanonical(bytes), 'The certificate'));
  }

  async #loadKey(sha256: string): Promise<void> {
    if (this.#keyBlobs.has(sha256)) return;
    const blob = await findBlob(this.database.read, sha256);
    if (blob) remember(this.#keyBlobs, sha256, blob.bytes);
  }

  /** Whether a checkpoint of this size and root was published here. */
  async isPublished(size: number, root: string): Promise<boolean> {
    const known = this.#checkpoints.get(size) ?? (await findCheckpoint(this.database.read, size))?.root;
    if (known) remember(this.#checkpoints, size, known);
    return known === root;
  }
}

const KEPT = 4096;

/** A bounded memory: the oldest goes first. */
function remember<K, V>(map: Map<K, V>, key: K, value: V): void {
  if (map.size >= KEPT && !map.has(key)) map.delete(map.keys().next().value!);
  map.set(key, value);
}
