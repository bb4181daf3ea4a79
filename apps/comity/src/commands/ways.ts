import { assertDone, dataOf, type paths } from '@comity/client';
import type { Command } from 'commander';
import { amend } from '../contacts.ts';
import { CommandError } from '../errors.ts';
import { plain, table } from '../terminal.ts';
import { placed } from './performing.ts';
import { type Answer, actingAs, describe, does, type Setting } from './setting.ts';

type Test =
  paths['/api/directory/contacts/{contact}/channels']['get']['responses'][200]['content']['application/json']['channels'][number]['tests'][number];

/** The ways to a contact, what came of trying them, and that its entry is still right. */
export function wayCommands(directory: Command): void {
  describe(
    directory.command('ways').argument('<con>'),
    'List the addresses and numbers of a contact that you may read, each with what came of trying it.',
    'directory ways con_…',
  ).action(does(ways));
  describe(
    directory
      .command('tried')
      .argument('<con>')
      .argument('<address|number>', 'as it stands there')
      .option('--reached', 'somebody answered')
      .option('--not-reached', 'nobody did')
      .option('--says <words>', 'in a few words: when, and who answered'),
    'Say what came of trying an address or number; off the record, for all who may read it.',
    'directory tried con_… "+00 1 234" --not-reached --says "At 03:00 UTC, ten times"',
  ).action(
    does<TriedOptions>((setting, options, contact, value) => tried(setting, options, contact!, value!)),
  );
  describe(
    directory.command('confirm').argument('<con>'),
    'Sign once more, in the name of your State, that what is said of a contact is right; it counts for half a year.',
    'directory confirm con_…',
  ).action(does(confirm));
}

/** The same from the top: what stands on the page of the channels of a contact. */
export const channelsCommand = (program: Command): Command =>
  describe(
    program.command('channels').argument('<con>'),
    'The channels of a contact that you may read, each with the history of its tests; your own pings at once.',
    'channels con_…',
  ).action(does(ways));

const pathOf = (contact: string) => ({ params: { path: { contact } } });

async function ways(setting: Setting, _: unknown, contact: string): Promise<Answer> {
  const { connection } = await (await actingAs(setting)).session();
  const found = dataOf(
    await connection.api.GET('/api/directory/contacts/{contact}/channels', pathOf(contact)),
  );
  const rows = found.channels.flatMap(({ channel, value, tests }) =>
    tests.length === 0
      ? [[channel, value, 'never tried', '', '', '']]
      : tests.map((t) => [channel, value, t.outcome, t.tested, t.by ?? 'this host', saysOf(t)]),
  );
  return {
    value: found,
    lines:
      rows.length > 0
        ? table(['CHANNEL', 'ADDRESS', 'OUTCOME', 'TRIED', 'BY', 'SAYS'], rows)
        : ['No address or number that you may read.'],
  };
}

/** What is said of a test; of a ping, when it was made, and from when others are shown it. */
const saysOf = ({ says, round, claimed, heldUntil }: Test): string =>
  [
    says,
    round ? `ping ${round}` : '',
    claimed ? `made at ${claimed}, by its own word` : '',
    heldUntil ? `only your State is shown it until ${heldUntil}` : '',
  ]
    .filter(Boolean)
    .join('; ');

interface TriedOptions {
  readonly reached?: boolean;
  readonly notReached?: boolean;
  readonly says?: string;
}

async function tried(
  setting: Setting,
  { reached = false, notReached = false, says = '' }: TriedOptions,
  contact: string,
  value: string,
): Promise<Answer> {
  if (reached === notReached)
    throw new CommandError('comity.which-outcome', 'What came of it?', 'Say --reached or --not-reached.');
  const { connection } = await (await actingAs(setting)).session();
  const { channels } = dataOf(
    await connection.api.GET('/api/directory/contacts/{contact}/channels', pathOf(contact)),
  );
  const way = channels.find((c) => c.value === value);
  if (!way)
    throw new CommandError(
      'comity.no-such-way',
      `${contact} has no “${value}” that you may read.`,
      `See: comity directory ways ${contact}`,
      1,
    );
  const outcome = reached ? ('reached' as const) : ('not-reached' as const);
  const body = { channel: way.channel, value, outcome, says };
  assertDone(
    await connection.api.POST('/api/directory/contacts/{contact}/channels', {
      ...{ ...pathOf(contact), body },
    }),
  );
  return { value: { contact, ...body }, lines: [`Noted: ${plain(value)}, ${outcome}.`] };
}

/** The same again, signed anew: what the State said last counts from now. */
async function confirm(setting: Setting, _: unknown, contact: string): Promise<Answer> {
  const { place, unlocked } = await actingAs(setting);
  const { version } = dataOf(
    await place.connection.api.GET('/api/directory/contacts/{contact}', pathOf(contact)),
  );
  const change = { contact, base: version, fields: {}, without: [] };
  return placed(await amend(place, (await unlocked()).hand, change), `Confirmed as it stands: ${contact}.`);
}
