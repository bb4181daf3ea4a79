import {
  type AnyAct,
  commitmentsIn,
  type FieldOpening,
  fieldCommitment,
  fieldOpening,
  parseWith,
} from '@comity/acts';
import { parseCanonical } from '@comity/log';
import { type Faults, sentenceOf } from './faults.ts';

const where = 'openings';

/** The opened fields of a dossier, by the commitment that each of them opens. */
export class OpenedFields {
  readonly #fields = new Map<string, { opening: FieldOpening; used: boolean }>();
  readonly #faults: Faults;
  /** How many commitments were met that nothing here opens. */
  closed = 0;
  /** How many were opened. */
  opened = 0;

  constructor(records: readonly Uint8Array[], audience: string, faults: Faults) {
    this.#faults = faults;
    for (const record of records) {
      try {
        const opening = parseWith(fieldOpening, parseCanonical(record), 'The opening of a field');
        const name = fieldCommitment(opening);
        if (this.#fields.has(name)) throw new Error('The same field is opened twice.');
        this.#fields.set(name, { opening, used: false });
      } catch (error) {
        faults.add('dossier.opening-malformed', sentenceOf(error), { where });
      }
    }
    if (audience === 'public' && records.length > 0)
      faults.add('dossier.opening-beyond-audience', 'A public dossier opens no field.', { where });
  }

  /** Matches the commitments of an act with what was opened. */
  match(act: AnyAct): void {
    for (const { subject, path, commitment } of commitmentsIn(act)) {
      const found = this.#fields.get(commitment);
      const isOf = found?.opening.subject === subject && found.opening.path === path;
      if (isOf) {
        found.used = true;
        this.opened++;
      } else this.closed++;
    }
  }

  /** What was not used opens nothing. */
  end(): void {
    for (const { opening, used } of this.#fields.values()) {
      if (used) continue;
      const says = `${opening.path} of ${opening.subject} opens no commitment of an act here.`;
      this.#faults.add('dossier.opening-unmatched', says, { where });
    }
  }
}
