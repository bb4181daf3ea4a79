import type { Ladder } from '@comity/acts';

/** Who is told of a message that nobody acknowledges, one after the other. */
export const RUNGS = ['duty', 'alternate', 'diplomatic', 'mission'] as const;
export type Rung = (typeof RUNGS)[number];
/** Those that are woken later: duty is told at once. */
export const LATER = ['alternate', 'diplomatic', 'mission'] as const;
export type LaterRung = (typeof LATER)[number];

const MINUTE = 60_000;

/** The times that count for a State: its own where those are shorter, rung by rung. */
export const ladderFor = (body: Ladder, own: Ladder | undefined): Ladder => {
  const shorter = (rung: LaterRung) => Math.min(body[rung], own?.[rung] ?? body[rung]);
  return {
    alternate: shorter('alternate'),
    diplomatic: shorter('diplomatic'),
    mission: shorter('mission'),
  };
};

/** What a State sets for itself may be shorter than what the body adopted, and never longer. */
export const isShorter = (body: Ladder, own: Ladder): boolean =>
  LATER.every((rung) => own[rung] <= body[rung]);

/**
 * When each rung is due, in milliseconds. Where the deadline comes before the last of them, all move together in the same
 * proportion, so that the mission is told at the deadline and not after it.
 */
export function dueTimes(
  ladder: Ladder,
  received: number,
  deadline: number | undefined,
): Readonly<Record<LaterRung, number>> {
  const whole = ladder.mission * MINUTE;
  const left = deadline === undefined ? whole : Math.max(0, deadline - received);
  const pace = whole > left ? left / whole : 1;
  const at = (rung: LaterRung) => Math.floor(received + ladder[rung] * MINUTE * pace);
  return { alternate: at('alternate'), diplomatic: at('diplomatic'), mission: at('mission') };
}

/** Somebody who is told on a rung. */
export interface Target {
  readonly rung: LaterRung;
  /** A contact, a person of the contact's own roster, or `mission`. */
  readonly whom: string;
  /** Not before: quiet hours of the target, or the thread is muted. Absent: at once. */
  readonly notBefore?: number;
}

/** A delivery that nobody acknowledged, with who would be told of it. */
export interface Waiting {
  readonly times: Readonly<Record<LaterRung, number>>;
  readonly targets: readonly Target[];
  /** Who was told of the message already, on whatever rung. */
  readonly told: ReadonlySet<string>;
}

export interface Climb {
  readonly now: readonly Target[];
  /** When to look again, in milliseconds; undefined where nobody is left to be told. */
  readonly next: number | undefined;
}

/** Who is told now, each once, and when to look again. */
export function climb({ times, targets, told }: Waiting, now: number): Climb {
  const seen = new Set(told);
  const due: Target[] = [];
  const later: number[] = [];
  for (const rung of LATER) {
    for (const target of targets.filter((t) => t.rung === rung)) {
      if (seen.has(target.whom)) continue;
      const at = Math.max(times[rung], target.notBefore ?? 0);
      if (at > now) later.push(at);
      else due.push(target);
      // Who is to be told on one rung is not told again on the next, even where it is put off.
      seen.add(target.whom);
    }
  }
  return { now: due, next: later.length > 0 ? Math.min(...later) : undefined };
}

/** A contact or a person, by its id, in what a State wrote into the field for the alternate. */
export const alternateIn = (values: readonly string[]): string | undefined =>
  /(?:con|per)_[A-Za-z0-9_-]{22}/.exec(values.join(' '))?.[0];
