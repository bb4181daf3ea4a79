import { ApiProblem, type paths } from '@comity/client';
import { here } from './seat.ts';

export type Quiet = NonNullable<
  paths['/api/exchange/contacts/{contact}/quiet']['get']['responses']['200']['content']['application/json']['quiet']
>;
type Answered = { readonly response: Response; readonly error?: unknown };

/** What is answered with nothing; throws what the server refused. */
async function done(asked: Promise<Answered>): Promise<void> {
  const { response, error } = await asked;
  if (error) throw new ApiProblem(response.status, error as ConstructorParameters<typeof ApiProblem>[1]);
}

const ofThread = (thread: string) => ({ params: { path: { thread } } });
const ofContact = (contact: string) => ({ params: { path: { contact } } });

/** The own State's contacts are spared the notices of a thread; its messages stay where they are. */
export const mute = (thread: string, until: string): Promise<void> =>
  done(here().api.PUT('/api/exchange/threads/{thread}/muted', { ...ofThread(thread), body: { until } }));
export const unmute = (thread: string): Promise<void> =>
  done(here().api.DELETE('/api/exchange/threads/{thread}/muted', ofThread(thread)));

export const setQuiet = (contact: string, quiet: Quiet): Promise<void> =>
  done(here().api.PUT('/api/exchange/contacts/{contact}/quiet', { ...ofContact(contact), body: quiet }));
export const endQuiet = (contact: string): Promise<void> =>
  done(here().api.DELETE('/api/exchange/contacts/{contact}/quiet', ofContact(contact)));
