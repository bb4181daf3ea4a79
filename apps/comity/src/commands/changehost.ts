import type { Command } from 'commander';
import { refusal } from '../errors.ts';
import { readHostFile } from '../hostfile.ts';
import { type OfflineOption, performOrKeep, withOffline } from './performing.ts';
import { type Answer, describe, does, identityOf, type Setting } from './setting.ts';

/** What a State does when the host of the body cannot, or will not, hand over. */
export function changeHostCommand(root: Command): void {
  describe(
    withOffline(
      root
        .command('change-host')
        .argument('<file>', 'the host to come: host.json, as comity init --from wrote it'),
    ),
    'Name another host where the old one cannot or will not: it takes as many States as the founding says.',
    'state root change-host host.json --offline change.act --as alderia-root',
  ).action(does(changeHost));
}

async function changeHost(setting: Setting, options: OfflineOption, path: string): Promise<Answer> {
  const { body, base, change } = await readHostFile(path);
  const { trust } = await identityOf(setting);
  if (body !== trust.body || base === undefined) {
    throw refusal(
      'comity.other-body',
      `${path} does not say for which host of your body (${trust.body}) another one is to come.`,
      'Take the file that comity init --from wrote in the new data folder. Nothing was signed.',
    );
  }
  const wish = { type: 'body.host-changed' as const, data: change, base };
  return performOrKeep(setting, options, wish, `Your State names ${change.origins.join(' ')} as the host.`);
}
