import type { Told } from './alarms.ts';

/** What a mirror says of itself: `/mirror.json`. */
export interface Status {
  readonly v: 1;
  readonly mirror: string;
  /** The Ed25519 key it stamps with, base64url. */
  readonly key: string;
  readonly body: string;
  readonly origin: string;
  readonly from: string;
  /** Since when this folder is kept. */
  readonly since: string;
  /** When the log was last asked, and when it last answered with something that fits. */
  readonly checked?: string;
  readonly fitted?: string;
  readonly size: number;
  /** The root of the copy, hex. */
  readonly root?: string;
  /** Entries that were replayed through the rules. */
  readonly replayed: number;
  readonly missingFiles: number;
  /** Acts that were stamped here, and how many of them the log has since. */
  readonly submitted: { readonly stamped: number; readonly logged: number };
  /** How many orders of erasure were obeyed. */
  readonly erased: number;
  readonly alarms: readonly Omit<Told, 'evidence'>[];
}

/** What a mirror itself finds: anybody could. What the watch of its State is woken by is that State's own business. */
const isPublic = ({ code }: Told): boolean =>
  code.startsWith('mirror.') || code === 'watch.fork' || code === 'watch.rollback';

/** What is said in public of the alarms of a mirror. */
export const publicAlarms = (alarms: readonly Told[]): Status['alarms'] =>
  alarms.filter(isPublic).map(({ evidence: _, ...alarm }) => alarm);

/** The same for people: plain text. */
export function statusPage(status: Status): string {
  const { alarms } = status;
  const standing = alarms.filter(({ until, accepted }) => until === undefined && accepted === undefined);
  const lines = [
    `${status.mirror}: a mirror of the log ${status.origin}`,
    '',
    `body       ${status.body}`,
    `follows    ${status.from}`,
    `since      ${status.since}`,
    `checked    ${status.checked ?? 'not yet'}`,
    `fitted     ${status.fitted ?? 'not yet'}`,
    `entries    ${status.size}, replayed through the rules ${status.replayed}`,
    `root       ${status.root ?? 'none'}`,
    `submitted  ${status.submitted.stamped} acts stamped here, ${status.submitted.logged} of them logged since`,
    `erased     by ${status.erased} orders of the host that stand on the record`,
    '',
    standing.length === 0 ? 'No alarm stands.' : `ALARMS: ${standing.length}`,
    ...standing.map(({ at, code, says }) => `  ${at}  ${code}  ${says}`),
    '',
    'It serves the same paths as the log: /checkpoint, /tile/..., /blobs/<sha256>.',
    'Check it: comity verify. It proves what it copied; it cannot prove that it was shown everything.',
    'For machines: /mirror.json, /submitted, /erased.',
  ];
  return `${lines.join('\n')}\n`;
}
