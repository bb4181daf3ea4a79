import { type Act, changeOf, idOfKey, isHost, standBehind } from '@comity/acts';
import { canonicalText } from '@comity/log';
import { type Case, type Obstacle, refused } from './case.ts';
import { isKnown, keyOnce } from './keys.ts';

const hostStays = (why: string, allowedWhen: string) => refused('body.host-changes', why, allowedWhen);

/**
 * Another host, or other domains: named by the host in force, or by roots of States. Each names the host it
 * replaces in `base`, so that a signature that was given once does not count for a later move.
 */
export function hostChangeObstacle(
  { act, state, received }: Case,
  { data, actor }: Act<'body.host-changed'>,
): Obstacle {
  const { host } = state;
  if (act.base !== host.act) {
    return hostStays(
      'The act does not build on the host in force.',
      `Its base is ${host.act}, the act that named the host in force.`,
    );
  }
  const { key, rpIds, origins } = host;
  if (canonicalText(data) === canonicalText({ host: key, rpIds, origins }))
    return hostStays('Nothing would change.', 'The act names another key or other domains.');
  const id = idOfKey(data.host);
  if (id !== host.keyId && isKnown(state, id)) return keyOnce(true);
  if (isHost(actor) || !standBehind(state, changeOf(data), received).includes(actor.participant))
    return undefined;
  return hostStays(
    'This State stands behind the change already.',
    `Roots of ${state.founding.hostChange} States sign the same change.`,
  );
}
