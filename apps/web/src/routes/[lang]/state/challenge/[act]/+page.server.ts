import { get, type Placed } from '#lib/server/about.ts';
import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import { challengeableUntil, isOwnBinding } from '#lib/server/challenges.ts';
import type { MessageKey } from '#lib/words/messages.ts';
import { sayTime } from '#lib/words/times.ts';
import { nameOf, ownHouse, ruleTitles, signedIn } from '../../own.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  const t = wordsIn(language);
  const path = `/api/acts/${encodeURIComponent(params.act)}`;
  const [placed, house, rules] = await Promise.all([
    get<'/api/acts/{act}'>(fetch, path) as Promise<Placed>,
    ownHouse(fetch, me.participant),
    ruleTitles(fetch, language, ['people.challenge-in-time']),
  ]);
  const { entry, receipt, challenged } = placed;
  const until = await challengeableUntil(fetch, placed);
  const { actor } = (entry.content ?? {}) as { actor?: { person?: string } };
  return {
    shipped: messagesFor(language, ['house.', 'dialog.', 'seen.', 'challenge.', 'record.']),
    trust: { body: about.body, key: about.key },
    rules,
    act: receipt.act,
    what: t(`act.${entry.type}` as MessageKey),
    who: actor?.person ? nameOf(house, actor.person) : undefined,
    when: sayTime(entry.received, language),
    text: JSON.stringify(entry.content ?? {}, null, 2),
    isOwn: isOwnBinding(placed, me),
    isChallenged: challenged !== undefined,
    isOver: Date.now() > until,
    until: sayTime(new Date(until).toISOString(), language),
  };
};
