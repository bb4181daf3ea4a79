import { furtherKeysHash, furtherKeysOf, type HybridKey, type Layers, type Recipient } from '@comity/acts';
import { testHybridKey, testPgpKey } from '@comity/acts/testing';
import type { RuleCases } from './rule-cases.ts';
import type { Scene } from './scene.ts';

/** What tests of seals do: keys with a post-quantum half, recovery keys, and messages sealed to them. */
export const TWICE: Layers = ['openpgp', 'age-hybrid'];
type SealingState = 'alpha' | 'beta';

/** Certifies the key of the State's contact again, with a post-quantum half. */
export async function makeHybrid(
  s: Scene,
  state: SealingState,
  more: Partial<HybridKey> = {},
): Promise<void> {
  const officer = s.person(`${state} officer`);
  const { list: _, ...data } = s.certified(state);
  const certified = { ...data, hybrid: { ...testHybridKey(state), ...more } };
  await s.enact(officer, 'directory.key-certified', s.listed(officer, 'directory.key-certified', certified));
}

export const recoveryOf = (s: Scene, state: SealingState, label = `${state} recovery`, hybrid?: HybridKey) =>
  s.listed(s.root(state), 'directory.recovery-certified', {
    key: testPgpKey(label),
    ...(hybrid ? { hybrid } : {}),
  });
export const certifyRecovery = (s: Scene, state: SealingState, label?: string, hybrid?: HybridKey) =>
  s.enact(s.root(state), 'directory.recovery-certified', recoveryOf(s, state, label, hybrid));

/** A message from alpha with the further keys that the directory shows now, or with those given. */
export function sealedMessage(
  s: Scene,
  layers: Layers,
  { to = [s.recipient('beta')], ...given }: { to?: readonly Recipient[]; further?: string | undefined } = {},
) {
  const from = { participant: 'alpha', contact: s.contact.alpha };
  const keys = furtherKeysOf(s.state, from, to, layers, s.chronicle.now);
  const expected = 'participant' in keys ? undefined : furtherKeysHash(keys);
  const further = 'further' in given ? given.further : expected;
  return s.message('m', to, { layers, ...(further ? { further } : {}) });
}
export const ask = (s: Scene, m: ReturnType<typeof sealedMessage>) =>
  s.ask(s.person('alpha duty'), 'exchange.sent', m.data, { fields: m.fields });

const working = async (s: Scene) => {
  await s.nominate('alpha');
  await s.nominate('beta');
};

export const SEAL_DEMANDED: RuleCases = {
  allows: {
    'a message sealed twice to a contact that demands it': async (s) => {
      await working(s);
      await makeHybrid(s, 'alpha');
      await makeHybrid(s, 'beta', { demanded: true });
      return ask(s, sealedMessage(s, TWICE));
    },
    'a message sealed once by a contact whose own State demands more': async (s) => {
      await working(s);
      await makeHybrid(s, 'alpha', { demanded: true });
      return ask(s, sealedMessage(s, ['openpgp']));
    },
  },
  refuses: {
    'a message sealed once to a contact that demands the outer seal': async (s) => {
      await working(s);
      await makeHybrid(s, 'alpha');
      await makeHybrid(s, 'beta', { demanded: true });
      return ask(s, sealedMessage(s, ['openpgp']));
    },
  },
};
