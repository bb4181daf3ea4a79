import { parseLeaf, type SealingKey } from '@comity/acts';
import { type Record as ActRecord, findEntry } from '../record/index.ts';

/** When keys were certified: an act's place never changes, so each is read once. */
export class CertifiedAt {
  readonly #times = new Map<string, number>();

  /** Milliseconds since 1970. */
  async of(record: ActRecord, { since }: Pick<SealingKey, 'since'>): Promise<number> {
    const known = this.#times.get(since);
    if (known !== undefined) return known;
    const entry = await findEntry(record.database.read, since);
    const at = entry ? Date.parse(parseLeaf(entry.leaf).received) : record.clock();
    if (entry) this.#times.set(since, at);
    return at;
  }
}
