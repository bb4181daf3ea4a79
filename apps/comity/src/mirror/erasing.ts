import { fromUtf8 } from '@comity/log';
import type { Folder } from './folder.ts';
import { eraseSubject } from './own.ts';
import type { Seen } from './replaying.ts';

/** An order of erasure of the host, as it was obeyed here. */
export interface Obeyed {
  /** The act and the entry that states it. */
  readonly act: string;
  readonly index: number;
  readonly subject: string;
  readonly order: string;
  /** When it was obeyed here. */
  readonly at: string;
  /** How many files were erased. */
  readonly files: number;
}

const NAME = 'erased.json';

/**
 * Obeys the orders of erasure that stand on the record, each once, as the replay comes to it: within the next look, or
 * late where the mirror was away. What it did is told in public; the copy of the log stays what it is.
 */
export class Erasures {
  readonly #folder: Folder;
  readonly #clock: () => number;
  /** Told before the files go, so that nothing of the subject is fetched again meanwhile. */
  readonly #forget: (subject: string) => void;
  readonly #obeyed = new Map<string, Obeyed>();

  private constructor(folder: Folder, clock: () => number, forget: (subject: string) => void) {
    this.#folder = folder;
    this.#clock = clock;
    this.#forget = forget;
  }

  static async open(
    folder: Folder,
    clock: () => number,
    forget: (subject: string) => void,
  ): Promise<Erasures> {
    const erasures = new Erasures(folder, clock, forget);
    const bytes = await folder.read(NAME);
    const { orders } = bytes ? (JSON.parse(fromUtf8(bytes)) as { orders: Obeyed[] }) : { orders: [] };
    for (const order of orders) erasures.#obeyed.set(order.act, order);
    return erasures;
  }

  /** In the order of the log. */
  list(): readonly Obeyed[] {
    return [...this.#obeyed.values()];
  }
  /** The list as it is served. */
  get text(): string {
    return `${JSON.stringify({ v: 1, orders: this.list() })}\n`;
  }

  /** Told every entry. An order that is not in order, because another signed it, is none. */
  async onEntry({ act, id, index, faults }: Seen): Promise<void> {
    if (act?.type !== 'host.erased' || id === undefined || faults.length > 0 || this.#obeyed.has(id)) return;
    const { subject, order } = act.data;
    this.#forget(subject);
    const files = await eraseSubject(this.#folder, subject, 'host');
    const at = new Date(this.#clock()).toISOString();
    this.#obeyed.set(id, { act: id, index, subject, order, at, files });
    await this.#folder.write(NAME, this.text);
    await this.#folder.settle();
  }
}
