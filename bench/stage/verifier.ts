/**
 * `node bench/stage/verifier.ts FILE [PROCESSORS]`: verifies a bundle as `comity verify` does, in a process of its own,
 * and prints seconds, processor seconds and the most memory it held, in MB, as JSON. FILE.trust.json says what to trust.
 */
import { readFileSync } from 'node:fs';
import { verifyBundle } from '@comity/verify';
import { openBundle } from '../../apps/comity/src/verifying/bundlefile.ts';
import { ThreadedVerifiers } from '../../apps/comity/src/verifying/threads.ts';

const [path = '', processors] = process.argv.slice(2);
const started = performance.now();
const threads = new ThreadedVerifiers(processors === undefined ? undefined : Number(processors));
const file = await openBundle(path);
const { verdict, size } = await verifyBundle(file, {
  trust: JSON.parse(readFileSync(`${path}.trust.json`, 'utf8')),
  verifiers: threads.verifiers,
});
await file.close();
await threads.end();
const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
const seconds = (performance.now() - started) / 1000;
const processorSeconds = (userCPUTime + systemCPUTime) / 1e6;
console.log(JSON.stringify({ verdict, size, seconds, processorSeconds, megabytes: maxRSS / 1024 }));
