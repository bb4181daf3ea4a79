/**
 * What verifying a bundle costs beside the work that nobody can spare: parsing the same JSON and checking the
 * same signatures with node:crypto, on one core. 1 would be a verifier that does nothing else.
 *
 * 20 States; 60 % of the acts are messages and acknowledgements by Ed25519 session keys, restricted and opened;
 * 25 % changes to contacts by Ed25519 keys in files, 10 % by P-256 passkeys, 5 % by RSA-2048 passkeys.
 * Every signer had seen the newest root, the worst case for comparing roots.
 */
import { createPublicKey, type KeyObject, verify as verifyRaw } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PublicKey, Signature } from '@comity/acts';
import { concat, fromBase64url, fromHex, sha256 } from '@comity/log';
import { type TrustRoot, verifyBundle } from '@comity/verify';
import { buildHistory, bundleOf, type History, inPieces, partsOf } from '@comity/verify/testing';
import { type Benchmark, growth, type Measure, type Options, pairwise, timed } from './harness.ts';
import { verifyApart } from './stage/apart.ts';
import { AUDIENCE, USUAL_MIX as MIX, writeRecord } from './stage/record.ts';

interface Made {
  trust: TrustRoot;
  bundle: Uint8Array;
  least: Least;
}

/** What is made is kept as bytes: a heap full of the history would be collected at the verifier's cost. */
async function make(acts: number): Promise<Made> {
  const history = await buildHistory({ participants: 20, acts, mix: MIX, hub: true });
  return { trust: history.trust, bundle: await bundleOf(history, AUDIENCE), least: leastOf(history) };
}

/** Seconds of the whole verifier; a bundle that does not verify measures nothing. */
const whole =
  ({ trust, bundle }: Made): Measure =>
  () =>
    timed(async () => {
      const { verdict, notProvable } = await verifyBundle(inPieces(bundle), { trust });
      if (verdict !== 'verified') throw new Error('The bundle of the benchmark does not verify.');
      if (notProvable.some(({ what }) => what === 'restricted-entries'))
        throw new Error('The bundle of the benchmark opens too little.');
    });

interface Check {
  key: KeyObject;
  message: Uint8Array;
  signature: Uint8Array;
}

const SPKI = {
  ed25519: fromHex('302a300506032b6570032100'),
  p256: fromHex('3059301306072a8648ce3d020106082a8648ce3d030107034200'),
  rs256: new Uint8Array(0),
};

function keyObjects(): (key: PublicKey) => KeyObject {
  const made = new Map<string, KeyObject>();
  return (key) => {
    if (key.alg === 'openpgp') throw new Error('No act of this benchmark is signed with OpenPGP.');
    let object = made.get(key.key);
    if (!object) {
      const der = Buffer.from(concat(SPKI[key.alg], fromBase64url(key.key)));
      object = createPublicKey({ key: der, format: 'der', type: 'spki' });
      made.set(key.key, object);
    }
    return object;
  };
}

/** The signature checks of the acts, with everything prepared that can be. */
function checksOf({ chronicle }: History): Check[] {
  const objectOf = keyObjects();
  return chronicle.written.flatMap(({ prepared: { act, preimage }, sig, certificate }) => {
    const { state } = chronicle;
    const id = act.actor.key;
    const key =
      certificate?.statement.key ?? (id === state.host.keyId ? state.host.key : state.keys.get(id)?.key);
    if (!key) throw new Error('An act of the benchmark is signed by nobody.');
    return [{ ...signedBytes(preimage, sig), key: objectOf(key) }];
  });
}

function signedBytes(preimage: Uint8Array, sig: Signature) {
  const signature = fromBase64url(sig.value);
  if (!sig.webauthn) return { message: preimage, signature };
  const { authenticatorData, clientDataJSON } = sig.webauthn;
  const message = concat(fromBase64url(authenticatorData), sha256(fromBase64url(clientDataJSON)));
  return { message, signature };
}

/** Many pieces of bytes in one. */
class Packed {
  readonly #bytes: Buffer;
  readonly #from: Uint32Array;
  constructor(pieces: readonly Uint8Array[]) {
    this.#bytes = Buffer.concat(pieces);
    this.#from = new Uint32Array(pieces.length + 1);
    for (const [i, piece] of pieces.entries()) this.#from[i + 1] = this.#from[i]! + piece.length;
  }
  get size(): number {
    return this.#from.length - 1;
  }
  at = (i: number): Buffer => this.#bytes.subarray(this.#from[i], this.#from[i + 1]);
}

/** What no verifier can spare: JSON of entries and openings, and one signature for each act. */
interface Least {
  readonly json: Packed;
  readonly messages: Packed;
  readonly signatures: Packed;
  readonly keys: readonly KeyObject[];
}

function leastOf(history: History): Least {
  const { entries, openings } = partsOf(history, AUDIENCE);
  const checks = checksOf(history);
  return {
    json: new Packed([...entries, ...openings]),
    messages: new Packed(checks.map(({ message }) => message)),
    signatures: new Packed(checks.map(({ signature }) => signature)),
    keys: checks.map(({ key }) => key),
  };
}

const least =
  ({ least: { json, messages, signatures, keys } }: Made): Measure =>
  () =>
    timed(() => {
      for (let i = 0; i < json.size; i++) JSON.parse(json.at(i).toString());
      for (const [i, key] of keys.entries()) {
        const alg = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
        if (!verifyRaw(alg, messages.at(i), key, signatures.at(i)))
          throw new Error('A signature is not good.');
      }
    });

/** Verifies records of growing size as the command does, on one processor and on all, each in a process of its own. */
async function apart(sizes: readonly number[]) {
  const folder = await mkdtemp(join(tmpdir(), 'comity-bench-'));
  try {
    const runs = [];
    for (const acts of sizes) {
      const path = join(folder, `${acts}.tar`);
      await writeFile(`${path}.trust.json`, JSON.stringify(await writeRecord(path, acts)));
      const [one, all] = [await verifyApart(path, 1), await verifyApart(path)];
      await rm(path);
      const speedUp = one.seconds / all.seconds;
      runs.push({ acts, seconds: one.seconds, secondsOnAll: all.seconds, speedUp, megabytes: one.megabytes });
    }
    return runs;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function run({ quick }: Options) {
  const acts = quick ? 10_000 : 100_000;
  const made = await make(acts);
  const { ratio, spread, a, b, pairs } = await pairwise(quick ? 3 : 5, least(made), whole(made));
  const grown = await growth(quick ? 1 : 3, acts / 10, async (size) =>
    whole(size === acts ? made : await make(size)),
  );
  const found = {
    ...{ ratio, spread, pairs, acts, bytes: made.bundle.length },
    ...{ leastSeconds: a, verifySeconds: b, microsecondsAnAct: (b / acts) * 1e6 },
    growthAtTenTimes: grown.ratio,
  };
  // The records apart take a quarter of an hour: what the bound asks for is said before.
  console.error(JSON.stringify(found));
  return {
    ...found,
    apart: await apart(quick ? [1_000, 10_000] : [10_000, 100_000, 1_000_000]),
  };
}

export default { name: 'verify', bound: 0.6, direction: 'at-least', run } satisfies Benchmark;
