import {
  type AnyAct,
  type BlobReader,
  type BodyState,
  bookNamedBy,
  foldEntry,
  foundBody,
  isType,
  type Leaf,
  parseLeaf,
  type RuleBook,
  rulesNamedBy,
} from '@comity/acts';
import { leafHash } from '@comity/log';
import { findBlob, type Reader } from '../../platform/index.ts';
import { findHead, listEntries, type StoredEntry } from './store.ts';

const BATCH = 2000;

/**
 * The folded state of the body, held in memory and kept level with the record. Every server of a body holds
 * its own and folds the same entries, so none of them owns it. Folding is synchronous and by index: however
 * many callers catch up at once, each entry is folded once.
 */
export class HeldState {
  #state: BodyState | undefined;
  /** Rules that acts name, by the hash of their file. */
  readonly #books = new Map<string, RuleBook>();

  /** The state as last folded. Call `level` first where what others wrote matters. */
  get now(): BodyState {
    if (!this.#state) throw new Error('No body has been founded in this database.');
    return this.#state;
  }
  get founded(): boolean {
    return this.#state !== undefined;
  }

  /** Catches up with the head, then answers with the state. */
  async level(read: Reader): Promise<BodyState> {
    await this.catchUp(read, (await findHead(read)).size);
    return this.now;
  }

  /** Folds everything below `size`. Under the lock of the head nothing can be added meanwhile. */
  async catchUp(read: Reader, size: number): Promise<void> {
    while ((this.#state?.size ?? 0) < size) {
      const entries = await listEntries(read, this.#state?.size ?? 0, BATCH);
      if (entries.length === 0) throw new Error('The head is ahead of the entries.');
      if (!this.#state) await this.#found(read, entries[0]!);
      for (const entry of entries) {
        const leaf = parseLeaf(entry.leaf);
        if (leaf.tier === 'public') await this.findBook(read, leaf.act);
        this.fold(entry.index, entry.leaf, entry.act, leaf);
      }
    }
  }

  /** The rules that an act names, brought to hand before it is folded; undefined where they are missing or malformed. */
  async findBook(read: Reader, act: AnyAct): Promise<RuleBook | undefined> {
    const sha256 = rulesNamedBy(act);
    if (sha256 === undefined) return undefined;
    const known = this.#books.get(sha256);
    if (known) return known;
    const blob = await findBlob(read, sha256);
    const book = bookNamedBy(act, () => blob?.bytes);
    if (book) this.#books.set(sha256, book);
    return book;
  }

  /** Folds one entry if it is the next; otherwise nothing happens. */
  fold(index: number, bytes: Uint8Array, act: string, parsed?: Leaf): void {
    if (this.#state?.size !== index) return;
    const leaf = parsed ?? parseLeaf(bytes);
    const open = leaf.tier === 'public' ? leaf.act : undefined;
    const rules = open && rulesNamedBy(open);
    const book = rules === undefined ? undefined : this.#books.get(rules);
    foldEntry(this.#state, leaf, leafHash(bytes), open, act, book);
  }

  async #found(read: Reader, entry: StoredEntry): Promise<void> {
    const leaf = parseLeaf(entry.leaf);
    if (leaf.tier !== 'public' || !isType(leaf.act, 'body.founded'))
      throw new Error('The record has no founding.');
    const { mandate, rules, participants } = leaf.act.data;
    const blobs = new Map<string, Uint8Array>();
    for (const sha256 of [mandate, rules, participants]) {
      const blob = await findBlob(read, sha256);
      if (blob) blobs.set(sha256, blob.bytes);
    }
    this.begin(leaf.act, entry.act, (sha256) => blobs.get(sha256));
  }

  begin(act: Parameters<typeof foundBody>[0], id: string, blobs: BlobReader): void {
    this.#state ??= foundBody(act, id, blobs);
  }
}
