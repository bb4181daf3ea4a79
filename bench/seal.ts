/**
 * Sealing 10 KB to the contacts of 193 States, against openpgp.encrypt with signing: the same payload, the same
 * keys, parsed before, the same profile. Both run in this process, in turns; the first round warms both up, so
 * that the keys of the recipients have been read once, as those of a body have.
 */
import { newId } from '@comity/acts';
import { sha256Hex, utf8 } from '@comity/log';
import { type ContactKey, generateContactKey, type SealInput, seal } from '@comity/seal';
import { createMessage, encrypt, type Key, readKey, readPrivateKey } from 'openpgp';
import { PROFILE } from '../packages/seal/src/profile.ts';
import { type Benchmark, type Measure, median, type Options, pairwise, rounds, timed } from './harness.ts';

const STATES = 193;
const LETTER = 10_000;

/** A letter by the last of the keys to as many contacts as asked for. */
function letterTo(keys: readonly ContactKey[], count: number): SealInput {
  const sender = keys.at(-1)!;
  return {
    body: sha256Hex(new Uint8Array(1)),
    message: newId('msg'),
    thread: newId('thr'),
    type: 'notification',
    exercise: true,
    from: { participant: 'aaa', contact: newId('con') },
    language: 'en',
    subject: 'Benchmark',
    text: 'x'.repeat(LETTER),
    signer: { privateKey: sender.privateKey },
    at: new Date().toISOString(),
    recipients: keys
      .slice(0, count)
      .map(({ publicKey }, i) => ({ participant: `p${i}`, contact: newId('con'), publicKey })),
  };
}

const sealing =
  (input: SealInput): Measure =>
  () =>
    timed(() => seal(input));

/** The library alone, on what the sealed message holds. */
async function bare(input: SealInput): Promise<Measure> {
  const { privateKey } = input.signer as { privateKey: Uint8Array };
  const signer = await readPrivateKey({ binaryKey: privateKey });
  const parsed = input.recipients.map(({ publicKey }) => readKey({ binaryKey: publicKey }));
  const encryptionKeys: Key[] = [signer.toPublic(), ...(await Promise.all(parsed))];
  const binary = utf8(JSON.stringify((await seal(input)).message));
  const date = new Date(input.at);
  return () =>
    timed(async () => {
      const message = await createMessage({ binary, date });
      const options = { encryptionKeys, signingKeys: signer, date, config: PROFILE };
      await encrypt({ ...options, message, format: 'binary' });
    });
}

async function run({ quick }: Options) {
  const at = new Date().toISOString();
  const keys = await Promise.all(Array.from({ length: 401 }, () => generateContactKey({ at })));
  const input = letterTo(keys, STATES);
  const found = await pairwise(quick ? 25 : 75, sealing(input), await bare(input), 2);
  const seconds: Record<number, number> = {};
  for (const count of [19, STATES, 400]) {
    const measure = sealing(letterTo(keys, count));
    seconds[count] = median((await rounds(quick ? 3 : 11, measure)).slice(1));
  }
  const { ratio, spread, pairs, a, b } = found;
  return {
    ...{ ratio, spread, pairs, sealMilliseconds: a * 1000, bareMilliseconds: b * 1000 },
    millisecondsTo: Object.fromEntries(Object.entries(seconds).map(([n, s]) => [n, s * 1000])),
    growthAtTenTimes: seconds[STATES]! / seconds[19]!,
    growthFrom193To400: seconds[400]! / seconds[STATES]!,
  };
}

export default { name: 'seal', bound: 1.15, direction: 'at-most', run } satisfies Benchmark;
