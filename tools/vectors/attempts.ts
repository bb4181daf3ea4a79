import type { ActType, DataOf } from '@comity/acts';
import { type DraftOptions, type Hand, type Signed, withList } from '@comity/acts/testing';
import type { Cast } from './history.ts';
import type { Told } from './told.ts';

export interface Attempt {
  readonly what: string;
  readonly expect: { readonly fault: string } | { readonly rule: string };
  readonly signed: Signed;
  /** Seconds between `at` and receipt. */
  readonly late?: number;
}

/** Tries at the end of the history, each by hands that stand in it. */
export class Attempts {
  readonly all: Attempt[] = [];
  readonly told: Told;
  readonly cast: Cast;
  constructor(told: Told, cast: Cast) {
    this.told = told;
    this.cast = cast;
  }

  add = (what: string, expect: Attempt['expect'], signed: Signed, late?: number) =>
    this.all.push({ what, expect, signed, ...(late === undefined ? {} : { late }) });

  async rule<T extends ActType>(
    rule: string,
    what: string,
    hand: Hand,
    type: T,
    data: DataOf<T>,
    how: DraftOptions & { late?: number } = {},
  ) {
    this.add(what, { rule }, await this.told.chronicle.sign(hand, type, data, how), how.late);
  }

  async list<T extends ActType>(
    rule: string,
    what: string,
    hand: Hand,
    type: T,
    data: Omit<DataOf<T>, 'list'>,
    how: DraftOptions = {},
  ) {
    await this.rule(rule, what, hand, type, withList(this.told.chronicle, hand, type, data), how);
  }
}
