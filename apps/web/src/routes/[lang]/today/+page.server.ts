import { redirect } from '@sveltejs/kit';
import { get, type House, type Participant } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { whoIn } from '#lib/server/entries.ts';
import type { MessageKey, Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayDistance, sayTime } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';
import { type Awaiting, listAwaiting } from './awaiting.ts';

/** What needs my action, then what changed: differences first, each one tap away. */
export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language, about, me } = locals;
  const t = wordsIn(language);
  if (!me) redirect(303, `/${language}${about.demo ? '/seat' : ''}`);
  const [awaiting, drills, house, { participants }, { entries }, { clearances }, { consultations }] =
    await Promise.all([
      listAwaiting(fetch, me.participant),
      listAwaiting(fetch, me.participant, 'exercises'),
      get<'/api/participants/{participant}'>(fetch, `/api/participants/${me.participant}`) as Promise<House>,
      get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
      get<'/api/acts'>(fetch, '/api/acts?limit=15'),
      get<'/api/clearances'>(fetch, '/api/clearances'),
      get<'/api/consultations'>(fetch, '/api/consultations'),
    ]);
  const name = (id: string) => nameIn(participants.find((p) => p.id === id)?.names ?? {}, language) || id;
  return {
    words: { ...wordsOf(t), seat: t('today.seat', { state: name(me.participant) }) },
    canWrite: me.contacts.length > 0,
    drafts: clearances.length > 0 ? t('today.clearance', { count: clearances.length }) : undefined,
    consultations:
      consultations.length > 0 ? t('today.consultations', { count: consultations.length }) : undefined,
    awaiting: awaiting.map((x) => describe(x, name, Date.now(), t)),
    drills: drills.map((x) => describe(x, name, Date.now(), t)),
    pending: house.pending.map((p) => ({
      act: p.act,
      what: t(`act.${p.type}` as MessageKey),
      since: sayTime(p.since, language),
    })),
    /** The record as this page shows it; the browser keeps how far it was under a name for body and person. */
    record: { size: about.entries, name: `${about.body} ${me.person ?? me.participant}` },
    participant: me.participant,
    changed: entries.map((e) => ({
      index: e.index,
      act: e.tier === 'public' || e.content ? e.act : undefined,
      what: t(`act.${e.type}` as MessageKey),
      who: whoIn(e, participants, t),
      when: sayTime(e.received, language),
    })),
  };
};

/** What a script fills in stays open: `{when}` and `{count}` come back as they are. */
const OPEN = { when: '{when}', count: '{count}' };

const wordsOf = (t: Words) => ({
  title: t('today.title'),
  action: t('today.action'),
  nothing: t('today.nothing'),
  pending: t('today.pending'),
  changed: t('today.changed'),
  write: t('exchange.write'),
  deadline: t('exchange.deadline'),
  passed: t('exchange.deadline-passed'),
  yourTime: t('exchange.your-time', OPEN),
  exercise: t('exchange.exercise'),
  exerciseLabel: t('exchange.exercise-label'),
  hereOnly: t('today.here-only'),
  first: t('today.first'),
  since: t('today.since', OPEN),
  unchanged: t('today.unchanged', OPEN),
  readOn: t('today.read-on'),
  fresh: t('today.new'),
  drills: t('exercises.waiting'),
  waiting: t('live.waiting', { count: 1 }),
  show: t('live.show'),
});

const describe = (x: Awaiting, name: (id: string) => string, now: number, t: Words) => ({
  thread: x.thread,
  text: t('today.unacknowledged', { state: name(x.from), count: x.count }),
  deadline: x.deadline
    ? {
        at: x.deadline,
        text: sayTime(x.deadline, t.language),
        distance: sayDistance(x.deadline, now, t.language),
        hasPassed: Date.parse(x.deadline) < now,
      }
    : undefined,
});
