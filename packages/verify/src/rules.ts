import { type AnyAct, FOR_A_HOST, type Recipient, type Signature, type Stamp } from '@comity/acts';
import { decide, type RuleId } from '@comity/procedure';
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
  });
  if (!decision.allowed && !restsOnClosed(run, act, decision.rule)) {
    run.faults.add('verify.refused', `${act.type} is refused by ${decision.rule}: ${decision.why}`, {
      index,
    });
    return false;
  }
  countUnproven(run, act, decision.allowed, messageToUnknown);
  if (!messageToUnknown) run.ledger.fold(readable, to);
  audienceFault(run, act, to, index);
  return true;
}

/** Whether this refusal would fall away if an earlier entry that is closed here said the right thing. */
function restsOnClosed({ unproven, ledger }: Run, act: AnyAct, rule: RuleId): boolean {
  if (unproven.closed + unproven.recipients === 0) return false;
  if (act.type === 'exchange.sent') return rule === 'exchange.thread-members';
  return (
    act.type === 'exchange.acknowledged' &&
    rule === 'exchange.acknowledge-once' &&
    ledger.message(act.data.message) === undefined
  );
}

function countUnproven({ unproven }: Run, act: AnyAct, allowed: boolean, messageToUnknown: boolean): void {
  if (!allowed) unproven.context++;
  else if (act.type === 'exchange.sent' && unproven.closed > 0) unproven.earlier++;
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
