import { isUnavailable } from '../../platform/index.ts';

/** What waits for its place. */
export interface Ticket<C> {
  readonly candidate: C;
  /** What its decision asks facts about. */
  readonly about: readonly string[];
  /** Whether decisions about others may depend on it otherwise: it changes the people or the directory. */
  readonly moves: boolean;
  /** Whether its decision may rest on any other that waits. */
  readonly alone?: boolean;
}
export type Outcome<P> = P | { readonly refused: unknown };
type PlaceGroup<C, P> = (group: readonly C[]) => Promise<readonly Outcome<P>[]>;

interface Waiting<C, P> extends Ticket<C> {
  readonly place: PlaceGroup<C, P>;
  readonly resolve: (place: P) => void;
  readonly reject: (error: unknown) => void;
}

/** An act more costs the lock little; but the first of a group waits for the last. */
const LARGEST_GROUP = 64;

/**
 * Gives out places, one group after the other. Those that wait when a group begins share its transaction, and so
 * its lock and its one write to disk. They are all decided on the state as it is when the group begins, so no act
 * of a group may matter to another: `takeGroup` sees to that.
 */
export class GroupQueue<C, P extends object> {
  #waiting: Waiting<C, P>[] = [];
  #working = false;

  /** Waits for its outcome. Throws what refused it, or what failed. */
  take(ticket: Ticket<C>, place: PlaceGroup<C, P>): Promise<P> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ...ticket, place, resolve, reject });
      if (!this.#working) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#working = true;
    while (this.#waiting.length > 0) {
      const { group, left } = takeGroup(this.#waiting, LARGEST_GROUP);
      this.#waiting = left;
      await settle(group);
    }
    this.#working = false;
  }
}

/**
 * Takes at most one ticket about any one thing, and at most one that moves the body, which comes last; or one that
 * stands alone. What is left keeps its turn, and nothing about the same thing overtakes it, nor anything one that
 * stands alone.
 */
export function takeGroup<T extends Omit<Ticket<unknown>, 'candidate'>>(
  waiting: readonly T[],
  limit: number,
): { group: T[]; left: T[] } {
  if (waiting[0]?.alone) return { group: [waiting[0]], left: waiting.slice(1) };
  const group: T[] = [];
  const left: T[] = [];
  const subjects = new Set<string>();
  let mover: T | undefined;
  let isOver = false;
  for (const ticket of waiting) {
    isOver ||= ticket.alone === true;
    if (isOver || group.length >= limit || ticket.about.some((subject) => subjects.has(subject)))
      left.push(ticket);
    else if (!ticket.moves) group.push(ticket);
    else if (mover) left.push(ticket);
    else mover = ticket;
    for (const subject of ticket.about) subjects.add(subject);
  }
  return { group: mover ? [...group, mover] : group, left };
}

/** If the transaction of several fails, each is tried by itself: one cannot spoil the others. */
async function settle<C, P extends object>(group: readonly Waiting<C, P>[]): Promise<void> {
  try {
    const outcomes = await group[0]!.place(group.map((w) => w.candidate));
    outcomes.forEach((outcome, i) => {
      if ('refused' in outcome) group[i]!.reject(outcome.refused);
      else group[i]!.resolve(outcome);
    });
  } catch (error) {
    if (group.length > 1 && !isUnavailable(error)) for (const one of group) await settle([one]);
    else for (const { reject } of group) reject(error);
  }
}
