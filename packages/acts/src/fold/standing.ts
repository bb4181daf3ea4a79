import { type AnyAct, isHost } from '../envelope.ts';
import { type BodyState, emptySeat } from '../state.ts';
import type { Entered } from './ledger.ts';
import { foldPeople, isLapsed, seatOf } from './people.ts';

/** Where an act stands that had to wait for other administrators, or did not have to. */
export interface Standing {
  readonly state: 'in-effect' | 'waiting' | 'lapsed';
  /** Acts that confirmed it while it waited, in their order; the last one may have made it effective. */
  readonly confirmedBy: readonly string[];
  /** How many administrators had to act together, the maker among them; absent where it waited for nobody. */
  readonly needed?: number;
  /** Until when it waits, or waited: milliseconds since 1970. */
  readonly until?: number;
}

/**
 * Folds the history of one participant (every entry of its stream, in order) beside the state, and says where one
 * of its acts stands at `now` (milliseconds). The state that is given stays as it was: it keeps what waits now, and
 * not what became of acts that waited once.
 */
export function standingOf(
  state: BodyState,
  participant: string,
  history: Iterable<Entered>,
  id: string,
  now: number,
): Standing {
  const beside = atFounding(state, participant);
  const seat = seatOf(beside, participant);
  const confirmedBy: string[] = [];
  let waits: { needed: number; until: number } | undefined;
  let isDone = false;
  for (const entered of history) {
    beside.received = entered.received;
    const before = seat.pending.has(id);
    foldPeople(beside, entered.act, entered.id);
    const after = seat.pending.has(id);
    if (after && !waits) waits = { needed: seat.threshold, until: entered.received + lifeOf(state) };
    if (before && confirms(entered.act, id)) confirmedBy.push(entered.id);
    if (before && !after) isDone = confirms(entered.act, id);
  }
  if (!waits) return { state: 'in-effect', confirmedBy };
  const pending = seat.pending.get(id);
  const open = pending && !isLapsed(state, pending, now) ? 'waiting' : 'lapsed';
  return { state: isDone ? 'in-effect' : open, confirmedBy, ...waits };
}

const lifeOf = ({ rules }: BodyState): number => rules.numbers.confirmationLife * 1000;

const confirms = (act: AnyAct, id: string): boolean =>
  act.type === 'people.act-confirmed' && !isHost(act.actor) && act.data.act === id;

/** The state before anybody but the secretariat was seated, for one participant. */
function atFounding(state: BodyState, participant: string): BodyState {
  const { secretariat } = state.founding;
  const seat = emptySeat();
  const root = state.seats.get(participant)?.root;
  if (participant === secretariat.participant && root) seat.root = root;
  return { ...state, seats: new Map([[participant, seat]]), keys: new Map(), challenges: new Map() };
}
