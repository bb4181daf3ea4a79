/**
 * How long sealing takes against the bare library: `node packages/seal/bench.ts [rounds]`.
 * Bare: openpgp.encrypt with signing, keys already parsed, the same bytes, the same profile.
 */
import { sha256Hex, toBase64url } from '@comity/log';
import { createMessage, encrypt, readKey, readPrivateKey } from 'openpgp';
import { generateContactKey, open, seal } from './src/index.ts';
import { PROFILE } from './src/profile.ts';

const rounds = Number(process.argv[2] ?? 9);
const made = '2026-11-20T10:00:00.000Z';
const at = '2026-11-21T10:00:00.000Z';
const id = (prefix: string, n: number) =>
  `${prefix}_${toBase64url(new Uint8Array(16).fill(n & 255).fill(n >> 8, 0, 1))}`;
const pairs = await Promise.all(Array.from({ length: 401 }, () => generateContactKey({ at: made })));
const sender = pairs[400]!;

const draft = {
  body: sha256Hex(new Uint8Array(1)),
  message: id('msg', 1),
  thread: id('thr', 1),
  type: 'notification',
  exercise: false,
  from: { participant: 'aaa', contact: id('con', 1) },
  language: 'en',
  subject: 'Bench',
  text: 'x'.repeat(10_000),
  signer: { privateKey: sender.privateKey },
  at,
} as const;

const median = (times: number[]) => times.sort((a, b) => a - b)[times.length >> 1]!;
async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

for (const count of [1, 10, 193, 400]) {
  const recipients = pairs
    .slice(0, count)
    .map(({ publicKey }, i) => ({ participant: `p${i}`, contact: id('con', i + 2), publicKey }));
  const first = await timed(() => seal({ ...draft, recipients }));
  const { ciphertext, message, header } = await seal({ ...draft, recipients });
  const bytes = new TextEncoder().encode(JSON.stringify(message));
  const date = new Date(at);
  const signer = await readPrivateKey({ binaryKey: sender.privateKey });
  const bare = async (keys: Awaited<ReturnType<typeof readKey>>[]) =>
    encrypt({
      message: await createMessage({ binary: bytes, date }),
      encryptionKeys: keys,
      signingKeys: signer,
      format: 'binary',
      date,
      config: PROFILE,
    });
  const parse = () =>
    Promise.all([...recipients, sender].map(({ publicKey }) => readKey({ binaryKey: publicKey })));
  const keys = await parse();
  const cold = await timed(() => bare(keys));
  const parsing = await timed(parse);
  const ours: number[] = [];
  const theirs: number[] = [];
  const reading: number[] = [];
  for (let i = 0; i < rounds; i++) {
    ours.push(await timed(() => seal({ ...draft, recipients })));
    theirs.push(await timed(() => bare(keys)));
    reading.push(
      await timed(() =>
        open({
          ciphertext,
          header,
          me: { participant: 'p0', keys: [pairs[0]!] },
          findSigner: () => ({ ...draft.from, publicKey: sender.publicKey }),
          now: at,
        }),
      ),
    );
  }
  const [a, b] = [median(ours), median(theirs)];
  console.log(
    `${count} keys: seal ${a.toFixed(1)} ms, bare ${b.toFixed(1)} ms, ratio ${(a / b).toFixed(2)};`,
    `first seal ${first.toFixed(1)} ms, bare first ${cold.toFixed(1)} + parsing ${parsing.toFixed(1)} ms;`,
    `open ${median(reading).toFixed(1)} ms; ${ciphertext.length} bytes`,
  );
}
