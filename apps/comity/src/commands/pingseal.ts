import { assertDone } from '@comity/client';
import type { Command } from 'commander';
import { type SendOptions, sendLetter } from './sending.ts';
import { type Answer, actingAs, describe, does, type Setting } from './setting.ts';

const SUBJECT = 'A test: please acknowledge';
const TEXT =
  'This is a test of whether sealed messages reach you. There is no incident. Please acknowledge this message: that is the whole answer.';

/** The ping that only a client can send: sealed, to every contact that has a key. */
export function sealCommand(ping: Command): void {
  describe(
    ping
      .command('seal')
      .argument('<pin>')
      .option('--from <con>', 'the contact of the secretariat you send for')
      .option('--subject <words>', 'sealed like the text', SUBJECT)
      .option('--text <words>', 'what it says', TEXT)
      .option('--language <tag>', 'what that is written in', 'en')
      .option('--exercise', 'mark it as an exercise'),
    'Seal a message of type ping to every contact that has a key; acknowledging it is the answer.',
    'exchange ping seal pin_… --as secretariat',
  ).action(does<SealOptions>((setting, options, round) => seal(setting, options, round!)));
  describe(
    ping.command('message').argument('<pin>').argument('<msg>'),
    'Say by which message of yours a round went, where it was sent otherwise.',
    'exchange ping message pin_… msg_…',
  ).action(does((setting, _: unknown, round, message) => name(setting, round!, message!)));
}

type SealOptions = Pick<SendOptions, 'from' | 'subject' | 'text' | 'exercise' | 'language'>;

async function seal(setting: Setting, options: SealOptions, round: string): Promise<Answer> {
  const sent = await sendLetter(setting, { ...options, all: true, type: 'ping' });
  const { message } = sent.value as { message: string };
  const named = await name(setting, round, message);
  return { value: { ...(sent.value as object), round }, lines: [...sent.lines, ...named.lines] };
}

async function name(setting: Setting, round: string, message: string): Promise<Answer> {
  const { api } = (await (await actingAs(setting)).session()).connection;
  assertDone(
    await api.PUT('/api/pings/rounds/{round}/message', {
      ...{ params: { path: { round } }, body: { message } },
    }),
  );
  return {
    value: { round, message },
    lines: [`${round} went by ${message}: whoever acknowledges it has answered.`],
  };
}
