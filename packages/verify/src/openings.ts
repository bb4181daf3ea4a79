import {
  type AnyAct,
  commitmentsIn,
  type FieldOpening,
  fieldCommitment,
  fieldOpening,
  type Opening,
  parseOpening,
  parseWith,
  type Recipient,
  recipients,
} from '@comity/acts';
import { parseCanonical } from '@comity/log';
import { type Faults, sentenceOf } from './faults.ts';

const where = 'openings';

/** Canonical members are sorted, so an opened entry begins with `{"act"`, and a field with `{"path"`. */
const isEntry = (frame: Uint8Array) => frame[2] === 0x61;

export interface OpenedEntry {
  readonly index: number;
  readonly opening: Opening;
  /** The whole record, canonical. */
  readonly bytes: Uint8Array;
}

/** The opened entries, in the order of the log: read one by one as the replay comes to them. */
export class OpenedEntries {
  #at = 0;
  #next: OpenedEntry | undefined;
  readonly #frames: readonly Uint8Array[];
  readonly #faults: Faults;

  constructor(frames: readonly Uint8Array[], faults: Faults) {
    this.#frames = frames.slice(0, firstField(frames));
    this.#faults = faults;
  }

  /** The opening of this entry. Asked for every entry once, in order. */
  take(index: number): OpenedEntry | undefined {
    for (;;) {
      this.#next ??= this.#read();
      if (!this.#next || this.#next.index > index) return undefined;
      const next = this.#next;
      this.#next = undefined;
      if (next.index === index) return next;
      this.#unmatched(next.index);
    }
  }

  /** What was not taken opens nothing. */
  end(): void {
    for (this.#next ??= this.#read(); this.#next; this.#next = this.#read())
      this.#unmatched(this.#next.index);
  }

  #unmatched(index: number): void {
    const says = 'The opening is not in the order of the log, or belongs to no entry of it.';
    this.#faults.add('verify.opening-unmatched', says, { index, where });
  }

  #read(): OpenedEntry | undefined {
    while (this.#at < this.#frames.length) {
      try {
        const bytes = this.#frames[this.#at++]!;
        const { index, ...opening } = parseCanonical(bytes) as { index?: unknown };
        if (!Number.isSafeInteger(index)) throw new Error('The opening names no entry.');
        return { index: index as number, opening: parseOpening(opening), bytes };
      } catch (error) {
        const says = `Record ${this.#at - 1}: ${sentenceOf(error)}`;
        this.#faults.add('verify.opening-malformed', says, { where });
      }
    }
    return undefined;
  }
}

function firstField(frames: readonly Uint8Array[]): number {
  const at = frames.findIndex((frame) => !isEntry(frame));
  return at < 0 ? frames.length : at;
}

/** The opened fields, by the commitment that each of them opens. */
export class OpenedFields {
  readonly #fields = new Map<string, { opening: FieldOpening; used: boolean }>();
  readonly #faults: Faults;
  /** How many commitments were met that nothing here opens. */
  closed = 0;

  constructor(frames: readonly Uint8Array[], faults: Faults) {
    this.#faults = faults;
    const from = firstField(frames);
    frames.slice(from).forEach((frame, i) => {
      this.#add(frame, from + i);
    });
  }

  /** Throws for what is no opening, or opens what is open already. */
  open(opening: FieldOpening): void {
    const name = fieldCommitment(opening);
    if (this.#fields.has(name)) throw new Error('The same field is opened twice.');
    this.#fields.set(name, { opening, used: false });
  }

  #add(frame: Uint8Array, record: number): void {
    try {
      this.open(parseWith(fieldOpening, parseCanonical(frame), 'The opening of a field'));
    } catch (error) {
      this.#faults.add('verify.opening-malformed', `Record ${record}: ${sentenceOf(error)}`, { where });
    }
  }

  get size(): number {
    return this.#fields.size;
  }

  /** Matches the commitments of an act with what was opened. */
  match(act: AnyAct, index: number): void {
    for (const { subject, path, commitment } of commitmentsIn(act)) {
      const found = this.#fields.get(commitment);
      if (!found) {
        this.closed++;
        continue;
      }
      found.used = true;
      if (found.opening.subject === subject && found.opening.path === path) continue;
      const says = `What is opened as ${found.opening.path} of ${found.opening.subject} stands for ${path} of ${subject}.`;
      this.#faults.add('verify.opening-differs', says, { index, where });
    }
  }

  /** The recipients of a message; undefined where they are not opened to this reader. */
  recipients(act: AnyAct, index: number): readonly Recipient[] | undefined {
    const found = act.type === 'exchange.sent' ? this.#fields.get(act.data.recipients) : undefined;
    if (!found) return undefined;
    try {
      return parseWith(recipients, found.opening.value, 'The list of recipients');
    } catch (error) {
      this.#faults.add('verify.opening-malformed', sentenceOf(error), { index, where });
      return undefined;
    }
  }

  /** What was not used opens nothing. */
  end(): void {
    for (const { opening, used } of this.#fields.values()) {
      if (used) continue;
      const says = `${opening.path} of ${opening.subject} opens no commitment of an act that can be read.`;
      this.#faults.add('verify.opening-unmatched', says, { where });
    }
  }
}
