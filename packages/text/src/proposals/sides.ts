import { idOf, type Shell, unitsOf } from '../compare/units.ts';
import { directionOf } from '../directions.ts';
import { escaped } from '../html/escape.ts';
import { inlineHtml } from '../html/inline.ts';
import { workingLabels } from '../labels.ts';
import type { Inline, Text } from '../tree.ts';
import { openWords } from './attribution.ts';

/** One paragraph in two languages; a side is absent where that language lacks it. */
export interface SideRow {
  id: string;
  role: Shell['role'];
  label?: string;
  left?: Inline;
  right?: Inline;
}

/** Two language versions beside each other, paragraph by paragraph: the same id is the same paragraph. */
export function sideBySide(left: Text, right: Text): SideRow[] {
  const labels = workingLabels(left);
  const others = workingLabels(right);
  const own = new Map(unitsOf(left).map((unit) => [idOf(unit.shell), unit]));
  const other = new Map(unitsOf(right).map((unit) => [idOf(unit.shell), unit]));
  const ids = [...own.keys(), ...[...other.keys()].filter((id) => !own.has(id))];
  return ids.flatMap((id): SideRow[] => {
    const [a, b] = [own.get(id), other.get(id)];
    const { role } = (a ?? b)!.shell;
    if (role === 'table') return [];
    const label = labels.get(id) ?? others.get(id);
    return [
      {
        ...{ id, role },
        ...(label !== undefined && { label }),
        ...(a && { left: inlineOf(a.text, a.shell) }),
        ...(b && { right: inlineOf(b.text, b.shell) }),
      },
    ];
  });
}

const inlineOf = (text: string, shell: Shell): Inline => ({
  text,
  ...('marks' in shell && shell.marks && { marks: shell.marks }),
});

/** A side of a row, with its language and direction. `lacks` stands where that language lacks the paragraph. */
export const sideHtml = (words: Inline | undefined, language: string, lacks: string): string =>
  words
    ? `<td lang="${escaped(language)}" dir="${directionOf(language)}">${openWords(words, inlineHtml)}</td>`
    : `<td class="lacking">${escaped(lacks)}</td>`;

/** The words of every paragraph of a text, by its id. */
export const wordsById = (text: Text): Map<string, Inline> =>
  new Map(unitsOf(text).map((unit) => [idOf(unit.shell), inlineOf(unit.text, unit.shell)]));

/** The same as a table of two columns, each cell with its language and direction. `lacks` stands where a side is missing. */
export function sidesHtml(
  rows: readonly SideRow[],
  languages: readonly [string, string],
  lacks: string,
): string {
  const body = rows.map(({ id, label, left, right }) => {
    const name =
      label === undefined ? '<td></td>' : `<th scope="row"><bdi dir="ltr">${escaped(label)}</bdi></th>`;
    return `<tr id="${escaped(id)}">${name}${sideHtml(left, languages[0], lacks)}${sideHtml(right, languages[1], lacks)}</tr>`;
  });
  return `<table class="negotiated sides"><tbody>\n${body.join('\n')}\n</tbody></table>`;
}
