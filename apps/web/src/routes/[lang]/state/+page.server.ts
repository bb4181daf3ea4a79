import { type Contact, type Entry, get, type House, type Me, type Placed } from '#lib/server/about.ts';
import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import { describeNotices } from '#lib/server/notices.ts';
import type { MessageKey, Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayList, sayTime } from '#lib/words/times.ts';
import type { PageServerLoad } from './$types';
import { listAlarms } from './alarming.ts';
import { nameOf, ownHouse, participantNames, ruleTitles } from './own.ts';

type Fetch = typeof globalThis.fetch;

export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language, about, me } = locals;
  const t = wordsIn(language);
  return {
    shipped: messagesFor(language, [
      'house.',
      'dialog.',
      'seen.',
      'keys.',
      'seat.key',
      'seat.state',
      'seat.choose',
      'contact.take-request',
      'administrators.title',
      'root.title',
      'begin.link',
      'custody.title',
      'alarm.title',
      'alarm.none',
      'notice.',
    ]),
    trust: { body: about.body, key: about.key },
    rpIds: about.rpIds,
    participants: await participantNames(fetch, language),
    rules: await ruleTitles(fetch, language, ['people.administrators-act', 'people.notice-stands']),
    house: me ? await describeHouse(fetch, me, t) : undefined,
  };
};

async function describeHouse(fetch: Fetch, me: Me, t: Words) {
  const { participant } = me;
  const [house, { contacts }] = await Promise.all([
    ownHouse(fetch, participant),
    get<'/api/directory/contacts'>(fetch, `/api/directory/contacts?participant=${participant}`) as Promise<{
      contacts: Contact[];
    }>,
  ]);
  const people = house.people.filter((p) => !p.removed);
  const mine = people.find((p) => p.person === me.person);
  return {
    participant,
    alarms: await listAlarms(fetch, house, contacts, t),
    notices: describeNotices(house, t),
    name: nameIn(house.names, t.language),
    kind: t(`participants.kind.${house.kind}`),
    root: house.root ? { key: house.root, ...(await enrolment(fetch, house, t)) } : undefined,
    threshold: house.administrators
      ? t('participants.threshold', { threshold: house.threshold, administrators: house.administrators })
      : t('participants.none'),
    me: {
      ...(me.person ? { person: me.person } : {}),
      name: mine?.name,
      administrator: me.administrator,
      may: mayOf(me, t),
      keys: mine?.keys.map((k) => k.key) ?? [],
    },
    contacts: contacts.map((c) => ({
      id: c.contact,
      title: String(c.fields.institution ?? t(`directory.class.${c.class}`)),
      mine: me.contacts.includes(c.contact),
    })),
    certified: contacts.flatMap((c) => (c.key ? [c.key.fingerprint] : [])),
    people: people.map((p) => ({
      id: p.person,
      name: p.name,
      may: mayOf(p, t),
      keys: p.keys.map((k) => k.key),
      self: p.person === me.person,
    })),
    pending: await Promise.all(house.pending.map((p) => describePending(fetch, house, p, me, t))),
  };
}

const mayOf = (
  { administrator, authorities }: { administrator: boolean; authorities: string[] },
  t: Words,
): string =>
  sayList(
    [
      ...(administrator ? [t('participants.administrator')] : []),
      ...authorities.map((a) => t(`authority.${a}` as MessageKey)),
    ],
    t.language,
  ) || t('house.nothing');

/** The entry that enrolled the root: the evidence of the root. The secretariat's stands in the founding act. */
async function enrolment(fetch: Fetch, house: House, t: Words) {
  const query =
    house.kind === 'secretariat'
      ? 'stream=body&type=body.founded'
      : `stream=participant/${house.id}&type=people.root-enrolled`;
  const { entries } = (await get<'/api/acts'>(fetch, `/api/acts?${query}&limit=1`)) as { entries: Entry[] };
  const entry = entries[0];
  return entry ? { act: entry.act, when: sayTime(entry.received, t.language) } : {};
}

async function describePending(fetch: Fetch, house: House, p: House['pending'][number], me: Me, t: Words) {
  const { entry } = (await get<'/api/acts/{act}'>(fetch, `/api/acts/${p.act}`)) as Placed;
  const { data } = (entry.content ?? {}) as { data?: { person?: string; authorities?: string[] } };
  return {
    act: p.act,
    what: t(`act.${p.type}` as MessageKey),
    about: data?.person ? nameOf(house, data.person) : undefined,
    authorities:
      data?.authorities &&
      sayList(
        data.authorities.map((a) => t(`authority.${a}` as MessageKey)),
        t.language,
      ),
    since: sayTime(p.since, t.language),
    by: sayList(
      p.confirmedBy.map((person) => nameOf(house, person)),
      t.language,
    ),
    confirmedByMe: me.person !== undefined && p.confirmedBy.includes(me.person),
    needed: t('house.confirmations', { count: p.confirmedBy.length, threshold: house.threshold }),
  };
}
