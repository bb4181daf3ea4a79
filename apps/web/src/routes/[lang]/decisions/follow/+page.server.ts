import { get, type Participant, type Procedure } from '#lib/server/about.ts';
import { wordsIn } from '#lib/server/catalogues.ts';
import { sayTime } from '#lib/words/times.ts';
import { sayProcedure, saySubject } from '../saying.ts';
import type { PageServerLoad } from './$types';

const ROOMS = 3;
const ID = /^pro_[A-Za-z0-9_-]{22}$/;

/** Three rooms at once, for a delegation of one: those that are asked for, or those opened last. */
export const load: PageServerLoad = async ({ fetch, locals, url }) => {
  const { language, me } = locals;
  const t = wordsIn(language);
  const [{ procedures }, { participants }] = (await Promise.all([
    get(fetch, '/api/procedures?open=true&limit=50'),
    get(fetch, '/api/participants'),
  ])) as unknown as [
    { procedures: Pick<Procedure, 'procedure' | 'subject'>[] },
    { participants: Participant[] },
  ];
  const asked = url.searchParams.getAll('room').filter((id) => ID.test(id));
  const ids = (asked.length > 0 ? asked : procedures.map((p) => p.procedure)).slice(0, ROOMS);
  const read = async (id: string) => {
    const p = (await get(fetch, `/api/procedures/${id}`)) as Procedure;
    const said = await sayProcedure(fetch, p, participants, t);
    return {
      ...{ id, subject: said.subject.says, phase: said.phase, isBroken: said.isBroken, kind: said.kind },
      until: said.until ? sayTime(said.until, language) : '',
      ends: said.until,
      objections: t('decisions.objections-standing', {
        count: said.objections.filter((o) => o.stands).length,
      }),
      own: said.positions.find((x) => x.id === me?.participant)?.says ?? '',
      canObject: p.can.some(({ type, answer }) => type.startsWith('decisions.objected') && answer.allowed),
    };
  };
  const rooms = await Promise.all([...new Set(ids)].map(read));
  const others = await Promise.all(
    procedures.map(async ({ procedure, subject }) => ({
      id: procedure,
      says: (await saySubject(fetch, subject, participants, t)).says,
      isShown: ids.includes(procedure),
    })),
  );
  return {
    words: {
      title: t('decisions.follow'),
      intro: t('decisions.follow-intro'),
      none: t('decisions.nothing-pending'),
      until: t('decisions.until'),
      own: t('decisions.own-position'),
      act: t('decisions.act'),
      choose: t('decisions.follow-choose'),
      show: t('decisions.follow-show'),
      live: t('decisions.live'),
      cut: t('decisions.cut'),
      back: t('decisions.title'),
    },
    rooms,
    others,
    isSeated: me !== undefined,
    streams: rooms.map(({ id }) => `procedure/${id}`).join(' '),
    until: rooms.flatMap(({ ends }) => (ends && Date.parse(ends) > Date.now() ? [ends] : [])).sort()[0],
  };
};
