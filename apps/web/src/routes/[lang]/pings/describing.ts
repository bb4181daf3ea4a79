import type { PingRound } from '#lib/server/about.ts';
import type { Words } from '#lib/words/messages.ts';
import { sayDate, sayTime } from '#lib/words/times.ts';

type Head = Pick<
  PingRound,
  'round' | 'started' | 'ends' | 'shown' | 'state' | 'by' | 'channels' | 'outOfHours'
>;

/** A round in plain words: what it is called, where it stands, how contacts are tried. */
export const describeRound = (r: Head, t: Words) => ({
  id: r.round,
  title: t('ping.round', { date: sayDate(r.started, t.language) }),
  state: t(`ping.state.${r.state}`),
  by: t(r.by === 'schedule' ? 'ping.by-schedule' : 'ping.by-secretariat'),
  ends: t('ping.ends', { time: sayTime(r.ends, t.language) }),
  shown: t('ping.shown', { time: sayTime(r.shown, t.language) }),
  channels: r.channels.map((channel) => t(`ping.channel.${channel}`)),
  outOfHours: r.outOfHours ? t('ping.out-of-hours') : undefined,
});

export const describeOwn = (own: PingRound['own'], t: Words) =>
  own.map((p) => ({
    id: p.ping,
    contact: p.contact,
    channel: t(`ping.channel.${p.channel}`),
    value: p.value,
    result: t(`ping.result.${p.result}`),
    when: (p.answered ?? p.tried) && sayTime((p.answered ?? p.tried)!, t.language),
    claimed: p.claimed && t('ping.claimed', { time: sayTime(p.claimed, t.language) }),
    says: p.says,
  }));
