import type { Command } from 'commander';
import { describePolicy, readPolicyFile, reportOn } from '../policies.ts';
import { type Answer, describe, does, type Setting } from './setting.ts';

export function policyCommands(program: Command): void {
  const policy = describe(
    program.command('policy'),
    'Policies of readers: which witnesses must have signed before you believe a record.',
  );
  describe(
    policy.command('check').argument('<file>', 'a policy file, as c2sp.org/tlog-policy has it'),
    'Say what a policy asks for, in words, and whether it excludes that two readers are shown two records.',
    'policy check mine.policy',
  )
    .addHelpText(
      'after',
      '\nEnds with 0 where it excludes that, with 1 where it does not, with 2 where the file cannot be read.',
    )
    .action(does(check));
}

async function check(_: Setting, _options: unknown, path: string): Promise<Answer> {
  const policy = await readPolicyFile(path);
  const report = reportOn(policy);
  const verdict = report.excludesSplitViews
    ? 'More than two thirds of the witnesses are needed: no two readers of this policy can be shown two records, as long as fewer than a third of these witnesses cheat.'
    : 'This policy does not exclude that two readers are shown two records.';
  return {
    value: report,
    lines: [
      ...describePolicy(policy),
      '',
      verdict,
      ...report.warnings.map((warning) => `Warning: ${warning}`),
    ],
    ...(report.excludesSplitViews ? {} : { exit: 1 as const }),
  };
}
