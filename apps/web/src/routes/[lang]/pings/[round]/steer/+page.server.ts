import { redirect } from '@sveltejs/kit';
import { get, type Participant, type PingCalls, type PingRound } from '#lib/server/about.ts';
import { messagesFor, wordsIn } from '#lib/server/catalogues.ts';
import { nameIn } from '#lib/words/names.ts';
import { signedIn } from '../../../state/own.ts';
import { describeRound } from '../../describing.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals, params }) => {
  const { language } = locals;
  signedIn(locals.me, language);
  const path = `/api/pings/rounds/${encodeURIComponent(params.round)}`;
  const round = (await get<'/api/pings/rounds/{round}'>(fetch, path)) as PingRound;
  // Only the manager of the directory runs one.
  if (!round.progress) redirect(303, `/${language}/pings/${round.round}`);
  const [{ calls }, { participants }] = await Promise.all([
    get<'/api/pings/rounds/{round}/calls'>(fetch, `${path}/calls?language=${language}`) as Promise<{
      calls: PingCalls;
    }>,
    get<'/api/participants'>(fetch, '/api/participants') as Promise<{ participants: Participant[] }>,
  ]);
  const { title, ends } = describeRound(round, wordsIn(language));
  return {
    shipped: messagesFor(language, ['ping.', 'house.no-script', 'layout.offline']),
    ...{ round: round.round, state: round.state, title, ends },
    calls,
    names: Object.fromEntries(participants.map((p) => [p.id, nameIn(p.names, language)])),
  };
};
