import { get, type Participant, type Procedure } from '#lib/server/about.ts';
import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import { sayTime } from '#lib/words/times.ts';
import { ruleTitles, signedIn } from '../../../state/own.ts';
import { sayProcedure, sayRule } from '../../saying.ts';
import type { PageServerLoad } from './$types';

/** What a State does in a procedure: it states its position, objects, withdraws; whoever presides announces and closes. */
export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  const t = wordsIn(language);
  const id = encodeURIComponent(params.procedure);
  const [p, { participants }, rules] = (await Promise.all([
    get(fetch, `/api/procedures/${id}`),
    get(fetch, '/api/participants'),
    ruleTitles(fetch, language),
  ])) as unknown as [Procedure, { participants: Participant[] }, Record<string, string>];
  const said = await sayProcedure(fetch, p, participants, t);
  const find = (...types: string[]) => p.can.find(({ type }) => types.includes(type));
  const shown = (can: Procedure['can'][number] | undefined) =>
    can && {
      type: can.type,
      data: can.data,
      isAllowed: can.answer.allowed,
      rule: can.answer.rule,
      refusal: can.answer.allowed ? '' : t('decisions.refused', { rule: sayRule(can.answer, language) }),
      why: can.answer.why ?? '',
      allowedWhen: can.answer.allowedWhen ?? '',
    };
  const PRESIDING = ['decisions.announced', 'decisions.closed'];
  return {
    shipped: messagesFor(language, [
      'decisions.',
      'house.no-keys-here',
      'house.no-script',
      'house.done',
      'act.decisions.',
    ]),
    trust: { body: about.body, key: about.key },
    rules,
    me,
    id: p.procedure,
    subject: said.subject,
    phase: said.phase,
    until: said.until && sayTime(said.until, language),
    isNamed: p.disclosure === 'state',
    position: shown(find('decisions.position-stated')),
    objection: shown(find('decisions.objected', 'decisions.objected-unnamed')),
    withdrawals: p.can
      .filter(({ type, answer }) => type.includes('withdrawn') && answer.allowed)
      .map((one) => shown(one)!),
    presiding: p.can
      .filter(({ type, answer }) => PRESIDING.includes(type) && answer.allowed)
      .map((one) => ({
        ...shown(one)!,
        outcome: (one.data as { outcome?: 'adopted' | 'broken' | 'rejected' | 'withdrawn' }).outcome,
      })),
  };
};
