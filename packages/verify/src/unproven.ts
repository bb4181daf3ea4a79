import type { NotProvable } from './report.ts';
import type { Run } from './run.ts';
import type { Witnessing } from './witnessing.ts';

/** What this reader cannot check, in words. Kinds that do not occur are left out. */
export function notProvable(
  run: Run | undefined,
  trusted: boolean,
  witnessing: Witnessing | undefined,
): NotProvable[] {
  const given = trusted
    ? []
    : [
        {
          what: 'trust',
          count: 1,
          says: 'That this is the body you mean: compare its id and log key with what you have from elsewhere.',
        },
      ];
  return [...given, { count: 1, ...oneRecord(witnessing) }, ...(run ? replayed(run) : [])];
}

/** Files that were still under embargo `at` milliseconds since 1970 need not be here; others are missing. */
export function settleEmbargoes({ embargoed, unproven, faults }: Run, at: number): void {
  for (const { until, what, place } of embargoed)
    if (until > at) unproven.embargoed++;
    else faults.add('verify.blob-missing', `The ${what} is not here, and its embargo is over.`, place);
}

/** Whether everybody is shown one record is as certain as the reader's policy makes it. */
function oneRecord(witnessing: Witnessing | undefined): Omit<NotProvable, 'count'> {
  const what = 'one-record';
  const claim = 'That everybody was shown this same record';
  if (!witnessing?.met)
    return {
      what,
      says: `${claim}: compare the root with that of others, or ask for witnesses by a policy.`,
    };
  const { least, of, excludesSplitViews } = witnessing;
  if (!excludesSplitViews)
    return {
      what,
      says: `${claim}: your policy is content with ${least} of ${of} witnesses, so two readers could be shown two records. More than two thirds exclude it.`,
    };
  const most = 2 * least - of - 1;
  return {
    what: 'honest-witnesses',
    says: `${claim}: it holds as long as no more than ${most} of the ${of} witnesses of your policy cheat.`,
  };
}

function replayed({ unproven, fields }: Run): NotProvable[] {
  const { closed, recipients, context, earlier, stamps, unnamed, embargoed } = unproven;
  const kinds: [string, number, string][] = [
    [
      'restricted-entries',
      closed,
      'Restricted entries that are not opened to you: only their place is checked.',
    ],
    [
      'unnamed',
      unnamed,
      'Entries that disclose an objection, or its withdrawal, and not whose. The chair vouches where it says so; that the State behind each is one of the body is not provable to you.',
    ],
    ['recipients', recipients, 'Messages whose recipients are not opened to you.'],
    ['context', context, 'Acts that rest on entries which are not opened to you.'],
    [
      'earlier-use',
      earlier,
      'Opened messages after entries that are not opened to you: whether one of those used the same message id, or the same thread without this sender.',
    ],
    ['fields', fields.closed, 'Fields that are committed to and not opened to you.'],
    [
      'embargoed',
      embargoed,
      'Files of documents under embargo: only participants of the body may read them until it ends.',
    ],
    [
      'stamps',
      stamps,
      'Entries with stamps of mirrors that the rules of this body do not name, or of acts that are not opened to you.',
    ],
  ];
  return kinds.filter(([, count]) => count > 0).map(([what, count, says]) => ({ what, count, says }));
}
