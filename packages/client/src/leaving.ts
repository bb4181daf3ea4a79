import type { House } from './beginning.ts';
import { type Connection, dataOf } from './connection.ts';
import type { paths } from './generated/api.ts';

export type Custody = paths['/api/custody']['get']['responses']['200']['content']['application/json'];
type History =
  paths['/api/directory/contacts/{contact}/history']['get']['responses']['200']['content']['application/json']['acts'];

/** What happened to a contact, oldest first: who stood on its roster from then on, which key it got. */
export interface ContactStep {
  readonly index: number;
  readonly roster?: readonly string[];
  readonly key?: string;
}
export interface ContactPast {
  readonly contact: string;
  readonly steps: readonly ContactStep[];
}

export const LEAVING = [
  'removed',
  'administrator',
  'roster',
  'successor',
  'key',
  'wraps',
  'destroyed',
  'closed',
] as const;
export type LeavingName = (typeof LEAVING)[number];

/** One point of the list. `needless`: there is nothing of that kind to do for this person. */
export interface LeavingStep {
  readonly step: LeavingName;
  readonly is: 'done' | 'open' | 'needless';
  readonly contact?: string;
}

export interface Leaving {
  readonly person: string;
  readonly house: House;
  readonly contacts: readonly ContactPast[];
  readonly custody: Pick<Custody, 'keys' | 'notes'>;
}

/**
 * What is to be done when somebody leaves, so that nothing they hold opens anything new. The last point follows from
 * those before it that decide it: no key of the person acts, no roster has it, and each contact got a new key since.
 * Old messages and the former keys are a care of their own: what was read once cannot be made unread.
 */
export function leavingSteps({ person, house, contacts, custody }: Leaving): LeavingStep[] {
  const here = house.people.find((p) => p.person === person);
  const isGone = here === undefined || here.removed;
  const own: LeavingStep[] = [
    { step: 'removed', is: isGone ? 'done' : 'open' },
    { step: 'administrator', is: !isGone && here.administrator ? 'open' : 'done' },
  ];
  const served = contacts.filter(({ steps }) => steps.some(({ roster }) => roster?.includes(person)));
  const each = served.flatMap((past) => contactSteps(person, past, custody));
  const deciding = [...own, ...each].filter(
    ({ step }) => step !== 'wraps' && step !== 'destroyed' && step !== 'successor',
  );
  return [
    ...own,
    ...each,
    { step: 'closed', is: deciding.some(({ is }) => is === 'open') ? 'open' : 'done' },
  ];
}

function contactSteps(
  person: string,
  { contact, steps }: ContactPast,
  custody: Leaving['custody'],
): LeavingStep[] {
  const rosters = steps.filter((s) => s.roster !== undefined);
  const isOn = rosters.at(-1)?.roster?.includes(person) ?? false;
  const lastOn = rosters.findLastIndex((s) => s.roster!.includes(person));
  const left = isOn ? undefined : rosters[lastOn + 1]?.index;
  const keys = steps.filter((s) => s.key !== undefined);
  const current = keys.at(-1);
  const former = keys.slice(0, -1).at(-1)?.key;
  const isNew = current !== undefined && left !== undefined && current.index > left;
  const held = custody.keys.find((k) => k.contact === contact);
  const isWrapped = isNew && held?.wraps !== undefined && held.wraps >= held.certified;
  const isDestroyed = custody.notes.some((n) => n.kind === 'destroyed' && n.subject === former);
  const is = (done: boolean): LeavingStep['is'] => (done ? 'done' : 'open');
  return [
    { step: 'roster', is: is(!isOn), contact },
    { step: 'successor', is: is((rosters.at(-1)?.roster ?? []).some((p) => p !== person)), contact },
    { step: 'key', is: keys.length === 0 ? 'needless' : is(isNew), contact },
    { step: 'wraps', is: former === undefined ? 'needless' : is(isWrapped), contact },
    { step: 'destroyed', is: former === undefined ? 'needless' : is(isNew && isDestroyed), contact },
  ];
}

/** Reads what the list of a leaver rests on: the house, the past of each own contact, what was noted. */
export async function readLeaving(
  connection: Connection,
  participant: string,
  person: string,
): Promise<Leaving> {
  const [house, { contacts }, custody] = await Promise.all([
    connection.api.GET('/api/participants/{participant}', { params: { path: { participant } } }).then(dataOf),
    connection.api.GET('/api/directory/contacts', { params: { query: { participant } } }).then(dataOf),
    connection.api.GET('/api/custody').then(dataOf),
  ]);
  const pasts = await Promise.all(
    contacts.map(async ({ contact }) => {
      const path = { contact };
      const { acts } = dataOf(
        await connection.api.GET('/api/directory/contacts/{contact}/history', { params: { path } }),
      );
      return { contact, steps: await stepsOfContact(connection, acts) };
    }),
  );
  return { person, house, contacts: pasts, custody };
}

async function stepsOfContact(connection: Connection, acts: History): Promise<ContactStep[]> {
  const told = acts.filter((a) => a.key || /nominated$|amended$|removed$/.test(a.type));
  const steps = await Promise.all(
    told.map(async ({ act, index, type, key }): Promise<ContactStep> => {
      if (key) return { index, key: key.fingerprint };
      if (type.endsWith('removed')) return { index, roster: [] };
      const { entry } = dataOf(await connection.api.GET('/api/acts/{act}', { params: { path: { act } } }));
      const { roster = [] } = (entry.content as { data?: { roster?: string[] } }).data ?? {};
      return { index, roster };
    }),
  );
  return steps.sort((a, b) => a.index - b.index);
}
