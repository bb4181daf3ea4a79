import type { RegionalLists } from '#lib/server/about.ts';
import { quoted } from '#lib/server/record/shown.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayDate, sayList, sayTime } from '#lib/words/times.ts';

type List = RegionalLists['lists'][number];

/** A list as a page shows it: whose, as of when, until when, on which terms, and whether it still holds. */
export function describeList(list: List, t: Words, nameOf: (participant: string) => string) {
  const { regional, state, reason, readers } = list;
  const until = sayTime(list.expires, t.language);
  return {
    regional,
    state,
    name: nameIn(list.names, t.language),
    terms: nameIn(list.terms, t.language),
    by: nameOf(list.participant),
    asOf: sayDate(list.asOf, t.language),
    until,
    count: t('directory.count', { count: list.contacts }),
    readers: readers === 'participants' ? t('regional.all') : sayList(readers.map(nameOf), t.language),
    over: state === 'holds' ? undefined : t(`regional.${state}`, { time: until }),
    reason: reason === undefined ? undefined : t('regional.reason', { reason: quoted(reason) }),
  };
}
