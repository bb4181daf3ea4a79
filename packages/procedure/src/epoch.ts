import { epochManifests } from '@comity/acts';
import { sha256Hex } from '@comity/log';
import { type Case, type Obstacle, refused } from './case.ts';

const HOUR = 3_600_000;

const epochRefused = (why: string, allowedWhen: string) => refused('body.epoch-current', why, allowedWhen);

/**
 * An epoch fixes the lists of all States as they stand right before it, once an hour: so a host that shows somebody
 * an older list, or one that nobody made, has to state it here, where everybody computes the same lists. What it
 * commits to beside, how many restricted acts each State may open, that State alone can check.
 */
export function epochObstacle({ act, received, state }: Case): Obstacle {
  if (act.type !== 'host.epoch') return undefined;
  const { hour, manifests } = act.data;
  const now = new Date(received - (received % HOUR)).toISOString();
  if (hour !== now)
    return epochRefused(`The epoch is stated for ${hour}.`, `It is stated in its own hour: that of ${now}.`);
  if (state.epoch && state.epoch.hour >= hour)
    return epochRefused(
      'The epoch of this hour has been stated.',
      'The next one is stated in the next hour.',
    );
  if (manifests === sha256Hex(epochManifests(state))) return undefined;
  return epochRefused(
    'The lists are not those that the record adds up to.',
    'The epoch names the newest list of every participant that has one.',
  );
}
