import { type Conversation, get, type Thread } from '#lib/server/about.ts';
import { everyThread } from '../exchange/threads.ts';

/** A thread in which somebody waits for this State. */
export interface Awaiting {
  readonly thread: string;
  /** Messages to this State that nobody there has acknowledged. */
  readonly count: number;
  /** Who sent the newest of them. */
  readonly from: string;
  readonly exercise: boolean;
  /** The earliest instant by which one of them hopes for a reply. */
  readonly deadline?: string;
}

type Message = Conversation['messages'][number];

/** What needs action in the exchange: what is due first comes first, what has no deadline last. */
export async function listAwaiting(
  fetch: typeof globalThis.fetch,
  participant: string,
  kind: 'exchange' | 'exercises' = 'exchange',
): Promise<Awaiting[]> {
  const threads = await everyThread(fetch, { kind, open: true, q: '', from: '' });
  const found = await Promise.all(threads.map((thread) => awaitingIn(fetch, thread, participant)));
  return found.sort(byDeadline);
}

/** A thread of one message is told by the list; in a longer one the last message need not be the one that waits. */
async function awaitingIn(
  fetch: typeof globalThis.fetch,
  { thread, messages, unacknowledged, last }: Thread,
  participant: string,
): Promise<Awaiting> {
  if (messages === 1) return describe(thread, unacknowledged, [last.header]);
  const conversation = await get<'/api/exchange/threads/{thread}'>(fetch, `/api/exchange/threads/${thread}`);
  const open = (conversation as Conversation).messages.filter((m) => isOpen(m, participant));
  return describe(thread, unacknowledged, open.length ? open.map((m) => m.header) : [last.header]);
}

const isOpen = ({ to }: Message, participant: string): boolean =>
  to.some((r) => r.participant === participant && !r.acknowledged);

function describe(thread: string, count: number, headers: readonly Message['header'][]): Awaiting {
  const [deadline] = headers.flatMap((h) => h.deadline ?? []).sort();
  const newest = headers.at(-1)!;
  return {
    thread,
    count,
    from: newest.from.participant,
    exercise: newest.exercise,
    ...(deadline === undefined ? {} : { deadline }),
  };
}

/** Instants of one form sort as texts. */
export function byDeadline(a: Pick<Awaiting, 'deadline'>, b: Pick<Awaiting, 'deadline'>): number {
  if (a.deadline === b.deadline) return 0;
  if (a.deadline === undefined || b.deadline === undefined) return a.deadline === undefined ? 1 : -1;
  return a.deadline < b.deadline ? -1 : 1;
}
