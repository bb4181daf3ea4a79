import type { Exercise } from './plan.ts';

/** What became of an inject at one contact. Milliseconds since 1970, as the host received each. */
export interface Fate {
  readonly inject: string;
  readonly participant: string;
  readonly contact: string;
  /** Absent: it was not sent. */
  readonly sent?: number;
  readonly acknowledged?: number;
  /** When the first answer came from that contact. */
  readonly answered?: number;
}

/** A thread as the host shows it, as far as a report needs it. */
export interface ReportedThread {
  readonly messages: readonly {
    readonly message: string;
    readonly received: string;
    readonly header: { readonly from: { readonly contact: string } };
    readonly to: readonly {
      readonly contact: string;
      readonly acknowledged?: { readonly received: string } | undefined;
    }[];
  }[];
}

/** What a thread says of the message that brought an inject there. */
export function fateIn(
  { messages }: ReportedThread,
  { message, contact }: { readonly message: string; readonly contact: string },
): Pick<Fate, 'sent' | 'acknowledged' | 'answered'> {
  const at = messages.findIndex((m) => m.message === message);
  const sent = messages[at];
  if (!sent) return {};
  const acknowledged = sent.to.find((to) => to.contact === contact)?.acknowledged;
  const answer = messages.slice(at + 1).find((m) => m.header.from.contact === contact);
  return {
    sent: Date.parse(sent.received),
    ...(acknowledged ? { acknowledged: Date.parse(acknowledged.received) } : {}),
    ...(answer ? { answered: Date.parse(answer.received) } : {}),
  };
}

/** Below so many States a typical time would say what one of them did. */
export const LEAST_STATES = 5;

export interface Sums {
  readonly planned: number;
  readonly sent: number;
  readonly acknowledged: number;
  readonly answered: number;
  /** How many States something was sent to. */
  readonly states: number;
  /** Seconds from sending: the middle one and the longest; absent where fewer than `LEAST_STATES` States did it. */
  readonly toAcknowledge?: Spread;
  readonly toAnswer?: Spread;
}
export interface Spread {
  readonly median: number;
  readonly longest: number;
}

export interface Report {
  readonly title: string;
  readonly what: Exercise['what'];
  /** When the clock was started: milliseconds since 1970. */
  readonly started?: number;
  readonly injects: readonly {
    readonly id: string;
    readonly minute: number;
    readonly subject: string;
    /** By participant and contact: never by who was faster. */
    readonly fates: readonly Fate[];
    readonly sums: Sums;
  }[];
  readonly participants: readonly { readonly participant: string; readonly sums: Sums }[];
  readonly sums: Sums;
  readonly notes: Exercise['notes'];
}

/** What an exercise came to. The same fates in any order come to the same report. */
export function reportOf(exercise: Exercise, fates: readonly Fate[]): Report {
  const { title, what, clock, injects, notes } = exercise;
  const inOrder = [...fates].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const names = [...new Set(inOrder.map(({ participant }) => participant))].sort();
  return {
    ...{ title, what, notes },
    ...(clock.started === undefined ? {} : { started: clock.started }),
    injects: injects.map(({ id, minute, subject }) => {
      const own = inOrder.filter(({ inject }) => inject === id);
      return { id, minute, subject, fates: own, sums: sumsOf(own) };
    }),
    participants: names.map((participant) => ({
      participant,
      sums: sumsOf(inOrder.filter((fate) => fate.participant === participant)),
    })),
    sums: sumsOf(inOrder),
  };
}

const order = ({ participant, contact }: Fate) => `${participant} ${contact}`;

export function sumsOf(fates: readonly Fate[]): Sums {
  const sent = fates.filter((fate) => fate.sent !== undefined);
  const [toAcknowledge, toAnswer] = [spreadOf(sent, 'acknowledged'), spreadOf(sent, 'answered')];
  return {
    planned: fates.length,
    sent: sent.length,
    acknowledged: sent.filter((fate) => fate.acknowledged !== undefined).length,
    answered: sent.filter((fate) => fate.answered !== undefined).length,
    states: new Set(sent.map(({ participant }) => participant)).size,
    ...(toAcknowledge ? { toAcknowledge } : {}),
    ...(toAnswer ? { toAnswer } : {}),
  };
}

/** Whole seconds from sending; undefined where it did not come to that. */
export const secondsTo = (fate: Fate, what: 'acknowledged' | 'answered'): number | undefined =>
  fate.sent === undefined || fate[what] === undefined
    ? undefined
    : Math.max(0, Math.round((fate[what] - fate.sent) / 1000));

function spreadOf(fates: readonly Fate[], what: 'acknowledged' | 'answered'): Spread | undefined {
  const done = fates.filter((fate) => fate[what] !== undefined);
  if (new Set(done.map(({ participant }) => participant)).size < LEAST_STATES) return undefined;
  const seconds = done.map((fate) => secondsTo(fate, what)!).sort((a, b) => a - b);
  return { median: seconds[Math.floor((seconds.length - 1) / 2)]!, longest: seconds.at(-1)! };
}

/** What may be told to the whole body: sums over all, and not one State. */
export const forTheBody = ({ title, what, started, sums }: Report) => ({
  ...{ exercise: true as const, title, what },
  ...(started === undefined ? {} : { started: new Date(started).toISOString() }),
  sums,
});

const instantOf = (ms: number | undefined): string => (ms === undefined ? '' : new Date(ms).toISOString());

export const REPORT_COLUMNS = [
  'exercise',
  'inject',
  'minute',
  'subject',
  'participant',
  'contact',
  'sent',
  'acknowledged',
  'answered',
  'seconds to acknowledge',
  'seconds to answer',
] as const;

/** The report as a table, a line for each inject at each contact; every line says that it is an exercise. */
export const reportRows = ({ injects }: Report): (string | number)[][] =>
  injects.flatMap(({ id, minute, subject, fates }) =>
    fates.map((fate) => [
      ...['EXERCISE', id, minute, subject, fate.participant, fate.contact],
      ...[instantOf(fate.sent), instantOf(fate.acknowledged), instantOf(fate.answered)],
      ...[secondsTo(fate, 'acknowledged') ?? '', secondsTo(fate, 'answered') ?? ''],
    ]),
  );

/** The report for a machine. */
export const reportValue = (report: Report) => ({
  ...forTheBody(report),
  injects: report.injects.map(({ fates, ...inject }) => ({
    ...inject,
    fates: fates.map(({ inject: _, sent, acknowledged, answered, ...who }) => ({
      ...who,
      ...(sent === undefined ? {} : { sent: instantOf(sent) }),
      ...(acknowledged === undefined ? {} : { acknowledged: instantOf(acknowledged) }),
      ...(answered === undefined ? {} : { answered: instantOf(answered) }),
    })),
  })),
  participants: report.participants,
  notes: report.notes,
});

/** The lines of one State: what it is told before anybody is told the whole. */
export const resultFor = (report: Report, participant: string) =>
  report.injects.flatMap(({ id, minute, subject, fates }) =>
    fates.filter((fate) => fate.participant === participant).map((fate) => ({ id, minute, subject, fate })),
  );
