import { type Channels, type Contact, get, type Participant } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayTime } from '#lib/words/times.ts';
import { signedIn } from '../../../state/own.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language } = locals;
  const me = signedIn(locals.me, language);
  const t = wordsIn(language);
  const path = `/api/directory/contacts/${encodeURIComponent(params.contact)}`;
  const [contact, { channels }, { participants }] = await Promise.all([
    get<'/api/directory/contacts/{contact}'>(fetch, path) as Promise<Contact>,
    get<'/api/directory/contacts/{contact}/channels'>(fetch, `${path}/channels`) as Promise<{
      channels: Channels;
    }>,
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
  ]);
  const name = (id: string) => nameIn(participants.find((p) => p.id === id)?.names ?? {}, language) || id;
  return {
    words: {
      title: t('ways.title'),
      intro: t('ways.intro'),
      none: t('ways.none'),
      never: t('ways.never'),
      rings: t('ring.title'),
      confirm: t('ways.confirm'),
      pings: t('ping.title'),
      tried: t('tried.title'),
    },
    isOwn: me.participant === contact.participant,
    contact: contact.contact,
    title: String(contact.fields.institution ?? t(`directory.class.${contact.class}`)),
    confirmed: contact.confirmed && sayConfirmed(contact.confirmed, t),
    ways: channels.map(({ channel, value, tests }) => ({
      channel: t(`ping.channel.${channel}`),
      value: channel === 'message' ? (value.toUpperCase().match(/.{4}/g) ?? []).join(' ') : value,
      tests: tests.map((test) => describeTest(test, name, t)),
    })),
  };
};

const sayConfirmed = ({ at, until }: NonNullable<Contact['confirmed']>, t: Words): string =>
  Date.parse(until) < Date.now()
    ? t('ways.confirmed-over', { until: sayTime(until, t.language) })
    : t('ways.confirmed', { time: sayTime(at, t.language), until: sayTime(until, t.language) });

type Test = Channels[number]['tests'][number];

const describeTest = (test: Test, name: (id: string) => string, t: Words) => ({
  outcome: t(`ways.outcome.${test.outcome}`),
  when: sayTime(test.tested, t.language),
  by: test.by ? t('ways.by', { participant: name(test.by) }) : t('ways.by-host'),
  round: test.round,
  says: test.says,
  // What a mail server says is in its own language; what people say, in theirs.
  claimed: test.claimed && t('ping.claimed', { time: sayTime(test.claimed, t.language) }),
  held: test.heldUntil && t('ways.held', { time: sayTime(test.heldUntil, t.language) }),
});
