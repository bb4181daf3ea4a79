import { canonicalBytes, EMPTY_ROOT, Frontier, leafHash, sha256Hex, toHex } from '@comity/log';
import { type Mandate, type ParticipantList, type RuleBook, ruleBook } from '../catalogue/body.ts';
import type { Recipient } from '../catalogue/exchange.ts';
import type { ActType, DataOf } from '../catalogue/index.ts';
import { draftAct } from '../draft.ts';
import { type FieldOpening, type Leaf, leafBytes, makeLeaf, type Opening, type Stamp } from '../entry.ts';
import { type Act, type AnyAct, type Certificate, type PreparedAct, streamOf, tierOf } from '../envelope.ts';
import { listAfter } from '../fold/directory.ts';
import { foundBody } from '../fold/found.ts';
import { bookNamedBy, foldEntry } from '../fold/index.ts';
import { Ledger } from '../fold/ledger.ts';
import { timeOf } from '../formats.ts';
import type { RootKey, Signature } from '../key.ts';
import { manifestBytes } from '../manifest.ts';
import type { BodyState } from '../state.ts';
import { type Hand, hostHand, rootHand } from './hands.ts';
import { testNonce, testSalt } from './seeds.ts';

/** An act with its signature and what travels beside it: what a client would send. */
export interface Signed {
  readonly prepared: PreparedAct;
  readonly sig: Signature;
  readonly certificate?: Certificate;
  readonly fields: readonly FieldOpening[];
  /** Those of mirrors that saw it before the host placed it. */
  readonly stamps?: readonly Stamp[];
}

/** An entry as it came to stand, with everything that opens it. */
export interface Written extends Signed {
  readonly index: number;
  readonly leaf: Leaf;
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
  readonly opening?: Opening;
}

export interface DraftOptions {
  readonly at?: string;
  readonly base?: string;
  readonly nonce?: string;
  readonly seen?: { readonly size: number; readonly root: string };
  readonly fields?: readonly FieldOpening[];
}

export interface Founding {
  readonly origin: string;
  readonly participants: ParticipantList['participants'];
  readonly rules: RuleBook;
  readonly start: string;
}

const named = (id: string, kind: 'state' | 'observer' | 'secretariat', en: string) => ({
  id,
  kind,
  names: { en },
});

export const NO_RULES: RuleBook = ruleBook.parse({
  v: 1,
  engine: 1,
  rules: {},
  numbers: { clockTolerance: 300, sessionLife: 43_200, confirmationLife: 2_592_000, deadlineAhead: 600 },
});

/** A body of three States, an observer and a secretariat: none of them exists. */
export const USUAL_FOUNDING: Founding = {
  origin: 'body.example/log',
  participants: [
    named('alpha', 'state', 'Alpha'),
    named('beta', 'state', 'Beta'),
    named('gamma', 'state', 'Gamma'),
    named('observer', 'observer', 'The Observer'),
    named('secretariat', 'secretariat', 'The Secretariat'),
  ],
  rules: NO_RULES,
  start: '2026-03-02T09:00:00.000Z',
};

const MANDATE: Mandate = { v: 1, name: { en: 'A body' }, purpose: { en: 'To try every act.' } };

async function foundingData(f: Founding, host: RootKey, keep: (value: unknown) => string) {
  const { key: root } = await rootHand('secretariat');
  return {
    origin: f.origin,
    rpIds: ['body.example'],
    origins: ['https://body.example'],
    languages: ['en', 'fr'],
    mandate: keep(MANDATE),
    rules: keep(f.rules),
    participants: keep({ v: 1, participants: f.participants }),
    host,
    secretariat: { participant: 'secretariat', root },
    confirmations: 2,
    hostChange: 2,
  } satisfies DataOf<'body.founded'>;
}

/**
 * A record in memory, written act by act as a host would: places, folds and keeps what it is given. It asks no
 * rule and checks no signature, so whoever uses it does that before. Time moves by a second an act.
 */
export class Chronicle {
  readonly written: Written[] = [];
  readonly blobs = new Map<string, Uint8Array>();
  readonly ledger = new Ledger();
  readonly certificates = new Map<string, Certificate>();
  readonly host: Hand;
  now: number;
  state!: BodyState;
  readonly #tree = new Frontier();

  constructor(host: Hand, start: string) {
    this.host = host;
    this.now = Date.parse(start);
  }

  static async found(changes: Partial<Founding> = {}): Promise<Chronicle> {
    const founding = { ...USUAL_FOUNDING, ...changes };
    const host = await hostHand(founding.origin);
    const chronicle = new Chronicle(host, founding.start);
    const keep = (value: unknown) => chronicle.keep(canonicalBytes(value));
    const data = await foundingData(founding, host.key, keep);
    const signed = await chronicle.sign(host, 'body.founded', data);
    const act = signed.prepared.act as Act<'body.founded'>;
    chronicle.state = foundBody(act, signed.prepared.id, (sha256) => chronicle.blobs.get(sha256));
    chronicle.append(signed);
    return chronicle;
  }

  get body(): string {
    return this.state.id;
  }
  get at(): string {
    return timeOf(this.now);
  }
  get size(): number {
    return this.#tree.size;
  }
  /** The root of the tree as it stands. */
  get root(): Uint8Array {
    return this.size === 0 ? EMPTY_ROOT : this.#tree.root();
  }

  /** Keeps bytes as a blob and names them. */
  keep(bytes: Uint8Array): string {
    const sha256 = sha256Hex(bytes);
    this.blobs.set(sha256, bytes);
    return sha256;
  }

  /** The rules that an act names, where it was kept here. */
  book = (act: AnyAct): RuleBook | undefined => bookNamedBy(act, (sha256) => this.blobs.get(sha256));

  draft<T extends ActType>(hand: Hand, type: T, data: DataOf<T>, o: DraftOptions = {}): PreparedAct {
    return draftAct({
      ...(type === 'body.founded' ? {} : { body: this.body }),
      type,
      actor: hand.actor,
      at: o.at ?? this.at,
      seen: o.seen ?? { size: this.size, root: toHex(this.root) },
      ...(o.base ? { base: o.base } : {}),
      data,
      nonce: o.nonce ?? testNonce(`${this.size} ${type}`),
    });
  }

  async sign<T extends ActType>(
    hand: Hand,
    type: T,
    data: DataOf<T>,
    options: DraftOptions = {},
  ): Promise<Signed> {
    const prepared = this.draft(hand, type, data, options);
    const sig = await hand.sign('act', prepared.act);
    const { certificate } = hand;
    return { prepared, sig, fields: options.fields ?? [], ...(certificate ? { certificate } : {}) };
  }

  /** Writes an act that was allowed, whatever the reader thinks of it. */
  append(signed: Signed): Written {
    const { act, id } = signed.prepared;
    const index = this.size;
    const stream = streamOf(act);
    const { next, prev } = this.state.streams.get(stream) ?? { next: 0, prev: undefined };
    const { stamps } = signed;
    const place = {
      ...{ stream, number: next, ...(prev ? { prev } : {}), received: this.at },
      ...(stamps ? { stamps } : {}),
    };
    const tier = tierOf(act);
    const opening = { salt: testSalt(`leaf ${index}`), act, sig: signed.sig };
    const leaf = makeLeaf(place, tier, opening);
    const bytes = leafBytes(leaf);
    const hash = leafHash(bytes);
    this.#fold(signed, leaf, hash, id);
    const written = { ...signed, index, leaf, bytes, hash, ...(tier === 'restricted' ? { opening } : {}) };
    this.written.push(written);
    this.#tree.append(hash);
    this.now += 1000;
    return written;
  }

  #fold(signed: Signed, leaf: Leaf, hash: Uint8Array, id: string): void {
    const { act } = signed.prepared;
    foldEntry(this.state, leaf, hash, act, id, this.book(act));
    const commitment = leaf.tier === 'restricted' ? leaf.commitment : undefined;
    const entered = { act, id, received: Date.parse(leaf.received), commitment };
    this.ledger.fold(entered, recipientsIn(signed.fields));
    const { certificate, sig } = signed;
    if (certificate && sig.session) this.certificates.set(sig.session, certificate);
    for (const [participant, list] of act.type.startsWith('directory.') ? this.state.directory : [])
      this.keep(manifestBytes(this.body, participant, list));
  }
}

/** The recipients that an opening beside the act shows. */
export const recipientsIn = (fields: readonly FieldOpening[]): readonly Recipient[] | undefined =>
  fields.find((f) => f.path === 'recipients')?.value as readonly Recipient[] | undefined;

/** The data of a directory act with the step of the list that it must carry. */
export function withList<T extends ActType>(
  chronicle: Chronicle,
  hand: Hand,
  type: T,
  data: Omit<DataOf<T>, 'list'>,
): DataOf<T> {
  const act = { type, actor: hand.actor, data: { ...data, list: {} } } as never;
  const { seq, previous, manifest } = listAfter(chronicle.state, act, '');
  return { ...data, list: { seq, ...(previous ? { previous } : {}), manifest } } as never;
}
