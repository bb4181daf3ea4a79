/** Who is to administer a State, before its root signs it. */
export interface Choice {
  /** Persons, by id. */
  readonly people: readonly string[];
  /** How many of them must act together. */
  readonly threshold: number;
}

/** The most that one act can name (the catalogue's limit). */
export const MOST = 20;

/** Why a choice cannot be signed: the last part of `administrators.fault.…` in the catalogues. */
export function faultOf({ people, threshold }: Choice): 'nobody' | 'too-many' | 'threshold' | undefined {
  if (people.length === 0) return 'nobody';
  if (people.length > MOST) return 'too-many';
  return Number.isInteger(threshold) && threshold >= 1 && threshold <= people.length
    ? undefined
    : 'threshold';
}

/**
 * What a choice brings with it, where it brings something: one who is alone has no deputy; where all are needed,
 * nobody can be missing; where one of several suffices, nobody looks over another's shoulder.
 */
export function remarkOn({ people, threshold }: Choice): 'alone' | 'all-needed' | 'one-suffices' | undefined {
  if (people.length === 1) return 'alone';
  if (threshold === people.length) return 'all-needed';
  return threshold === 1 ? 'one-suffices' : undefined;
}

/** The command by which the root of a State signs a choice. */
export const commandFor = (participant: string, { people, threshold }: Choice): string =>
  `comity state administrators set ${[...people].sort().join(' ') || 'per_…'} --threshold ${threshold} --as ${participant}-root`;

/** The same, signed on a machine without network and sent from another. */
export const offlineCommandsFor = (participant: string, choice: Choice): string =>
  `${commandFor(participant, choice)} --offline administrators.act\ncomity submit administrators.act`;

/** What leads to the page of the root key with this choice filled in: all of it is public once it is signed. */
export const queryFor = (participant: string, { people, threshold }: Choice): string =>
  new URLSearchParams({
    participant,
    what: 'administrators',
    people: [...people].sort().join(' '),
    threshold: String(threshold),
  }).toString();
