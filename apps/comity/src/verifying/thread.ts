/** A thread that checks signatures: packed checks in, a byte for each out, 1 where the signature is good. */
import { parentPort } from 'node:worker_threads';
import { platformVerifiers } from '@comity/log';
import { unpackChecks } from './checks.ts';

parentPort!.on('message', async (packed: Uint8Array) => {
  const answers: number[] = [];
  for (const { algorithm, key, message, signature } of unpackChecks(packed))
    answers.push((await platformVerifiers[algorithm]!(key, message, signature)) ? 1 : 0);
  parentPort!.postMessage(Uint8Array.from(answers));
});
