import type { Duty } from '@comity/client/duty';
import { type Contact, get, type House, type Participant } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { describeContact } from '#lib/server/contacts.ts';
import { readBeginning } from '#lib/server/record/timeline.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayTime } from '#lib/words/times.ts';
import { nameOf } from '../../state/own.ts';
import { listedFields } from '../acting.ts';
import { sayReaders } from '../readers.ts';
import type { PageServerLoad } from './$types';

type Fetch = typeof globalThis.fetch;

export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, me } = locals;
  const t = wordsIn(language);
  const path = `/api/directory/contacts/${encodeURIComponent(params.contact)}`;
  const contact = (await get<'/api/directory/contacts/{contact}'>(fetch, path)) as Contact;
  const [house, timeline] = await Promise.all([
    get<'/api/participants/{participant}'>(
      fetch,
      `/api/participants/${contact.participant}`,
    ) as Promise<House>,
    readBeginning(fetch, `contact/${contact.contact}`, t),
  ]);
  const isOwn = me?.participant === contact.participant;
  const [readers, duty] = isOwn
    ? await Promise.all([
        readersOf(fetch, contact, t),
        get(fetch, `${path}/duty`) as unknown as Promise<Duty>,
      ])
    : [{} as Readonly<Record<string, string>>, undefined];
  const { fields, ...shown } = describeContact(contact, t, nameIn(house.names, language));
  const names = Object.keys(contact.fields);
  const lines = fields.map((f, i) => ({ ...f, who: readers[names[i]!] }));
  return {
    words: {
      key: t('directory.key'),
      keys: t('keypage.see'),
      noKey: t('directory.no-key'),
      keyNote: t('directory.key-note'),
      recovery: t('directory.recovery'),
      sealDemanded: t('directory.seal-demanded'),
      back: t('directory.title'),
      change: t('contact.change'),
      viewed: t('viewed.title'),
      changeNote: t('contact.change-note'),
      duty: t('duty.title'),
      openDuty: t('duty.open'),
      alone: t('duty.alone'),
      aloneNone: t('duty.alone-none'),
      ways: t('ways.title'),
    },
    isOwn,
    duty: duty && sayDuty(duty, house, t),
    /** Shown as a card: it is what somebody has to know who asks for something at night. */
    alone: [contact.fields.alone ?? []].flat(),
    contact: { ...shown, fields: lines.filter((_, i) => names[i] !== 'alone') },
    isSignedIn: me !== undefined,
    timeline,
  };
};

/** Who is on duty now, and what is missing ahead; times in UTC, since this page knows no other zone. */
function sayDuty({ now, gaps }: Duty, house: House, t: Words) {
  const at = (iso: string) => sayTime(iso, t.language);
  const until = now?.until ? ` · ${t('duty.until', { when: at(now.until) })}` : '';
  return {
    now: now ? `${t('duty.now', { who: nameOf(house, now.person) })}${until}` : t('duty.nobody'),
    gaps: gaps.map((g) => t('duty.gap', { from: at(g.from), until: at(g.until) })),
  };
}

/** Who may read what: shown to the own State only, which chose it. */
async function readersOf(fetch: Fetch, { participant, contact }: Contact, t: Words) {
  const [fields, { participants }] = await Promise.all([
    listedFields(fetch, participant, contact),
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
  ]);
  return sayReaders(fields, new Map(participants.map((p) => [p.id, nameIn(p.names, t.language)])), t);
}
