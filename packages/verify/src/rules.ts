import {
  type AnyAct,
  bookNamedBy,
  FOR_A_HOST,
  isUnnamed,
  type Recipient,
  type Signature,
  type Stamp,
} from '@comity/acts';
import { decide, type RuleId, unnamedAudience } from '@comity/procedure';
import type { Run } from './run.ts';

export interface ReadableAct {
  readonly act: AnyAct;
  readonly id: string;
  readonly sig: Signature;
  /** Milliseconds since 1970. */
  readonly received: number;
  readonly index: number;
  /** Stamps that count. */
  readonly stamps?: readonly Stamp[] | undefined;
  /** The commitment in the leaf of a restricted act. */
  readonly commitment?: string | undefined;
}

/**
 * Asks the rules as the host had to, and keeps what later acts of exchange and documents rest on.
 * Answers whether the act counts. What only an entry that is closed to this reader could settle is
 * *not provable to you*, and counts.
 */
export function allows(run: Run, readable: ReadableAct): boolean {
  const { act, index, sig } = readable;
  const to = run.fields.recipients(act, index);
  const messageToUnknown = act.type === 'exchange.sent' && to === undefined;
  const decision = decide({
    state: run.state,
    facts: run.ledger,
    ...readable,
    certificate: sig.session === undefined ? undefined : run.certificates.get(sig.session),
    recipients: messageToUnknown ? [] : to,
    book: bookNamedBy(act, run.trust.blob),
  });
  if (!decision.allowed && !restsOnClosed(run, act, decision.rule)) {
    run.faults.add('verify.refused', `${act.type} is refused by ${decision.rule}: ${decision.why}`, {
      index,
    });
    return false;
  }
  countUnproven(run, act, decision.allowed, messageToUnknown);
  audienceFault(run, act, to, index);
  unnamedAudienceFault(run, act, index);
  if (!messageToUnknown) run.ledger.fold(readable, to);
  return true;
}

/** Whether this refusal would fall away if an earlier entry that is closed here said the right thing. */
function restsOnClosed({ unproven, ledger }: Run, act: AnyAct, rule: RuleId): boolean {
  // An objection that a former chair could open, and this one cannot.
  if (isUnnamed(act.type) && rule === 'decisions.own-objection') return unproven.unnamed > 0;
  if (!unproven.closedIn.has('exchange') && unproven.recipients === 0) return false;
  if (act.type === 'exchange.sent') return rule === 'exchange.thread-members';
  return (
    act.type === 'exchange.acknowledged' &&
    rule === 'exchange.acknowledge-once' &&
    ledger.message(act.data.message) === undefined
  );
}

function countUnproven({ unproven }: Run, act: AnyAct, allowed: boolean, messageToUnknown: boolean): void {
  if (!allowed) unproven.context++;
  else if (act.type === 'exchange.sent' && unproven.closedIn.has('exchange')) unproven.earlier++;
  if (messageToUnknown) unproven.recipients++;
}

/** A message is opened to those who sent it or are addressed, and to nobody else. */
function audienceFault(run: Run, act: AnyAct, to: readonly Recipient[] | undefined, index: number): void {
  if (act.type !== 'exchange.sent' || !to || run.audience === undefined || run.audience === FOR_A_HOST)
    return;
  const { audience } = run;
  if (act.data.header.from.participant === audience || to.some((r) => r.participant === audience)) return;
  const says = `The message neither comes from ${audience} nor goes there, and is opened all the same.`;
  run.faults.add('verify.opening-beyond-audience', says, { index, where: 'openings' });
}

/** An act that hides its State is opened to that State and to who presides, and to nobody else. */
function unnamedAudienceFault({ audience, faults, ledger, state }: Run, act: AnyAct, index: number): void {
  if (!isUnnamed(act.type) || audience === undefined || audience === FOR_A_HOST) return;
  const fact = ledger.procedure((act.data as { procedure: string }).procedure);
  if (!fact || unnamedAudience(state, act, fact).includes(audience)) return;
  const says = `The act hides its State, and is opened to ${audience} all the same.`;
  faults.add('verify.opening-beyond-audience', says, { index, where: 'openings' });
}
