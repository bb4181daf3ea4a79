import { type IdSource, placesOf, withIds } from '../importing/places.ts';
import type { Flow, FlowBlock } from './flow.ts';
import type { Resolved } from './resolving.ts';

/**
 * Gives ids by places to what had none in the file: a paragraph has the same id in the text as it was and as it would
 * be, and in every language and format of one archived document. What the file named keeps its name.
 */
export class Naming {
  readonly #ids: IdSource;
  readonly #kept: ReadonlySet<string>;
  readonly #taken: Set<string>;
  /** By the id that it had while it was read. */
  readonly #given = new Map<string, string>();

  constructor(ids: IdSource, flow: Flow) {
    this.#ids = ids;
    this.#kept = new Set([...flow.blocks.flatMap(namedIn), ...[...flow.notes.values()].flatMap(named)]);
    this.#taken = new Set(this.#kept);
  }

  /** The text with its ids, and the places of pins in it; `prefix` sets apart places that only this text has. */
  named({ text, places }: Resolved, prefix = ''): Resolved {
    const drafts = new Map([...placesOf(text)].map(([id, place]) => [place, id]));
    const given = withIds(text, (place) => this.#idFor(drafts.get(place)!, prefix + place), this.#kept);
    const moved = [...places].map(
      ([pin, { node, at }]) => [pin, { node: given.renamed.get(node) ?? node, at }] as const,
    );
    return { text: given.text, places: new Map(moved) };
  }

  /** A name that a file of ours has already is another paragraph's: the next of that place is taken. */
  #idFor(draft: string, place: string): string {
    const known = this.#given.get(draft);
    if (known !== undefined) return known;
    let id = this.#ids(place);
    for (let copy = 2; this.#taken.has(id); copy++) id = this.#ids(`${place} #${copy}`);
    this.#taken.add(id);
    this.#given.set(draft, id);
    return id;
  }
}

const named = ({ id, isNamed }: { id: string; isNamed?: true | undefined }): string[] =>
  isNamed ? [id] : [];

const namedIn = (block: FlowBlock): string[] =>
  block.kind === 'paragraph'
    ? named(block)
    : [
        ...named(block),
        ...block.rows.flatMap(({ cells }) => cells.flatMap(({ paragraphs }) => paragraphs.flatMap(named))),
      ];
