import type { List, ListLevel, Lists } from './lists.ts';
import { childrenNamed, findChild, valOf, type XmlElement } from './xml.ts';

/** The lists of a file. What a list does not say itself stands in the kind of list that it names. */
export function readLists(root: XmlElement | undefined): Lists {
  const kinds = new Map(
    childrenNamed(root, 'w:abstractNum').map((kind) => [kind.attributes.abstractNumId ?? '', levelsOf(kind)]),
  );
  const lists = childrenNamed(root, 'w:num').map((list): [string, List] => {
    const kind = valOf(list, 'w:abstractNumId') ?? '';
    const overrides = childrenNamed(list, 'w:lvlOverride');
    const levels = [...(kinds.get(kind) ?? [])];
    for (const override of overrides) {
      const at = levelNumber(override);
      const start = valOf(override, 'w:startOverride');
      const own = findChild(override, 'w:lvl');
      const level = own ? levelOf(own) : levels[at];
      if (level) levels[at] = { ...level, ...(start !== undefined && { start: wholeOf(start) }) };
    }
    const restarts = overrides.filter((own) => findChild(own, 'w:startOverride')).map(levelNumber);
    return [list.attributes.numId ?? '', { kind, levels, restarts: new Set(restarts) }];
  });
  return new Map(lists);
}

const levelsOf = (kind: XmlElement): ListLevel[] => {
  const levels = new Map(childrenNamed(kind, 'w:lvl').map((level) => [levelNumber(level), levelOf(level)]));
  const blank: ListLevel = { format: 'none', pattern: '', start: 1 };
  return Array.from({ length: 9 }, (_, at) => levels.get(at) ?? blank);
};

const levelNumber = ({ attributes }: XmlElement): number =>
  /^[0-8]$/.test(attributes.ilvl ?? '') ? Number(attributes.ilvl) : 0;

const levelOf = (level: XmlElement): ListLevel => ({
  format: valOf(level, 'w:numFmt') ?? 'decimal',
  pattern: (valOf(level, 'w:lvlText') ?? '').slice(0, 100),
  start: wholeOf(valOf(level, 'w:start') ?? '1'),
});

const wholeOf = (value: string): number => (/^\d{1,5}$/.test(value) ? Number(value) : 1);
