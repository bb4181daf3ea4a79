import { type AnyAct, COUNT_PATH, type EpochOpening, FOR_A_HOST, parseEpochOpenings } from '@comity/acts';
import { sentenceOf } from './faults.ts';
import type { Run } from './run.ts';

/**
 * How many restricted entries the host says it owes this reader: the count that an epoch commits to and the bundle
 * opens, held against what was opened before it. Nothing where no count is opened, or the file is not at hand.
 */
export function checkCounts(run: Run, act: AnyAct, index: number): void {
  // What is erased by order is owed no more: what the epoch before it counted says nothing about today.
  if (act.type === 'host.erased') run.withheld = undefined;
  if (act.type !== 'host.epoch') return;
  run.withheld = undefined;
  for (const { participant, commitment } of countsIn(run, act.data.openings, index)) {
    const opened = run.fields.take(commitment, participant, COUNT_PATH);
    if (opened && run.audience !== FOR_A_HOST) checkCount(run, participant, opened.value, index);
  }
}

function countsIn({ sources, fields, faults }: Run, sha256: string, index: number): readonly EpochOpening[] {
  const bytes = fields.size > 0 ? sources.blob(sha256) : undefined;
  try {
    return bytes ? parseEpochOpenings(bytes) : [];
  } catch (error) {
    faults.add('verify.count-differs', sentenceOf(error), { index, where: `blobs/${sha256}` });
    return [];
  }
}

function checkCount(run: Run, participant: string, count: unknown, index: number): void {
  const { audience, opened, faults } = run;
  const place = { index, where: 'openings' };
  if (participant !== audience) {
    faults.add(
      'verify.opening-beyond-audience',
      `The count of ${participant} is opened to ${audience}.`,
      place,
    );
  } else if (typeof count !== 'number' || count < opened) {
    const says = `The epoch counts ${String(count)} restricted entries for ${participant}; ${opened} are opened.`;
    faults.add('verify.count-differs', says, place);
  } else if (count > opened) {
    const says = `${count - opened} of ${count} restricted entries that the host owes ${participant} are not opened.`;
    run.withheld = { says, place };
  }
}

/** What was missing at the newest epoch, and was not erased since. */
export function endCounts({ withheld, faults }: Run): void {
  if (withheld) faults.add('verify.opening-withheld', withheld.says, withheld.place);
}
