import { furtherKeysHash, furtherKeysOf, type Layers, type OpenpgpKey } from '@comity/acts';
import { type Hand, messageData, testCiphertext, testId, testPgpKey } from '@comity/acts/testing';
import { sha256Hex, toBase64url, utf8 } from '@comity/log';
import { Attempts } from './attempts.ts';
import type { Fixed } from './fixed.ts';
import { ALPHA_CONTACT, ALPHA_MISSION, type Cast, recipientOf } from './history.ts';
import { judged } from './refused.ts';
import { describeState, entryOf } from './story.ts';
import type { Told } from './told.ts';

/** What these files go on from: a branch of their own, whatever else is told after the third file. */
export const FOLLOWS = ['history.json', 'history-2.json', 'history-3.json'];
const BETA_SECOND = testId('con', 'beta second');
const TWICE: Layers = ['openpgp', 'age-hybrid'];
const ONCE: Layers = ['openpgp'];

/** An age hybrid recipient of nobody: as long as one, from a label. Rules look at its hash alone. */
const recipientText = (label: string) => utf8(`age1pq1${label}`.padEnd(1959, 'q'));
function hybridOf(told: Told, label: string) {
  const bytes = recipientText(label);
  return { alg: 'age-hybrid' as const, blob: { sha256: told.chronicle.keep(bytes), size: bytes.length } };
}

/** The one on duty for alpha, where the third host has its pages. */
export const onDuty = ({ card }: Cast): Hand => ({
  ...card,
  sign: (tag, statement) =>
    card.sign(tag, statement, { rpId: 'third.example', origin: 'https://third.example' }),
});

/** `history-8.json`: keys with a post-quantum half, recovery keys, and what is sealed to them. */
export async function sealVectors(told: Told, cast: Cast, fixed: Fixed) {
  const after = told.chronicle.size;
  const known = new Set(told.chronicle.blobs.keys());
  const recovery = fixed.key('beta');
  await certify(told, cast, fixed);
  await send(told, cast, 'twice', BETA_SECOND, TWICE);
  await send(told, cast, 'once', ALPHA_MISSION, ONCE);
  await recover(told, cast.alpha, recovery, 'recovery');
  await send(told, cast, 'recoverable', BETA_SECOND, TWICE);
  await told.tellList(cast.alpha, 'directory.recovery-withdrawn', {
    key: recovery.blob.sha256,
    reason: 'compromised',
  });
  await send(told, cast, 'again', BETA_SECOND, TWICE);
  await recover(told, cast.alpha, testPgpKey('second recovery'));
  await recover(told, cast.beta, testPgpKey('beta recovery'), 'beta recovery', '2026-12-01T00:00:00.000Z');
  await send(told, cast, 'last', ALPHA_MISSION, ONCE);
  const entries = [];
  for (const written of told.chronicle.written.slice(after)) entries.push(await entryOf(told, written));
  const blobs = Object.fromEntries(
    [...told.chronicle.blobs]
      .filter(([hash]) => !known.has(hash))
      .map(([hash, bytes]) => [hash, toBase64url(bytes)]),
  );
  return { follows: FOLLOWS, after, blobs, entries, state: describeState(told.chronicle.state) };
}

async function certify(told: Told, { alpha, beta, watch }: Cast, fixed: Fixed): Promise<void> {
  const certified = { contact: ALPHA_CONTACT, key: fixed.key('alpha'), hybrid: hybridOf(told, 'alpha') };
  await told.tellList(alpha, 'directory.key-certified', certified);
  const roster = [watch.actor.person];
  const nominated = { contact: BETA_SECOND, class: 'technical' as const, fields: {}, roster };
  await told.tellList(beta, 'directory.contact-nominated', nominated);
  const hybrid = { ...hybridOf(told, 'beta'), demanded: true as const };
  const demanding = { contact: BETA_SECOND, key: fixed.key('beta-next'), hybrid };
  await told.tellList(beta, 'directory.key-certified', demanding);
}

async function recover(told: Told, root: Hand, key: OpenpgpKey, hybrid?: string, expires?: string) {
  await told.tellList(root, 'directory.recovery-certified', {
    key,
    ...(hybrid ? { hybrid: hybridOf(told, hybrid) } : {}),
    ...(expires ? { expires } : {}),
  });
}

function messageTo(
  told: Told,
  label: string,
  contact: string,
  layers: Layers,
  other: { further?: string } = {},
) {
  const from = { participant: 'alpha', contact: ALPHA_CONTACT };
  const to = [recipientOf(told, contact === BETA_SECOND ? 'beta' : 'alpha', contact)];
  const keys = furtherKeysOf(told.chronicle.state, from, to, layers, told.chronicle.now);
  const expected = 'participant' in keys ? undefined : furtherKeysHash(keys);
  const further = 'further' in other ? other.further : expected;
  return messageData(label, from, to, { layers, ...(further ? { further } : {}) });
}

async function send(told: Told, cast: Cast, label: string, contact: string, layers: Layers): Promise<void> {
  told.chronicle.keep(testCiphertext(label));
  const { data, fields } = messageTo(told, label, contact, layers);
  await told.tell(onDuty(cast), 'exchange.sent', data, { fields });
}

/** `refused-8.json`: keys that may not be certified, and messages sealed otherwise than the directory has it. */
export async function refusedSeals(told: Told, cast: Cast, fixed: Fixed) {
  const attempts = new Attempts(told, cast);
  const { alpha } = cast;
  const hand = onDuty(cast);
  const message = async (
    rule: string,
    what: string,
    contact: string,
    layers: Layers,
    other: { further?: string } = {},
  ) => {
    const { data, fields } = messageTo(told, what, contact, layers, other);
    await attempts.rule(rule, what, hand, 'exchange.sent', data, { fields });
  };
  await message('exchange.seal-demanded', 'once, where twice is demanded', BETA_SECOND, ONCE);
  const certified = 'exchange.recipients-certified';
  const wrong = { further: 'a'.repeat(64) };
  await message(certified, 'twice, to one without such a key', ALPHA_MISSION, TWICE, wrong);
  await message(certified, 'twice, where a recovery key has no such half', BETA_SECOND, TWICE, wrong);
  await message(certified, 'to other recovery keys', ALPHA_MISSION, ONCE, wrong);
  await message(certified, 'to no recovery key', ALPHA_MISSION, ONCE, {
    further: undefined,
  } as unknown as { further?: string });
  const type = 'directory.recovery-certified';
  const current = 'directory.key-current';
  await attempts.list(current, 'the daily key of a contact', alpha, type, { key: fixed.key('alpha') });
  await attempts.list(current, 'a key withdrawn as compromised', alpha, type, { key: fixed.key('beta') });
  await attempts.list(current, 'the recovery key of another State', alpha, type, {
    key: testPgpKey('beta recovery'),
  });
  const expires = '2026-01-01T00:00:00.000Z';
  await attempts.list(current, 'a key that has expired', alpha, type, { key: testPgpKey('x'), expires });
  const daily = { contact: ALPHA_MISSION, key: testPgpKey('second recovery') };
  await attempts.list(current, 'a recovery key for a contact', alpha, 'directory.key-certified', daily);
  const gone = { key: sha256Hex(utf8('another')), reason: 'lost' as const };
  await attempts.list(current, 'another key', alpha, 'directory.recovery-withdrawn', gone);
  await attempts.list('people.root-decides', 'a person', hand, type, { key: testPgpKey('x') });
  const list = { seq: 1, manifest: 'b'.repeat(64) };
  const key = testPgpKey('x');
  await attempts.rule('directory.list-continues', 'a list that began anew', alpha, type, { key, list });
  const cases = [];
  for (const attempt of attempts.all) cases.push(await judged(told, attempt));
  return { follows: [...FOLLOWS, 'history-8.json'], after: told.chronicle.size, cases };
}
