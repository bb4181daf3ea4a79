import type { Field, Fields } from '@comity/acts';
import type { MessageKey, Words } from '#lib/words/messages.ts';
import { sayList } from '#lib/words/times.ts';
import { whoReads } from './fields.ts';

/**
 * Who may read each field of a contact of the reader's own State, in words, by field. `names` are those of
 * participants, by id; one that is not there is shown by its id.
 */
export const sayReaders = (
  fields: Fields,
  names: ReadonlyMap<string, string>,
  t: Words,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      t('contact.open-to', { who: sayWho(field, names, t) }),
    ]),
  );

function sayWho(field: Field, names: ReadonlyMap<string, string>, t: Words): string {
  const { readers, named } = whoReads(field);
  if (readers !== 'named') return t(`contact.readers.${readers}` as MessageKey);
  const states = sayList(
    named.map((id) => names.get(id) ?? id),
    t.language,
  );
  return t('contact.open-to-named', { states });
}
