import { get, type Negotiations, type Participant, type Procedure } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import type { Words } from '#lib/words/messages.ts';
import { nameIn } from '#lib/words/names.ts';
import { saySubject } from '../saying.ts';
import type { PageServerLoad } from './$types';
import { type Reading, type Room, readRoom } from './rooms.ts';

const ROOMS = 3;
const ID = /^(?:pro|doc)_[A-Za-z0-9_-]{22}$/;

/** A procedure or a text under negotiation that can be followed, with the entry that opened it. */
interface Open {
  readonly id: string;
  readonly index: number;
  readonly says: string;
  readonly symbol?: string | undefined;
}

/** Three rooms at once, for a delegation of one: those that are asked for, or those opened last. */
export const load: PageServerLoad = async ({ fetch, locals, url }) => {
  const { language, me } = locals;
  const t = wordsIn(language);
  const { participants } = (await get(fetch, '/api/participants')) as unknown as {
    participants: Participant[];
  };
  const reading: Reading = { fetch, participants, t, own: me?.participant };
  const open = await listOpen(reading);
  const asked = url.searchParams.getAll('room').filter((id) => ID.test(id));
  const wanted = asked.length > 0 ? asked : open.map(({ id }) => id);
  const ids = [...new Set(wanted)].slice(0, ROOMS);
  const rooms = await Promise.all(ids.map((id) => readRoom(reading, id)));
  return {
    words: pageWords(t),
    rooms,
    others: open.map(({ id, says, symbol }) => ({ id, says, symbol, isShown: ids.includes(id) })),
    isSeated: me !== undefined,
    streams: rooms.map(({ stream }) => stream).join(' '),
    until: nextOf(rooms),
  };
};

/** Everything that is open, opened last first. */
async function listOpen({ fetch, participants, t }: Reading): Promise<Open[]> {
  const [{ procedures }, { negotiations }] = (await Promise.all([
    get(fetch, '/api/procedures?open=true&limit=50'),
    get(fetch, '/api/negotiations?limit=50'),
  ])) as unknown as [
    { procedures: Pick<Procedure, 'procedure' | 'index' | 'subject'>[] },
    { negotiations: Negotiations },
  ];
  const decided = procedures.map(async ({ procedure, index, subject }) => ({
    ...{ id: procedure, index },
    says: (await saySubject(fetch, subject, participants, t)).says,
  }));
  const negotiated = negotiations
    .filter(({ closed }) => !closed)
    .map(({ document, index, symbol, titles }) => ({
      ...{ id: document, index },
      ...{ symbol, says: nameIn(titles, t.language) },
    }));
  return [...(await Promise.all(decided)), ...negotiated].sort((a, b) => b.index - a.index);
}

/** The next deadline that passes without an entry. */
const nextOf = (rooms: readonly Room[]): string | undefined =>
  rooms.flatMap(({ ends }) => (ends && Date.parse(ends) > Date.now() ? [ends] : [])).sort()[0];

const pageWords = (t: Words) => ({
  title: t('decisions.follow'),
  intro: t('decisions.follow-intro'),
  none: t('decisions.follow-none'),
  until: t('decisions.until'),
  own: t('decisions.own-position'),
  touches: t('decisions.follow-own'),
  act: t('decisions.act'),
  propose: t('negotiation.act'),
  choose: t('decisions.follow-choose'),
  show: t('decisions.follow-show'),
  live: t('decisions.live'),
  cut: t('decisions.cut'),
  back: t('decisions.title'),
});
