import { assertDone, type paths } from '@comity/client';
import { here } from './seat.ts';

export type Quiet = NonNullable<
  paths['/api/exchange/contacts/{contact}/quiet']['get']['responses']['200']['content']['application/json']['quiet']
>;
const ofThread = (thread: string) => ({ params: { path: { thread } } });
const ofContact = (contact: string) => ({ params: { path: { contact } } });

/** The own State's contacts are spared the notices of a thread; its messages stay where they are. */
export const mute = async (thread: string, until: string): Promise<void> =>
  assertDone(
    await here().api.PUT('/api/exchange/threads/{thread}/muted', { ...ofThread(thread), body: { until } }),
  );
export const unmute = async (thread: string): Promise<void> =>
  assertDone(await here().api.DELETE('/api/exchange/threads/{thread}/muted', ofThread(thread)));

export const setQuiet = async (contact: string, body: Quiet): Promise<void> =>
  assertDone(await here().api.PUT('/api/exchange/contacts/{contact}/quiet', { ...ofContact(contact), body }));
export const endQuiet = async (contact: string): Promise<void> =>
  assertDone(await here().api.DELETE('/api/exchange/contacts/{contact}/quiet', ofContact(contact)));
