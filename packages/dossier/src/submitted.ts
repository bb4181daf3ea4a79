import { badStamps, type SubmittedList } from '@comity/acts';
import type { Faults } from './faults.ts';
import type { SubjectEntry } from './report.ts';

/** What a mirror of the reader's choice was handed; `key` is the reader's own knowledge, where there is any. */
export type Submitted = SubmittedList;

/**
 * An act of this stream that a mirror stamped and the log does not hold contests what the dossier shows. Only stamps
 * that are the mirror's own, for this body, count.
 */
export async function checkSubmitted(
  lists: readonly Submitted[],
  { body, stream }: { body: string; stream: string },
  entries: readonly SubjectEntry[],
  faults: Faults,
): Promise<void> {
  const logged = new Set(entries.map(({ act }) => act));
  for (const list of lists) {
    const own = { ...list, submitted: list.submitted.filter((one) => one.stream === stream) };
    const bad = new Set(await badStamps(own, body));
    for (const one of own.submitted) {
      if (bad.has(one))
        faults.add(
          'dossier.bad-stamp',
          `The stamp of ${one.act} is not one of ${list.mirror} for this body.`,
        );
      else if (!logged.has(one.act))
        faults.add('dossier.contested', `${list.mirror} was handed ${one.act} at ${one.at}; it is not here.`);
    }
  }
}
