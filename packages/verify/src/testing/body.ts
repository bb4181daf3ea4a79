import { FOR_A_HOST, type ParticipantActor } from '@comity/acts';
import { admit, Chronicle, fileHand, recipientsIn, type Written } from '@comity/acts/testing';
import { fromBase64url, verifierKey } from '@comity/log';
import { decide, shippedRules } from '@comity/procedure';
import type { TrustRoot } from '../host.ts';
import { seatDelegation } from './delegation.ts';
import type { Delegation, History, HistoryOptions, Mix, Readers } from './history.ts';
import { Life } from './life.ts';

/** A little of everything. */
export const EVERYTHING: Mix = { exchange: 4, file: 2, passkey: 1, rsa: 1, documents: 1, people: 1 };

/** Makes every append ask the rules first, as a host has to. */
export function ruled(chronicle: Chronicle): Chronicle {
  const append = chronicle.append.bind(chronicle);
  chronicle.append = (signed) => {
    const { state, ledger: facts, now: received } = chronicle;
    const { act, id } = signed.prepared;
    const { sig, certificate } = signed;
    const recipients = recipientsIn(signed.fields);
    const decision = decide({ state, facts, act, id, sig, received, certificate, recipients });
    if (!decision.allowed) throw new Error(`${act.type} refused by ${decision.rule}: ${decision.why}`);
    return append(signed);
  };
  return chronicle;
}

/** Builds a body and lets it live. The same options give the same history, but for RSA keys. Node only. */
export async function buildHistory(options: HistoryOptions): Promise<History> {
  const { participants, acts, mix = EVERYTHING, seed = '', hub = false } = options;
  const ids = Array.from({ length: participants }, (_, i) => `state-${String(i).padStart(3, '0')}`);
  const chronicle = ruled(await found(ids));
  if (options.onWritten) handOver(chronicle, options.onWritten);
  const clerk = await fileHand('secretariat', 'clerk');
  await admit(chronicle, clerk, ['documents']);
  const delegations: Delegation[] = [];
  for (const [i, id] of ids.entries())
    delegations.push(await seatDelegation(chronicle, id, i < 2 && (mix.rsa ?? 0) > 0));
  await new Life(chronicle, { delegations, clerk, hub }, seed).live(acts, mix);
  return { chronicle, delegations, trust: trustIn(chronicle), ...readers(chronicle) };
}

/** Gives every entry away, the first of them at once. */
function handOver(chronicle: Chronicle, take: NonNullable<HistoryOptions['onWritten']>): void {
  const who = readers(chronicle);
  const giveAway = () => {
    for (const written of chronicle.written.splice(0)) take(written, who);
  };
  const append = chronicle.append.bind(chronicle);
  chronicle.append = (signed) => {
    const written = append(signed);
    giveAway();
    return written;
  };
  giveAway();
}

const found = (ids: readonly string[]) =>
  Chronicle.found({
    rules: shippedRules(['en', 'fr']),
    participants: [
      ...ids.map((id) => ({ id, kind: 'state' as const, names: { en: id } })),
      { id: 'secretariat', kind: 'secretariat', names: { en: 'The Secretariat' } },
    ],
  });

const trustIn = ({ state }: Chronicle): TrustRoot => ({
  body: state.id,
  key: verifierKey(state.founding.origin, fromBase64url(state.founding.host.key)),
});

/** Who may read what: acts of the exchange whoever sends or receives the message, fields as the State said. */
function readers(chronicle: Chronicle): Readers {
  const parties = ({ prepared: { act } }: Written): string[] => {
    if (act.type !== 'exchange.sent' && act.type !== 'exchange.acknowledged') return [];
    const message = act.type === 'exchange.sent' ? act.data.header.message : act.data.message;
    const { from, to } = chronicle.ledger.message(message)!;
    return [chronicle.state.contacts.get(from)!, ...to.map((r) => r.participant)];
  };
  return {
    mayOpen: (written, audience) => audience === FOR_A_HOST || parties(written).includes(audience),
    mayRead: ({ prepared: { act } }, { path }, audience) => {
      if (audience === 'public') return false;
      if (audience === FOR_A_HOST || path === 'recipients' || path === 'emails') return true;
      return (act.actor as ParticipantActor).participant === audience;
    },
  };
}
