import { type DataOf, newId, type RuleBook } from '@comity/acts';
import { dataOf, putBlob } from '@comity/client';
import { sha256Hex, utf8 } from '@comity/log';
import { ASSEMBLY, shippedRules } from '@comity/procedure';
import { adds, does, opens, type Person } from './acting.ts';
import { rootOf, type Stage } from './body.ts';
import { enrols } from './states.ts';

/** Rules under which a decision takes a second, and an hour of working days is never waited for. */
export const quickRules = (change: Partial<typeof ASSEMBLY> = {}): RuleBook => {
  const { quorum: _, ...room } = ASSEMBLY.room;
  return {
    ...shippedRules(['en', 'fr']),
    decisions: {
      ...ASSEMBLY,
      languages: [],
      notice: { unit: 'hours', count: 0 },
      silence: { ...ASSEMBLY.silence, length: { unit: 'hours', count: 0 }, endsAtWork: false, settling: 0 },
      room: { ...room, window: 1, afterwards: { unit: 'hours', count: 0 } },
      ...change,
    },
  };
};

/** Who takes part in decisions: a person of each State, the clerk of the secretariat, and a chair once elected. */
export interface Deciders {
  readonly clerk: Person;
  readonly states: Readonly<Record<string, Person>>;
  readonly chair: Person;
  readonly secretary: Person;
}

export const opening = (more: Partial<DataOf<'decisions.opened'>>): DataOf<'decisions.opened'> => ({
  procedure: newId('pro'),
  kind: 'room',
  subject: { kind: 'motion', motion: 'suspend' },
  layer: 'plenary',
  disclosure: 'state',
  ...more,
});

/** Seats States with somebody to decide for each, and elects a chair, of the last State, and a secretary. */
export async function convenes(body: Stage, ids: readonly string[]): Promise<Deciders> {
  const clerk = await adds(body, body.secretariat, 'clerk', { authorities: ['decisions', 'documents'] });
  const secretary = await adds(body, body.secretariat, 'secretary', { authorities: ['decisions'] });
  const states: Record<string, Person> = {};
  for (const id of ids)
    states[id] = await adds(body, await enrols(body, id), 'delegate', { authorities: ['decisions'] });
  const chair = await adds(body, await rootOf(ids.at(-1)!), 'chair', { authorities: ['decisions'] });
  await elects(body, clerk, 'chair', chair);
  await elects(body, chair, 'secretary', secretary);
  return { clerk, states, chair, secretary };
}

async function elects(body: Stage, by: Person, office: 'chair' | 'secretary', whom: Person): Promise<void> {
  const subject = { kind: 'office' as const, office, participant: whom.participant, person: whom.person };
  const procedure = await announces(body, by, opening({ subject }));
  await gavels(body, by, procedure, { effect: subject });
}

/** Opens in the room, announces and waits until the window is over. */
export async function announces(body: Stage, by: Person, data: DataOf<'decisions.opened'>): Promise<string> {
  const { procedure } = data;
  await does(body, by, 'decisions.opened', data);
  await does(body, by, 'decisions.announced', { procedure, until: body.clock.at(1500) });
  await new Promise((resolve) => setTimeout(resolve, 1600));
  return procedure;
}

export const findProcedure = async ({ public: connection }: Pick<Stage, 'public'>, procedure: string) =>
  dataOf(await connection.api.GET('/api/procedures/{procedure}', { params: { path: { procedure } } }));

/** The data of the gavel, on the entries as they stand. */
export async function gavelOf(
  body: Pick<Stage, 'public'>,
  procedure: string,
  more: Partial<DataOf<'decisions.closed'>> = {},
): Promise<DataOf<'decisions.closed'>> {
  const { stream } = await findProcedure(body, procedure);
  return { procedure, outcome: 'adopted', ...stream, ...more };
}
export const gavels = async (
  body: Stage,
  by: Person,
  procedure: string,
  more: Partial<DataOf<'decisions.closed'>> = {},
) => does(body, by, 'decisions.closed', await gavelOf(body, procedure, more));

/** Puts a text that can be decided on as a mandate, and names it. */
export async function mandateOf(body: Stage, by: Person, text: string) {
  const bytes = utf8(text);
  const { connection } = await opens(body, by);
  await putBlob(connection, sha256Hex(bytes), bytes);
  return { kind: 'mandate' as const, sha256: sha256Hex(bytes) };
}
