import type { ActType } from '@comity/acts';
import { dataOf, type Receipt } from '@comity/client';
import type { Standing } from '@comity/client/resuming';
import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import { writePrivate } from '../keyring.ts';
import { type Place, perform, signOffline, type Wish } from '../people.ts';
import { type Acting, type Answer, actingAs, type Setting } from './setting.ts';

export interface OfflineOption {
  readonly offline?: string;
}

export const withOffline = (command: Command): Command =>
  command.option(
    '--offline <file>',
    'sign only, without network, and write the act to a file; comity submit FILE sends it later (roots only)',
  );

/** Signs a wish with the own key and sends it, or keeps it in a file where that was asked for. */
export async function performOrKeep<T extends ActType>(
  setting: Setting,
  options: OfflineOption,
  wish: Wish<T>,
  done: string,
  acting?: Acting,
): Promise<Answer> {
  const { identity, place, unlocked } = acting ?? (await actingAs(setting));
  const { hand } = await unlocked();
  if (options.offline === undefined) {
    const receipt = await perform(place, hand, wish);
    return withWaiting(placed(receipt, done), place, hand.participant, effectOf(wish, receipt.act));
  }
  if (hand.person) {
    throw new CommandError(
      'comity.only-roots-offline',
      `${identity.name} is a person: whose act names a checkpoint that the person has seen.`,
      'Without network the root of the participant signs. Nothing was signed.',
    );
  }
  const { id, bytes } = await signOffline(identity.trust.body, hand, wish);
  await writePrivate(options.offline, bytes);
  return {
    value: { act: id, written: options.offline },
    lines: [
      `Signed, not sent: ${options.offline}`,
      `On a machine with network: comity submit ${options.offline}`,
    ],
  };
}

/** The act whose effect is meant: a confirmation is about another one. */
const effectOf = ({ type, data }: Wish, act: string): string =>
  type === 'people.act-confirmed' ? (data as { act: string }).act : act;

/** Says so where an act has no effect yet, because other administrators must confirm it. */
async function withWaiting(answer: Answer, place: Place, participant: string, act: string): Promise<Answer> {
  const path = { participant };
  const house = dataOf(
    await place.connection.api.GET('/api/participants/{participant}', { params: { path } }),
  );
  const waiting = house.pending.find((p) => p.act === act);
  const value = { ...(answer.value as object), waiting: waiting !== undefined };
  if (!waiting) return { ...answer, value };
  const { length } = waiting.confirmedBy;
  const lines = [
    `  It waits: ${length} of ${house.threshold} administrators have signed. Another one: comity state confirm ${act}`,
  ];
  return { value, lines: [...answer.lines, ...lines] };
}

/** What is said of an act that stands on the record. */
export const placed = (receipt: Receipt, done: string, more: object = {}): Answer => ({
  value: { ...receipt, ...more },
  lines: [done, ...receiptLines(receipt)],
});

/** Where an answer was lost there is no promise: it stands on the record all the same. */
export const receiptLines = (receipt: Receipt | Standing): string[] => [
  `  entry ${receipt.index}, act ${receipt.act}`,
  ...('promise' in receipt ? [`  promised in a checkpoint by ${receipt.promise.statement.by}`] : []),
];
