import { get, type PingRounds } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import type { Words } from '#lib/words/messages.ts';
import { signedIn } from '../state/own.ts';
import type { PageServerLoad } from './$types';
import { describeRound } from './describing.ts';

export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language } = locals;
  signedIn(locals.me, language);
  const t = wordsIn(language);
  const { rules, mayStart, rounds } = (await get<'/api/pings/rounds'>(
    fetch,
    '/api/pings/rounds',
  )) as PingRounds;
  return {
    words: {
      title: t('ping.title'),
      intro: t('ping.intro'),
      start: t('ping.start'),
      none: t('ping.none'),
      directory: t('directory.title'),
      answer: t('answer.title'),
    },
    rules: sayRules(rules, t),
    mayStart,
    rounds: rounds.map((r) => ({
      ...describeRound(r, t),
      own: r.own.length
        ? t('ping.own-count', {
            answered: r.own.filter(({ result }) => result === 'answered').length,
            all: r.own.length,
          })
        : t('ping.own-none'),
    })),
  };
};

const DAY = 86_400;

const sayRules = ({ every, held, least }: PingRounds['rules'], t: Words): string[] => [
  every > 0 ? t('ping.rules-every', { days: Math.round(every / DAY) }) : t('ping.rules-never'),
  t('ping.rules-held', { days: Math.round(held / DAY) }),
  least === undefined ? t('ping.rules-none') : t('ping.rules-least', { least }),
];
