/**
 * A cosignature through `comity witness`, a process of its own: a checkpoint of 64 entries more, proof and all, is
 * posted and the line comes back, signed after it is on disk. Against one write of the same bytes forced to disk and one
 * HTTP round trip, by a bare server in a process of its own too. One request at a time, in turns.
 */
import { join } from 'node:path';
import {
  consistencyProof,
  ed25519Signer,
  formatAddCheckpoint,
  formatCheckpoint,
  type Hash,
  leafHash,
  rootAt,
  signNote,
  treeReader,
  utf8,
  verifierKey,
} from '../packages/log/src/index.ts';
import { type Benchmark, median, type Options, pairwise } from './harness.ts';
import { makeFolder, removeFolder, type Server, startRoundTrip, startWitness } from './stage/processes.ts';

const ORIGIN = 'bench.example/log';
const STEP = 64;

/** Requests that follow on each other, each about 64 entries more. */
async function requestsFor(count: number, seed: number): Promise<{ key: string; bodies: Uint8Array[] }> {
  const signer = await ed25519Signer(new Uint8Array(32).fill(seed));
  const hashes: Hash[] = Array.from({ length: count * STEP }, (_, i) => leafHash(utf8(`entry ${i}`)));
  const node = treeReader(hashes);
  const bodies: Uint8Array[] = [];
  for (let size = STEP; size <= hashes.length; size += STEP) {
    const old = size - STEP;
    const proof = old === 0 ? [] : consistencyProof(node, old, size);
    const note = await signNote(
      formatCheckpoint({ origin: ORIGIN, size, root: rootAt(node, size) }),
      ORIGIN,
      signer,
    );
    bodies.push(utf8(formatAddCheckpoint({ old, proof, note })));
  }
  return { key: verifierKey(ORIGIN, signer.publicKey), bodies };
}

/** Milliseconds of one request, from the first byte sent to the last received. Throws unless it is answered with 200. */
async function asking(url: string, body: Uint8Array): Promise<number> {
  const began = performance.now();
  const answer = await fetch(url, { method: 'POST', body: body as Uint8Array<ArrayBuffer> });
  const text = await answer.text();
  const taken = performance.now() - began;
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}: ${text}`);
  return taken;
}

async function run({ quick }: Options) {
  const [pairs, each] = quick ? [3, 20] : [15, 60];
  const folder = await makeFolder();
  const { key, bodies } = await requestsFor((pairs + 1) * each, 7);
  const servers: Server[] = [];
  try {
    const witness = await startWitness(join(folder, 'witness'), key);
    servers.push(witness);
    const plain = await startRoundTrip(join(folder, 'plain'));
    servers.push(plain);
    let next = 0;
    const cosigning = async () => {
      const taken: number[] = [];
      for (let i = 0; i < each; i++)
        taken.push(await asking(`${witness.url}/add-checkpoint`, bodies[next++]!));
      return median(taken);
    };
    const writing = async () => {
      const taken: number[] = [];
      // Written, then answered: the two halves of what it is measured against, in one request.
      for (let i = 0; i < each; i++) taken.push(await asking(`${plain.url}/write`, bodies[i]!));
      return median(taken);
    };
    const found = await pairwise(pairs, cosigning, writing);
    const { ratio, spread, a, b } = found;
    return { ratio, spread, cosignMs: a, writeAndRoundTripMs: b, pairs };
  } finally {
    for (const server of servers) await server.stop();
    await removeFolder(folder);
  }
}

export default { name: 'cosign', bound: 3, direction: 'at-most', run } satisfies Benchmark;
