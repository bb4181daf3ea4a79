import { type Contact, parseLeaf } from '@comity/acts';
import { type Record as ActRecord, findEntry } from '../record/index.ts';

/** When versions of contacts were placed on the record: that never changes, so each is read once. */
export class PlacedAt {
  readonly #times = new Map<string, number>();

  async load(record: ActRecord, contacts: Iterable<Contact>): Promise<void> {
    for (const { version } of contacts) {
      if (this.#times.has(version)) continue;
      const entry = await findEntry(record.database.read, version);
      if (entry) this.#times.set(version, Date.parse(parseLeaf(entry.leaf).received));
    }
  }

  /** Milliseconds; undefined before it was loaded. */
  of({ version }: Pick<Contact, 'version'>): number | undefined {
    return this.#times.get(version);
  }
}
