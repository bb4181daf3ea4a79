import { assertDone, dataOf } from '@comity/client';
import {
  type Duty,
  type DutyPlan,
  type Handover,
  handOver,
  noteReading,
  noteToSeal,
  readDuty,
  setPlan,
} from '@comity/client/duty';
import { readContact } from '@comity/client/messages';
import { certifiedKey } from './exchange.ts';
import { keysHere, openHere, sealHere } from './sealing.ts';
import { here, secretsOf } from './seat.ts';
import type { Seat } from './store.ts';

export { confirmHandover, withdrawHandover } from '@comity/client/duty';
export { here } from './seat.ts';

export const dutyNow = (contact: string): Promise<Duty> => readDuty(here(), contact);
export const planDuty = (contact: string, plan: DutyPlan | undefined) => setPlan(here(), contact, plan);

interface Giving {
  readonly to: string;
  /** Empty: there is none. */
  readonly note: string;
  readonly subject: string;
  readonly language: string;
}

/** Hands over with a note that is sealed to the contact itself, or takes over. Throws `web.key-not-here`. */
export async function giveDuty(
  seat: Seat | undefined,
  contact: string,
  { to, note, subject, language }: Giving,
): Promise<void> {
  if (!note || !seat) {
    await handOver(here(), contact, { to });
    return;
  }
  const own = await readContact(here(), contact);
  const { privateKey } = certifiedKey(seat, own);
  const input = await noteToSeal(here(), seat.trust, own, { subject, text: note, language }, keysHere.hybrid);
  const sealed = await sealHere({ ...input, signer: { privateKey } }, () => {});
  await handOver(here(), contact, { to, note: sealed });
}

/** What the note of a hand-over says; null where it does not open, or not all checks hold. */
export async function openNote(seat: Seat, handover: Handover): Promise<string | null> {
  const reading = noteReading(here(), handover);
  if (!reading) return null;
  const opened = await openHere({ ...reading, me: { participant: seat.participant, ...secretsOf(seat) } });
  return opened.kind === 'bound' ? opened.payload.text : null;
}

export const ladderNow = async () => dataOf(await here().api.GET('/api/exchange/ladder'));

interface Times {
  readonly alternate: number;
  readonly diplomatic: number;
  readonly mission: number;
  readonly address?: string;
}

/** Shortens the times for this State; absent: those of the body count. */
export async function setLadder(times: Times | undefined): Promise<void> {
  assertDone(
    times
      ? await here().api.PUT('/api/exchange/ladder', { body: times })
      : await here().api.DELETE('/api/exchange/ladder'),
  );
}
