import { CHALLENGE_REASONS } from '@comity/acts';
import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import { type OfflineOption, performOrKeep, withOffline } from './performing.ts';
import { type Answer, describe, does, type Setting } from './setting.ts';

interface ChallengeOptions extends OfflineOption {
  readonly reason: string;
}

/** A State that did not mean what bears its name says so. */
export function challengeCommand(state: Command): void {
  describe(
    withOffline(
      state
        .command('challenge')
        .argument('<act>', 'its id: see record list')
        .requiredOption('--reason <why>', CHALLENGE_REASONS.join(' or ')),
    ),
    'Challenge a binding act that a person of your participant made; it marks the act and undoes nothing.',
    'state challenge 3f5a… --reason not-ours',
  ).action(does(challenge));
}

async function challenge(setting: Setting, options: ChallengeOptions, act: string): Promise<Answer> {
  const reason = CHALLENGE_REASONS.find((r) => r === options.reason);
  if (!reason) {
    throw new CommandError(
      'comity.unknown-reason',
      `“${options.reason}” is no reason to challenge an act.`,
      `One of: ${CHALLENGE_REASONS.join(', ')}.`,
    );
  }
  const wish = { type: 'people.act-challenged' as const, data: { act, reason } };
  return performOrKeep(
    setting,
    options,
    wish,
    `Challenged: ${act}. What it did stands until another act undoes it.`,
  );
}
