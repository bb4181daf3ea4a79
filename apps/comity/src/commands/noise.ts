import { assertDone, dataOf } from '@comity/client';
import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import { readDeadline } from '../letter.ts';
import { type Answer, actingAs, describe, does, type Setting } from './setting.ts';

/** Whom notices are spared. The messages themselves are never held back. */
export function noiseCommands(exchange: Command): void {
  describe(
    exchange
      .command('mute')
      .argument('<thread>')
      .option('--for <span>', 'until then, such as 24h or 7d', '24h'),
    'Have your contacts spared the notices of a thread for a while; its messages stay where they are.',
    'exchange mute thr_… --for 7d',
  ).action(does<{ for: string }>(mute));
  describe(
    exchange.command('unmute').argument('<thread>'),
    'Have them told of the thread again.',
    'exchange unmute thr_…',
  ).action(does(unmute));
  describe(
    exchange
      .command('quiet')
      .argument('<con>')
      .option('--hours <from-to>', 'such as 22:00-06:00')
      .option('--zone <zone>', 'such as Europe/Paris')
      .option('--none', 'have no such hours'),
    'Show or set the hours in which a contact of yours is not told of what can wait; a near deadline passes them.',
    'exchange quiet con_… --hours 22:00-06:00 --zone Europe/Paris',
    'exchange quiet con_… --none',
  ).action(does<QuietOptions>(quiet));
}

async function mute(setting: Setting, options: { for: string }, thread: string): Promise<Answer> {
  const until = readDeadline(options.for, Date.now());
  const { connection } = await (await actingAs(setting)).session();
  const request = { params: { path: { thread } }, body: { until } };
  assertDone(await connection.api.PUT('/api/exchange/threads/{thread}/muted', request));
  return { value: { thread, until }, lines: [`Muted until ${until}: ${thread}. Nothing of it is lost.`] };
}

async function unmute(setting: Setting, _: unknown, thread: string): Promise<Answer> {
  const { connection } = await (await actingAs(setting)).session();
  assertDone(
    await connection.api.DELETE('/api/exchange/threads/{thread}/muted', { params: { path: { thread } } }),
  );
  return { value: { thread }, lines: [`Told of again: ${thread}.`] };
}

interface QuietOptions {
  readonly hours?: string;
  readonly zone?: string;
  readonly none?: boolean;
}

async function quiet(setting: Setting, options: QuietOptions, contact: string): Promise<Answer> {
  const { connection } = await (await actingAs(setting)).session();
  const params = { path: { contact } };
  if (options.none)
    assertDone(await connection.api.DELETE('/api/exchange/contacts/{contact}/quiet', { params }));
  else if (options.hours !== undefined) {
    const body = readHours(options);
    assertDone(await connection.api.PUT('/api/exchange/contacts/{contact}/quiet', { params, body }));
  }
  const { quiet: now } = dataOf(
    await connection.api.GET('/api/exchange/contacts/{contact}/quiet', { params }),
  );
  const lines = [
    now ? `${contact}: from ${now.from} to ${now.to}, ${now.zone}.` : `${contact}: at all hours.`,
  ];
  return { value: { contact, ...(now ? { quiet: now } : {}) }, lines };
}

function readHours({ hours = '', zone }: QuietOptions) {
  const [, from, to] = /^(\d{2}:\d{2})-(\d{2}:\d{2})$/.exec(hours) ?? [];
  if (from && to && zone) return { from, to, zone };
  throw new CommandError(
    'comity.bad-hours',
    'Which hours, where?',
    'Write --hours 22:00-06:00 --zone Europe/Paris. Nothing was changed.',
  );
}
