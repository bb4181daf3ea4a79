import type { ListReaders } from '../catalogue/lists.ts';
import type { Act, AnyAct, ParticipantActor } from '../envelope.ts';
import type { BodyState } from '../state.ts';

type ListAct = Act<'directory.list-imported'> | Act<'directory.list-withdrawn'>;

/** Whether an act is about a regional list: it changes nothing of the directory. */
export const isListAct = (act: AnyAct): act is ListAct =>
  act.type === 'directory.list-imported' || act.type === 'directory.list-withdrawn';

/** Folds an act about a regional list into the state: whose list it is, and which import stands. It was allowed before. */
export function foldList({ regional }: BodyState, act: ListAct, id: string): void {
  const { participant } = act.actor as ParticipantActor;
  const withdrawn = act.type === 'directory.list-withdrawn';
  regional.set(act.data.regional, { participant, version: id, ...(withdrawn ? { withdrawn } : {}) });
}

/** Who may read the file that an act names, and until when (milliseconds since 1970); undefined where it names none. */
export function listReadersOf(
  act: AnyAct,
): { readonly by: string; readonly readers: ListReaders; readonly until: number } | undefined {
  if (act.type !== 'directory.list-imported') return undefined;
  const { readers, expires } = act.data;
  return { by: (act.actor as ParticipantActor).participant, readers, until: Date.parse(expires) };
}
