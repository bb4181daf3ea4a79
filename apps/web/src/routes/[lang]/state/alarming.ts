import { type Contact, type Entry, get, type House } from '#lib/server/about.ts';
import type { MessageKey, Words } from '#lib/words/messages.ts';
import { sayDate } from '#lib/words/times.ts';
import { type Alarm, alarms, type Facts, LOOKS_BACK } from './alarms.ts';
import { nameOf } from './own.ts';

type Fetch = typeof globalThis.fetch;

/** An alarm as it is shown: what it is, and where one looks at it or mends it, below the language. */
export interface AlarmShown {
  readonly text: string;
  readonly path: string;
}

/** What should alarm the people of this house now, in words. */
export async function listAlarms(
  fetch: Fetch,
  house: House,
  contacts: readonly Contact[],
  t: Words,
): Promise<AlarmShown[]> {
  const now = Date.now();
  const acts = await recentActs(fetch, house.id, now - LOOKS_BACK * 86_400_000);
  return alarms({ house, contacts, acts }, now).map((alarm) => say(alarm, house, contacts, t));
}

/**
 * Binding acts of a participant since an instant, newest first: on its people and on its contacts. Messages are
 * signed in sessions, whose certificates this page does not read.
 */
async function recentActs(
  fetch: Fetch,
  participant: string,
  since: number,
): Promise<Facts['acts'][number][]> {
  const streams = [`participant/${participant}`, `directory/${participant}`];
  const entries = (await Promise.all(streams.map((s) => readSince(fetch, s, since)))).flat();
  return entries
    .sort((a, b) => b.index - a.index)
    .flatMap(({ act, type, received, content }) => {
      const { actor } = (content ?? {}) as { actor?: { participant?: string; person?: string; key: string } };
      return actor?.participant === participant
        ? [{ act, type, received, person: actor.person, key: actor.key }]
        : [];
    });
}

async function readSince(fetch: Fetch, stream: string, since: number): Promise<Entry[]> {
  const found: Entry[] = [];
  for (let before = ''; ; ) {
    const path = `/api/acts?stream=${stream}&limit=500${before}`;
    const { entries, next } = (await get<'/api/acts'>(fetch, path)) as { entries: Entry[]; next?: number };
    found.push(...entries.filter((e) => Date.parse(e.received) >= since));
    const last = entries.at(-1);
    if (next === undefined || !last || Date.parse(last.received) < since) return found;
    before = `&before=${next}`;
  }
}

function say(alarm: Alarm, house: House, contacts: readonly Contact[], t: Words): AlarmShown {
  if ('contact' in alarm) return sayContact(alarm, contacts, t);
  switch (alarm.alarm) {
    case 'ended-key': {
      const { person, count, act, type, received } = alarm;
      const who = person ? nameOf(house, person) : t('record.by-root');
      const date = sayDate(received, t.language);
      const what = t(`act.${type}` as MessageKey);
      return { text: t('alarm.ended-key', { person: who, count, what, date }), path: `/record/${act}` };
    }
    case 'notice':
      return { text: t('alarm.notice', { date: sayDate(alarm.from, t.language) }), path: '/state#notices' };
    case 'waiting': {
      const { act, type, days } = alarm;
      return {
        text: t('alarm.waiting', { days, what: t(`act.${type}` as MessageKey) }),
        path: `/record/${act}`,
      };
    }
    default:
      return { text: t(`alarm.${alarm.alarm}`), path: '/state/administrators' };
  }
}

function sayContact(
  alarm: Extract<Alarm, { contact: string }>,
  contacts: readonly Contact[],
  t: Words,
): AlarmShown {
  const found = contacts.find((c) => c.contact === alarm.contact)!;
  const contact = String(found.fields.institution ?? t(`directory.class.${found.class}`));
  const path = `/directory/${alarm.contact}`;
  const date = 'expires' in alarm ? sayDate(alarm.expires, t.language) : '';
  const note = 'note' in alarm ? alarm.note : '';
  return { text: t(`alarm.${alarm.alarm}`, { contact, date, note }), path };
}
