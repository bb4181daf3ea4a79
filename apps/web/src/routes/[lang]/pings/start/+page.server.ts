import { redirect } from '@sveltejs/kit';
import { get, type PingRounds } from '#lib/server/about.ts';
import { messagesFor } from '#lib/server/catalogues.ts';
import { signedIn } from '../../state/own.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, locals }) => {
  const { language } = locals;
  signedIn(locals.me, language);
  const { rules, mayStart } = (await get<'/api/pings/rounds'>(fetch, '/api/pings/rounds')) as PingRounds;
  // Only the manager of the directory begins one.
  if (!mayStart) redirect(303, `/${language}/pings`);
  const shipped = messagesFor(language, [
    ...['ping.title', 'ping.start', 'ping.by', 'ping.channel.', 'ping.out-of-hours', 'ping.hours'],
    ...['house.no-script', 'layout.offline'],
  ]);
  return { shipped, hours: Math.round(rules.open / 3600) };
};
