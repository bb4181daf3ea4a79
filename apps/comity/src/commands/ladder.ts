import { assertDone, dataOf } from '@comity/client';
import type { Command } from 'commander';
import { type Answer, actingAs, describe, does, type Setting, wholeNumber } from './setting.ts';

export const ladderCommand = (exchange: Command): void => {
  describe(
    exchange
      .command('ladder')
      .option('--alternate <minutes>', 'when the alternate of the contact is told')
      .option('--diplomatic <minutes>', 'when the diplomatic contacts are')
      .option('--mission <minutes>', 'when your mission is')
      .option(
        '--address <email>',
        'where your mission is told, and reminded of keys and directory entries; without one it is not',
      )
      .option('--none', 'go by what the body adopted, and have no mission told'),
    'Show or shorten when a message that nobody of your State acknowledges wakes whom, in minutes.',
    'exchange ladder --alternate 10 --diplomatic 30 --mission 60 --address duty@mission.example',
    'exchange ladder --none',
  ).action(does<LadderOptions>(ladder));
};

interface LadderOptions {
  readonly alternate?: string;
  readonly diplomatic?: string;
  readonly mission?: string;
  readonly address?: string;
  readonly none?: boolean;
}

async function ladder(setting: Setting, options: LadderOptions): Promise<Answer> {
  const { connection } = await (await actingAs(setting)).session();
  const read = async () => dataOf(await connection.api.GET('/api/exchange/ladder'));
  if (options.none) assertDone(await connection.api.DELETE('/api/exchange/ladder'));
  else if (Object.values(options).some((given) => given !== undefined)) {
    const { inForce, own } = await read();
    const minutes = (rung: 'alternate' | 'diplomatic' | 'mission') =>
      options[rung] === undefined ? inForce[rung] : wholeNumber(options[rung], `--${rung}`);
    const address = options.address ?? own?.address;
    const times = {
      alternate: minutes('alternate'),
      diplomatic: minutes('diplomatic'),
      mission: minutes('mission'),
    };
    const body = { ...times, ...(address ? { address } : {}) };
    assertDone(await connection.api.PUT('/api/exchange/ladder', { body }));
  }
  const now = await read();
  const { alternate, diplomatic, mission } = now.inForce;
  return {
    value: now,
    lines: [
      'A message that nobody of your State acknowledges is told of:',
      '  at once            to the contact it was sent to',
      `  after ${String(alternate).padStart(5)} minutes to the alternate that the contact names`,
      `  after ${String(diplomatic).padStart(5)} minutes to the diplomatic contacts`,
      `  after ${String(mission).padStart(5)} minutes to the mission (${now.own?.address ?? 'no address: --address'})`,
      'Sooner, in the same proportion, where its deadline comes before that.',
    ],
  };
}
