/** A State that can be chosen, under the name that the reader's language gives it. */
export interface Choice {
  readonly id: string;
  readonly name: string;
}

/** What accents, letter cases and forms of hamza add to a name: nobody has to write them to find it. */
const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/ё/g, 'е').trim();

/**
 * Which States a chooser shows, in the order of the list: those chosen, so that none is lost from sight, and those
 * whose name or id holds what is sought. Without anything sought, only those chosen, unless all are asked for.
 */
export function offered(
  states: readonly Choice[],
  chosen: readonly string[],
  sought: string,
  isAll: boolean,
): Choice[] {
  const wanted = plain(sought);
  const isMatch = ({ id, name }: Choice) => plain(name).includes(wanted) || id === wanted;
  return states.filter((s) => chosen.includes(s.id) || (wanted ? isMatch(s) : isAll));
}
