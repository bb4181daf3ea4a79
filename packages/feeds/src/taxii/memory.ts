import { equalBytes } from '@comity/log';
import type { StixObject } from '../stix/bundle.ts';
import type { Query } from './query.ts';
import { chosen, isMeantAlone, type Page, type Stored, storedOf } from './shelf.ts';

/** One collection in memory. */
export class Pile {
  /** By `added`, ascending. */
  #rows: Stored[] = [];
  readonly #byId = new Map<string, Stored[]>();

  get last(): number {
    return this.#rows.at(-1)?.added ?? 0;
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  /**
   * Puts an object behind all others; `added` is raised where it is not later than the last. A version that is there
   * already stays as it is. Answers with what is there now, and whether it says what was given.
   */
  add(object: StixObject, added: number): { row: Stored; isAsGiven: boolean } {
    const row = storedOf(object, Math.max(added, this.last + 1));
    const versions = this.#byId.get(object.id) ?? [];
    // Observables have no version: what has the same id is the same.
    const isSame = (other: Stored) =>
      other.spec === row.spec && (other.versionText === row.versionText || hasNone(object));
    const before = versions.find(isSame);
    if (before) return { row: before, isAsGiven: equalBytes(before.json, row.json) };
    this.#rows.push(row);
    if (versions.length === 0) this.#byId.set(object.id, versions);
    versions.push(row);
    return { row, isAsGiven: true };
  }

  /** Everything, in the order in which it was added. */
  every(): readonly Stored[] {
    return this.#rows;
  }

  select(query: Query): Page {
    const picked = new Map<string, ReadonlySet<Stored>>();
    const isPicked = (row: Stored) => {
      const versions = this.#byId.get(row.id)!;
      if (versions.length === 1) return isMeantAlone(row, query);
      if (!picked.has(row.id)) picked.set(row.id, new Set(chosen(versions, query)));
      return picked.get(row.id)!.has(row);
    };
    const rows: Stored[] = [];
    const candidates = query.ids ? this.#named(query.ids) : this.#rows;
    for (let i = firstAfter(candidates, query.after); i < candidates.length; i++) {
      const row = candidates[i]!;
      if ((query.types && !query.types.includes(row.type)) || !isPicked(row)) continue;
      if (rows.length === query.limit) return { rows, more: true };
      rows.push(row);
    }
    return { rows, more: false };
  }

  remove(query: Query): number {
    const { rows } = this.select({ ...query, limit: Number.POSITIVE_INFINITY });
    const gone = new Set(rows);
    this.#rows = this.#rows.filter((row) => !gone.has(row));
    for (const id of new Set(rows.map((row) => row.id))) {
      const left = this.#byId.get(id)!.filter((row) => !gone.has(row));
      if (left.length > 0) this.#byId.set(id, left);
      else this.#byId.delete(id);
    }
    return rows.length;
  }

  #named(ids: readonly string[]): Stored[] {
    const found = [...new Set(ids)].flatMap((id) => this.#byId.get(id) ?? []);
    return found.sort((a, b) => a.added - b.added);
  }
}

const hasNone = ({ modified, created }: StixObject) => modified === undefined && created === undefined;

/** The place of the first row that was added later, by halving. */
function firstAfter(rows: readonly Stored[], after: number | undefined): number {
  if (after === undefined) return 0;
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.added > after) high = middle;
    else low = middle + 1;
  }
  return low;
}
