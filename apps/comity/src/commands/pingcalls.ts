import { assertDone, dataOf } from '@comity/client';
import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import { plain } from '../terminal.ts';
import { type Answer, actingAs, describe, does, type Setting } from './setting.ts';

/** The telephones of a round: who is to be called, what to say, what came of it. */
export function callCommands(ping: Command): void {
  describe(
    ping
      .command('calls')
      .argument('<pin>')
      .option('--language <tag>', 'what you speak', 'en')
      .option('--open', 'only those that were not called yet'),
    'Who is to be called in a round, each with what to say in your language and in that of the contact.',
    'exchange ping calls pin_… --language fr --open',
  ).action(does<CallsOptions>(calls));
  describe(
    ping
      .command('called')
      .argument('<pin>')
      .argument('<png>', 'as the list of calls names it')
      .option('--reached', 'somebody answered')
      .option('--not-reached', 'nobody did')
      .option('--says <words>', 'in a few words: when, and who answered', ''),
    'Say what came of a call. The code that comes back proves it.',
    'exchange ping called pin_… png_… --reached --says "At 01:00 UTC, the officer on duty"',
  ).action(does<CalledOptions>((setting, options, round, id) => called(setting, options, round!, id!)));
}

const connected = async (setting: Setting) => (await (await actingAs(setting)).session()).connection;

interface CallsOptions {
  readonly language: string;
  readonly open?: boolean;
}

async function calls(setting: Setting, { language, open }: CallsOptions, round: string): Promise<Answer> {
  const params = { path: { round }, query: { language } };
  const found = dataOf(
    await (await connected(setting)).api.GET('/api/pings/rounds/{round}/calls', { params }),
  );
  const shown = open ? found.calls.filter((call) => call.called === undefined) : found.calls;
  const lines = shown.flatMap((c) => [
    `${plain(c.number)}  ${c.participant}${c.institution ? `, ${plain(c.institution)}` : ''}  ${c.ping}`,
    `  from ${c.due.slice(0, 16)} UTC${c.timeZone ? `; there it is ${clockIn(c.timeZone)}` : ''}`,
    ...c.scripts.map((script) => `  ${script.language}: ${plain(script.text)}`),
    ...(c.called ? [`  ${c.called.outcome} ${c.called.at} ${plain(c.called.says)}`] : []),
    ...(c.isProven ? ['  the code came back'] : []),
  ]);
  return { value: { calls: shown }, lines: lines.length > 0 ? lines : ['Nobody is to be called.'] };
}

/** What the clock says there now; as the zone is written, where this machine does not know it. */
function clockIn(timeZone: string): string {
  try {
    return new Date().toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  } catch {
    return plain(timeZone);
  }
}

interface CalledOptions {
  readonly reached?: boolean;
  readonly notReached?: boolean;
  readonly says: string;
}

async function called(
  setting: Setting,
  { reached = false, notReached = false, says }: CalledOptions,
  round: string,
  ping: string,
): Promise<Answer> {
  if (reached === notReached)
    throw new CommandError('comity.which-outcome', 'What came of it?', 'Say --reached or --not-reached.');
  const outcome = reached ? ('reached' as const) : ('not-reached' as const);
  const { api } = await connected(setting);
  assertDone(
    await api.POST('/api/pings/rounds/{round}/calls/{ping}', {
      ...{ params: { path: { round, ping } }, body: { outcome, says } },
    }),
  );
  return { value: { round, ping, outcome, says }, lines: [`Noted: ${outcome}.`] };
}
