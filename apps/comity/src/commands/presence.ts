import type { DataOf } from '@comity/acts';
import type { Command } from 'commander';
import { performPaper } from './paperacts.ts';
import { type Answer, collect, describe, does, type Setting, wholeNumber } from './setting.ts';

/** What is done in the room, and what shows that a draft reached States. */
export function presenceCommands(decisions: Command): void {
  roomCommands(decisions);
  deliveryCommands(decisions);
}

function roomCommands(decisions: Command): void {
  describe(
    decisions
      .command('present')
      .argument('<procedure>')
      .option('--count <number>', 'as secretary: how many are there'),
    'State that your State is present; or, as secretary, how many States are.',
    'decisions present pro_…',
    'decisions present pro_… --count 97',
  ).action(does(present));
  describe(
    decisions.command('vote').argument('<procedure>').argument('<vote>', 'for, against or abstain'),
    'Vote in the name of your State, where the rules decide the matter by vote; the last one counts.',
    'decisions vote pro_… for',
  ).action((procedure: string, vote: string, options: object, self: Command) =>
    does<object>((setting) =>
      performPaper(
        setting,
        'decisions.voted',
        { procedure, vote: vote as DataOf<'decisions.voted'>['vote'] },
        `Voted: ${vote}`,
      ),
    )(options, self),
  );
  describe(
    decisions.command('rule').argument('<procedure>').argument('<ruling>'),
    'Give a ruling of the chair; a State may appeal against it.',
    'decisions rule pro_… "The list of speakers is closed."',
  ).action((procedure: string, ruling: string, options: object, self: Command) =>
    does<object>((setting) => performPaper(setting, 'decisions.ruled', { procedure, ruling }, 'Ruled'))(
      options,
      self,
    ),
  );
}

function deliveryCommands(decisions: Command): void {
  describe(
    decisions
      .command('circulated')
      .argument('<procedure>')
      .requiredOption('--by <way>', 'e-mail, letter, note-verbale or portal')
      .requiredOption('--sent <instant>', 'UTC, 2026-03-05T15:00:00.000Z')
      .option('--to <state>', 'repeat it; without it: to every State', collect)
      .option('--note <number>', 'the number of the note verbale or letter'),
    'State, as secretariat, to whom a draft was sent, when and how.',
    'decisions circulated pro_… --by note-verbale --sent 2026-03-05T15:00:00.000Z --note NV/12',
  ).action(does(circulated));
  describe(
    decisions.command('received').argument('<procedure>'),
    'State that your State has the draft before it. It says nothing of its position.',
    'decisions received pro_…',
  ).action(
    does((setting: Setting, _: object, procedure: string) =>
      performPaper(setting, 'decisions.delivery-acknowledged', { procedure }, 'Acknowledged'),
    ),
  );
}

const present = (setting: Setting, { count }: { count?: string }, procedure: string): Promise<Answer> =>
  count === undefined
    ? performPaper(setting, 'decisions.presence-stated', { procedure }, 'Present')
    : performPaper(
        setting,
        'decisions.presence-attested',
        { procedure, present: wholeNumber(count, '--count') },
        `Attested: ${count} are present`,
      );

interface Circulating {
  readonly by: string;
  readonly sent: string;
  readonly to?: readonly string[];
  readonly note?: string;
}

const circulated = (
  setting: Setting,
  { by, sent, to, note }: Circulating,
  procedure: string,
): Promise<Answer> =>
  performPaper(
    setting,
    'decisions.circulated',
    {
      ...{ procedure, by: by as DataOf<'decisions.circulated'>['by'], sent },
      ...(to ? { to: [...new Set(to)].sort() } : {}),
      ...(note ? { note: { number: note } } : {}),
    },
    'Entered',
  );
