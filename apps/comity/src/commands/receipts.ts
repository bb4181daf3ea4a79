import type { Command } from 'commander';
import { csvLines } from '../csv.ts';
import { writePrivate } from '../keyring.ts';
import type { Message } from '../messages.ts';
import { messageOf } from './conversations.ts';
import { type Answer, actingAs, describe, does, type Setting } from './setting.ts';

export const receiptsCommand = (exchange: Command): void => {
  describe(
    exchange.command('receipts').argument('<message>').option('--csv <file>', 'write it as a table'),
    'Who was told of a message, who acknowledged it and when, and who is still to be woken.',
    'exchange receipts msg_… --csv receipts.csv',
  ).action(does<{ csv?: string }>(receipts));
};

const RUNGS = ['duty', 'alternate', 'diplomatic', 'mission'] as const;
type Delivery = Message['to'][number];

async function receipts(setting: Setting, options: { csv?: string }, id: string): Promise<Answer> {
  const { to } = await messageOf(await actingAs(setting), id);
  const acknowledged = to.filter((d) => d.acknowledged);
  const open = to.filter((d) => !d.acknowledged);
  const told = open.filter((d) => d.woken.length > 0);
  if (options.csv !== undefined)
    await writePrivate(options.csv, `${csvLines(HEADINGS, to.map(row)).join('\r\n')}\r\n`);
  return {
    value: {
      ...{ message: id, sentTo: to.length, acknowledged: acknowledged.length, told: told.length },
      ...{ toBeWoken: open.length - told.length, to },
      ...(options.csv === undefined ? {} : { written: options.csv }),
    },
    lines: [
      `${id}: to ${to.length} contacts, ${acknowledged.length} acknowledged, ${told.length} told, ${open.length - told.length} still to be woken.`,
      ...to.map((d) => `  ${d.participant} (${d.contact}): ${standingOf(d)}`),
      ...(options.csv === undefined ? [] : [`Written: ${options.csv}`]),
    ],
  };
}

const HEADINGS = ['PARTICIPANT', 'CONTACT', 'DUTY', 'ALTERNATE', 'DIPLOMATIC', 'MISSION', 'ACKNOWLEDGED'];
const row = ({ participant, contact, woken, acknowledged }: Delivery): string[] => [
  ...[participant, contact],
  ...RUNGS.map((rung) => woken.find((w) => w.rung === rung)?.at ?? ''),
  acknowledged?.received ?? '',
];

const standingOf = ({ acknowledged, woken }: Delivery): string => {
  if (acknowledged) return `acknowledged ${acknowledged.received}`;
  const rungs = woken.map(({ rung, at }) => `${rung} ${at}`).join(', ');
  return rungs ? `woken: ${rungs}` : 'not told yet';
};
