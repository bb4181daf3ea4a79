/** Conventional eIds (`para_7__point_a`), each once: a second one has `-2`. */
export class ElementIds {
  readonly #taken = new Set<string>();

  constructor(taken: readonly string[]) {
    for (const id of taken) this.#taken.add(id);
  }

  /** `name` of the element, its number as printed (or how many came before), and the eId it stands in. */
  take(name: string, number: string, within = ''): string {
    const clean = number.replace(/[^A-Za-z0-9.-]+/g, '').replace(/\.$/, '') || 'n';
    const wanted = `${within === '' ? '' : `${within}__`}${name}_${clean}`;
    let id = wanted;
    for (let n = 2; this.#taken.has(id); n++) id = `${wanted}-${n}`;
    this.#taken.add(id);
    return id;
  }
}
