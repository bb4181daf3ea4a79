import { checkPolicy, type Note, type Policy, platformVerifiers, quorumSize, quorumTime } from '@comity/log';

/** What a checkpoint shows under the policy of its reader. */
export interface Witnessing {
  /** Whether enough witnesses cosigned it and, where the policy names logs, one of them signed. */
  readonly met: boolean;
  /** The latest time as of which a quorum had signed; absent where none had. */
  readonly at?: string;
  readonly cosigned: readonly { readonly name: string; readonly at: string }[];
  /** How few of how many witnesses are enough. */
  readonly least: number;
  readonly of: number;
  /** Whether that is more than two thirds: else two readers could be shown two records. */
  readonly excludesSplitViews: boolean;
}

/** When a quorum had seen a checkpoint: milliseconds since 1970. */
export interface Seen {
  /** A quorum signed at this time or earlier. */
  readonly earliest: number;
  /** A quorum signed at this time or later. */
  readonly latest: number;
}

/** Holds a checkpoint against a policy. */
export async function witnessingOf(policy: Policy, note: Note): Promise<Witnessing & { seen?: Seen }> {
  const { met, cosigned } = await checkPolicy(policy, note, platformVerifiers.ed25519!);
  const times = new Map(cosigned.map(({ witness, seconds }) => [witness.name, seconds]));
  const latest = quorumTime(policy, times);
  const earliest = quorumTime(policy, new Map([...times].map(([name, seconds]) => [name, -seconds])));
  return {
    met,
    ...(latest === undefined ? {} : { at: instant(latest * 1000) }),
    cosigned: cosigned.map(({ witness, seconds }) => ({ name: witness.name, at: instant(seconds * 1000) })),
    ...quorumSize(policy),
    ...(latest === undefined || earliest === undefined
      ? {}
      : { seen: { earliest: -earliest * 1000, latest: latest * 1000 } }),
  };
}

/** Witnesses write any number of seconds: a time beyond the calendar is shown as the number it is. */
export function instant(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? `${ms / 1000} s` : date.toISOString();
}
