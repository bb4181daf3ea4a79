import {
  type AnyAct,
  COUNT_PATH,
  commitmentsIn,
  type FieldOpening,
  fieldCommitment,
  fieldOpening,
  HashIndex,
  type Opening,
  parseOpening,
  parseWith,
  type Recipient,
  recipients,
} from '@comity/acts';
import { canonicalText, parseCanonical, sha256HexOfText } from '@comity/log';
import { type Faults, sentenceOf } from './faults.ts';

const where = 'openings';

/** Canonical members are sorted, so an opened entry begins with `{"act"`, and a field with `{"path"`. */
export const isOpenedEntry = (frame: Uint8Array): boolean => frame[2] === 0x61;

export interface OpenedEntry {
  readonly index: number;
  readonly opening: Opening;
  /** The whole record, canonical. */
  readonly bytes: Uint8Array;
}

/** The opened entries, in the order of the log: read one by one as the replay comes to them. */
export class OpenedEntries {
  #record = 0;
  #next: OpenedEntry | undefined;
  readonly #frames: AsyncIterator<Uint8Array>;
  readonly #faults: Faults;

  constructor(frames: AsyncIterable<Uint8Array>, faults: Faults) {
    this.#frames = frames[Symbol.asyncIterator]();
    this.#faults = faults;
  }

  /** The opening of this entry. Asked for every entry once, in order. */
  async take(index: number): Promise<OpenedEntry | undefined> {
    for (;;) {
      this.#next ??= await this.#read();
      if (!this.#next || this.#next.index > index) return undefined;
      const next = this.#next;
      this.#next = undefined;
      if (next.index === index) return next;
      this.#unmatched(next.index);
    }
  }

  /** What was not taken opens nothing. */
  async end(): Promise<void> {
    for (this.#next ??= await this.#read(); this.#next; this.#next = await this.#read())
      this.#unmatched(this.#next.index);
  }

  #unmatched(index: number): void {
    const says = 'The opening is not in the order of the log, or belongs to no entry of it.';
    this.#faults.add('verify.opening-unmatched', says, { index, where });
  }

  async #read(): Promise<OpenedEntry | undefined> {
    for (;;) {
      const { value: bytes, done } = await this.#frames.next();
      if (done) return undefined;
      const record = this.#record++;
      try {
        const { index, ...opening } = parseCanonical(bytes) as { index?: unknown };
        if (!Number.isSafeInteger(index)) throw new Error('The opening names no entry.');
        return { index: index as number, opening: parseOpening(opening), bytes };
      } catch (error) {
        this.#faults.add('verify.opening-malformed', `Record ${record}: ${sentenceOf(error)}`, { where });
      }
    }
  }
}

/** Values that are alike share memory, up to so many. */
const SHARED = 65_536;
/** The fields whose values a check asks for. */
const ASKED: readonly string[] = ['recipients', COUNT_PATH];

/**
 * The opened fields, by the commitment that each of them opens. A long record opens hundreds of thousands, so of most
 * only hashes are kept: which commitment is opened, and as what.
 */
export class OpenedFields {
  /** By commitment: twice the place of the value, and one more where it was used. */
  readonly #fields = new HashIndex();
  /** Commitments together with the subject and path they are opened as. */
  readonly #names = new HashIndex();
  readonly #values: unknown[] = [undefined];
  readonly #shared = new Map<string, number>();
  readonly #faults: Faults;
  #used = 0;
  /** How many commitments were met that nothing here opens. */
  closed = 0;

  constructor(faults: Faults) {
    this.#faults = faults;
  }

  get size(): number {
    return this.#fields.size;
  }

  /** Throws for what is no opening, or opens what is open already. */
  open(opening: FieldOpening): void {
    const commitment = fieldCommitment(opening);
    if (this.#fields.has(commitment)) throw new Error('The same field is opened twice.');
    const { subject, path, value } = opening;
    this.#fields.set(commitment, 2 * (ASKED.includes(path) ? this.#placeOf(value) : 0));
    this.#names.set(nameOf(commitment, subject, path), 0);
  }

  /** Reads a record of a bundle. */
  add(frame: Uint8Array, record: number): void {
    try {
      this.open(parseField(frame));
    } catch (error) {
      this.#faults.add('verify.opening-malformed', `Record ${record}: ${sentenceOf(error)}`, { where });
    }
  }

  #placeOf(value: unknown): number {
    const text = canonicalText(value);
    const known = this.#shared.get(text);
    if (known !== undefined) return known;
    const place = this.#values.push(value) - 1;
    if (this.#shared.size < SHARED) this.#shared.set(text, place);
    return place;
  }

  /** Matches the commitments of an act with what was opened. */
  match(act: AnyAct, index: number): void {
    for (const { subject, path, commitment } of commitmentsIn(act)) {
      if (!this.#use(commitment)) this.closed++;
      else if (!this.#names.has(nameOf(commitment, subject, path))) {
        const says = `What is opened here does not stand for ${path} of ${subject}.`;
        this.#faults.add('verify.opening-differs', says, { index, where });
      }
    }
  }

  #use(commitment: string): boolean {
    const field = this.#fields.get(commitment);
    if (field === undefined) return false;
    if (field % 2 === 0) {
      this.#fields.set(commitment, field + 1);
      this.#used++;
    }
    return true;
  }

  /** What this commitment is opened to, and by that used; undefined where it is not opened, or as another field. */
  take(commitment: string, subject: string, path: string): { readonly value: unknown } | undefined {
    if (!this.#use(commitment) || !this.#names.has(nameOf(commitment, subject, path))) return undefined;
    return { value: this.#values[Math.floor(this.#fields.get(commitment)! / 2)] };
  }

  /** The recipients of a message; undefined where they are not opened to this reader. */
  recipients(act: AnyAct, index: number): readonly Recipient[] | undefined {
    if (act.type !== 'exchange.sent') return undefined;
    const field = this.#fields.get(act.data.recipients);
    if (field === undefined) return undefined;
    try {
      return parseWith(recipients, this.#values[Math.floor(field / 2)], 'The list of recipients');
    } catch (error) {
      this.#faults.add('verify.opening-malformed', sentenceOf(error), { index, where });
      return undefined;
    }
  }

  /** What was not used opens nothing. The records are read again, only where there are such. */
  async end(frames: AsyncIterable<Uint8Array>): Promise<void> {
    if (this.#used === this.#fields.size) return;
    for await (const frame of frames) {
      const opening = fieldIn(frame);
      if (!opening || this.#fields.get(fieldCommitment(opening))! % 2 === 1) continue;
      const says = `${opening.path} of ${opening.subject} opens no commitment of an act that can be read.`;
      this.#faults.add('verify.opening-unmatched', says, { where });
    }
  }
}

const nameOf = (commitment: string, subject: string, path: string) =>
  sha256HexOfText(`${commitment} ${path} ${subject}`);

const parseField = (frame: Uint8Array): FieldOpening =>
  parseWith(fieldOpening, parseCanonical(frame), 'The opening of a field');

/** Undefined where it is malformed: that was told when it was first read. */
function fieldIn(frame: Uint8Array): FieldOpening | undefined {
  try {
    return parseField(frame);
  } catch {
    return undefined;
  }
}
