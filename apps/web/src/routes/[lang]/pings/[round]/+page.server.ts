import { get, type PingRound } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import type { Words } from '#lib/words/messages.ts';
import { sayNumber } from '#lib/words/times.ts';
import { signedIn } from '../../state/own.ts';
import { describeOwn, describeRound } from '../describing.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language } = locals;
  signedIn(locals.me, language);
  const t = wordsIn(language);
  const path = `/api/pings/rounds/${encodeURIComponent(params.round)}`;
  const round = (await get<'/api/pings/rounds/{round}'>(fetch, path)) as PingRound;
  return {
    words: {
      back: t('ping.title'),
      intro: t('ping.intro'),
      own: t('ping.own'),
      ownNone: t('ping.own-none'),
      progress: t('ping.progress'),
      progressNote: t('ping.progress-note'),
      by: t('ping.by'),
      columns: (['all', 'waiting', 'left', 'sent', 'failed'] as const).map((name) => t(`ping.${name}`)),
      steer: t('ping.steer'),
      numbers: t('ping.numbers'),
    },
    round: describeRound(round, t),
    own: describeOwn(round.own, t),
    isManager: round.progress !== undefined,
    progress: (round.progress ?? []).map(({ channel, all, waiting, left, sent, failed }) => ({
      channel: t(`ping.channel.${channel}`),
      counts: [all, waiting, left, sent, failed].map((n) => sayNumber(n, language)),
    })),
    numbers: round.numbers && sayNumbers(round.numbers, t),
  };
};

const sayNumbers = ({ channels, withheld, least }: NonNullable<PingRound['numbers']>, t: Words): string[] => [
  ...channels.map(({ channel, asked, reached }) =>
    t('ping.number', { channel: t(`ping.channel.${channel}`), asked, reached }),
  ),
  t('ping.withheld', { count: withheld }),
  t('ping.rules-least', { least }),
];
