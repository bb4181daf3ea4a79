import { type Connection, dataOf } from './connection.ts';
import type { paths } from './generated/api.ts';
import type { Conversation, DirectoryContact } from './messages.ts';

export type House =
  paths['/api/participants/{participant}']['get']['responses']['200']['content']['application/json'];

/** What stands between a State and its first message that somebody acknowledged, in the order in which it is done. */
export const STEPS = [
  'invited',
  'root',
  'people',
  'administrators',
  'authorities',
  'contact',
  'key',
  'recovery',
  'sent',
  'acknowledged',
] as const;
export type StepName = (typeof STEPS)[number];

/** One step. `next`: the first that is open and needed. The recovery key may wait: nothing rests on it but the worst day. */
export interface BeginningStep {
  readonly step: StepName;
  readonly is: 'done' | 'next' | 'open' | 'unknown';
  readonly optional: boolean;
  /** The person or contact whom the step is about, where there is one already. */
  readonly about?: string;
}

export interface Beginning {
  readonly house: House;
  readonly contacts: readonly DirectoryContact[];
  /** The messages that the State sent; undefined where whoever looks may not know. */
  readonly sent: readonly Conversation['messages'][number][] | undefined;
}

/** Where a State stands on its way: everything follows from what is on the record. */
export function stepsOf({ house, contacts, sent }: Beginning): BeginningStep[] {
  const people = house.people.filter((p) => !p.removed);
  const may = (authority: string) => people.some((p) => p.authorities.includes(authority));
  const signed = contacts.filter((c) => c.signed && c.roster.length > 0);
  const keyed = signed.find((c) => c.key !== undefined);
  const done: Record<StepName, boolean | undefined> = {
    invited: house.invitation !== undefined || house.root !== undefined,
    root: house.root !== undefined,
    // A contact never signs its own key: somebody certifies, somebody else is on duty.
    people: people.length > 1,
    administrators: house.administrators > 0,
    authorities: may('directory') && may('exchange'),
    contact: signed.length > 0,
    key: keyed !== undefined,
    recovery: contacts.some((c) => c.recovery !== undefined),
    sent: sent && sent.length > 0,
    acknowledged: sent?.some(({ to }) => to.some((r) => r.acknowledged !== undefined)),
  };
  const next = STEPS.find((step) => step !== 'recovery' && done[step] !== true);
  const about: Partial<Record<StepName, string | undefined>> = {
    authorities: people.find((p) => p.authorities.length === 0)?.person,
    key: (signed.find((c) => c.key === undefined) ?? keyed)?.contact,
    acknowledged: sent?.at(-1)?.header.thread,
  };
  return STEPS.map((step) => ({
    step,
    is: done[step] ? 'done' : step === next ? 'next' : done[step] === undefined ? 'unknown' : 'open',
    optional: step === 'recovery',
    ...(about[step] === undefined ? {} : { about: about[step] }),
  }));
}

const LOOKED_AT = 5;

/** Reads where a participant stands; what it sent only with a session of its own. */
export async function readBeginning(
  connection: Connection,
  participant: string,
  isOwn: boolean,
): Promise<Beginning> {
  const path = { participant };
  const [house, { contacts }] = await Promise.all([
    connection.api.GET('/api/participants/{participant}', { params: { path } }).then(dataOf),
    connection.api.GET('/api/directory/contacts', { params: { query: path } }).then(dataOf),
  ]);
  return { house, contacts, sent: isOwn ? await readSent(connection, participant) : undefined };
}

/** What it sent in its newest threads, real ones and exercises: a State that begins has few. */
async function readSent(connection: Connection, participant: string) {
  const params = { query: { limit: LOOKED_AT } };
  const lists = await Promise.all([
    connection.api.GET('/api/exchange/threads', { params }).then(dataOf),
    connection.api.GET('/api/exercises/threads', { params }).then(dataOf),
  ]);
  const threads = lists.flatMap((list) => list.threads);
  const read = await Promise.all(
    threads.map(async ({ thread }) =>
      dataOf(await connection.api.GET('/api/exchange/threads/{thread}', { params: { path: { thread } } })),
    ),
  );
  return read.flatMap(({ messages }) =>
    messages.filter(({ header }) => header.from.participant === participant),
  );
}
