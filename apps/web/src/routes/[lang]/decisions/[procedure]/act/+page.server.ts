import { get, type Participant, type Procedure } from '#lib/server/about.ts';
import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import { languageOf } from '#lib/words/languages.ts';
import { nameIn } from '#lib/words/names.ts';
import { sayTime } from '#lib/words/times.ts';
import { ruleTitles, signedIn } from '../../../state/own.ts';
import { participantIn, sayProcedure, sayReason, sayRule } from '../../saying.ts';
import type { PageServerLoad } from './$types';

/** What a State does in a procedure: it states its position, objects, withdraws; whoever presides announces and closes. */
export const load: PageServerLoad = async ({ fetch, locals, params, depends }) => {
  depends('comity:procedure');
  const { language, about } = locals;
  const me = signedIn(locals.me, language);
  const t = wordsIn(language);
  const id = encodeURIComponent(params.procedure);
  const [p, { participants }] = (await Promise.all([
    get(fetch, `/api/procedures/${id}`),
    get(fetch, '/api/participants'),
  ])) as unknown as [Procedure, { participants: Participant[] }];
  const said = await sayProcedure(fetch, p, participants, t);
  const find = (...types: string[]) => p.can.find(({ type }) => types.includes(type));
  const shown = (can: Procedure['can'][number] | undefined) =>
    can && {
      type: can.type,
      data: can.data,
      isAllowed: can.answer.allowed,
      rule: can.answer.rule,
      refusal: can.answer.allowed ? '' : t('decisions.refused', { rule: sayRule(can.answer, language) }),
      ...sayReason(can.answer, language),
    };
  const PRESIDING = ['decisions.announced', 'decisions.closed'];
  const allowed = (type: string) =>
    p.can.filter((one) => one.type === type && one.answer.allowed).map((one) => shown(one)!);
  return {
    shipped: messagesFor(language, [
      'decisions.',
      'house.no-keys-here',
      'house.no-script',
      'house.done',
      'act.decisions.',
    ]),
    trust: { body: about.body, key: about.key },
    // The newest entry that this page was made with.
    newest: about.entries - 1,
    ends: said.until,
    rules: await ruleTitles(
      fetch,
      language,
      p.can.map(({ answer }) => answer.rule),
    ),
    me,
    id: p.procedure,
    subject: said.subject,
    phase: said.phase,
    until: said.until && sayTime(said.until, language),
    isClosed: p.closed !== undefined,
    isNamed: p.disclosure === 'state',
    items: p.disclosure === 'fact' ? [] : said.items,
    languages: about.languages.map((tag) => ({ tag, name: languageOf(tag).name })),
    position: shown(find('decisions.position-stated')),
    objection: shown(find('decisions.objected', 'decisions.objected-unnamed')),
    // What a State wrote on paper it confirms by an objection that names the record of receipt.
    confirms: p.objections
      .filter((o) => o.how === 'paper' && !o.ended && o.participant === me.participant)
      .map(({ id: receipt }) => receipt),
    withdrawals: p.can
      .filter(
        ({ type, answer }) => type.includes('withdrawn') && !type.includes('statement') && answer.allowed,
      )
      .map((one) => shown(one)!),
    presiding: p.can
      .filter(({ type, answer }) => PRESIDING.includes(type) && answer.allowed)
      .map((one) => ({
        ...shown(one)!,
        outcome: (one.data as { outcome?: 'adopted' | 'broken' | 'rejected' | 'withdrawn' }).outcome,
      })),
    vouches: allowed('decisions.vouched'),
    cut: (p.lines ?? []).map(
      (line) => `${participantIn(participants, line.participant, t)} (${sayTime(line.since, language)})`,
    ),
    extensions: allowed('decisions.extended').map((one) => ({
      ...one,
      until: sayTime((one.data as { deadline?: string }).deadline ?? '', language),
    })),
    room: {
      presence: shown(find('decisions.presence-stated')),
      count: allowed('decisions.presence-attested')[0],
      vote: shown(find('decisions.voted')),
      ruling: allowed('decisions.ruled')[0],
      received: allowed('decisions.delivery-acknowledged')[0],
    },
    statements: {
      dissociation: allowed('decisions.dissociated')[0],
      reservation: allowed('decisions.reserved')[0],
      explanation: allowed('decisions.explained')[0],
      paragraphs: p.closed?.items ?? [],
    },
    retractions: allowed('decisions.statement-withdrawn').map((one) => ({
      ...one,
      kind: p.statements.find(({ act }) => act === (one.data as { statement?: string }).statement)?.kind,
    })),
    mandate: allowed('decisions.mandated')[0],
    owners: participants.map(({ id: participant }) => ({
      id: participant,
      name: participantIn(participants, participant, t),
    })),
    moves: allowed('decisions.mandate-moved').map((one) => ({
      ...one,
      title: nameIn(
        p.mandates.find((m) => m.mandate === (one.data as { mandate?: string }).mandate)?.titles ?? {},
        language,
      ),
    })),
  };
};
