import type { Label, Part, SubParagraph } from './tree.ts';

/** A paragraph and what it counts in: its part, or the paragraph that it belongs to. */
export type Counted =
  | { role: 'paragraph'; node: SubParagraph; part: Part }
  | { role: 'sub'; node: SubParagraph; parent?: string };

interface Run {
  number: number;
  /** A suffix counts from a number, an alternative from any named paragraph. */
  named: boolean;
}

/** Follows the runs of numbers through a text, paragraph by paragraph, and says which labels do not belong. */
export class Runs {
  readonly #runs = new Map<string, Run>();

  /** Takes the next paragraph in reading order; answers what is wrong with its label, or undefined. */
  advance(of: Counted): string | undefined {
    const key = of.role === 'sub' ? of.parent! : of.part;
    const run = this.#runs.get(key) ?? { number: 0, named: false };
    this.#runs.set(key, run);
    return step(run, of.node.label, of.role === 'sub' || of.part !== 'other');
  }
}

function step(run: Run, label: Label | undefined, counted: boolean): string | undefined {
  if (!label) {
    run.number += counted ? 1 : 0;
    run.named ||= counted;
    return undefined;
  }
  if ('unnumbered' in label) return counted ? undefined : 'said to have no number where none is';
  if ('suffix' in label && run.number === 0) return 'an insertion after no number';
  if ('alt' in label && !run.named) return 'an alternative to nothing';
  const given = 'number' in label && counted && label.number === run.number + 1;
  if ('number' in label) run.number = label.number;
  run.named = true;
  return given ? 'a number that its place gives already' : undefined;
}
