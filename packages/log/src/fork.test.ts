import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from './bytes.ts';
import { LogError } from './errors.ts';
import { type ForkEvidence, formatFork, isForkFile, parseFork, verifyFork } from './fork.ts';
import { consistencyProof, leafHash, rootAt, treeReader } from './merkle.ts';
import { formatCheckpoint, signNote } from './note.ts';
import { ed25519Signer, platformVerifiers } from './signature.ts';

const ed25519 = platformVerifiers.ed25519!;
const ORIGIN = 'comity.example/log';
const host = await ed25519Signer(new Uint8Array(32).fill(1));
const stranger = await ed25519Signer(new Uint8Array(32).fill(2));
const log = { name: ORIGIN, publicKey: host.publicKey };

/** A history whose entries are those of the other up to `same`, then its own. */
const history = (name: string, same: number) =>
  treeReader(Array.from({ length: 40 }, (_, i) => leafHash(utf8(i < same ? `${i}` : `${name} ${i}`))));
const sign = async (read: ReturnType<typeof history>, size: number, by = host) =>
  signNote(formatCheckpoint({ origin: ORIGIN, size, root: rootAt(read, size) }), ORIGIN, by);

async function evidence(same: number, size: number, larger: number): Promise<ForkEvidence> {
  const [one, two] = [history('one', same), history('two', same)];
  return {
    smaller: await sign(one, size),
    larger: await sign(two, larger),
    otherRoot: rootAt(two, size),
    proof: size < larger ? consistencyProof(two, size, larger) : [],
  };
}

test('two histories of one log are proven by two checkpoints, at any two sizes behind the fork', async () => {
  const sizes = fc.tuple(fc.nat(39), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 40 }));
  await fc.assert(
    fc.asyncProperty(sizes, async ([same, a, b]) => {
      const [size, larger] = [Math.min(a, b), Math.max(a, b)];
      const found = await verifyFork(
        parseFork(utf8(formatFork(await evidence(same, size, larger)))),
        log,
        ed25519,
      );
      // In front of the place where they part, one history is the beginning of the other.
      expect(found?.smaller.size).toBe(size > same ? size : undefined);
    }),
    { numRuns: 60 },
  );
});

test('nobody else’s signature, origin, root or proof makes a fork', async () => {
  const good = await evidence(3, 7, 9);
  expect(await verifyFork(good, log, ed25519)).toMatchObject({ smaller: { size: 7 }, larger: { size: 9 } });
  const two = history('two', 3);
  const forged = [
    { ...good, larger: await sign(two, 9, stranger) },
    { ...good, smaller: await sign(history('one', 3), 7, stranger) },
    { ...good, proof: consistencyProof(two, 6, 9) },
    { ...good, proof: [] },
    { ...good, otherRoot: rootAt(history('one', 3), 7) },
    { ...good, smaller: good.larger, larger: good.smaller },
  ];
  for (const one of forged) expect(await verifyFork(one, log, ed25519)).toBeUndefined();
  expect(await verifyFork(good, { ...log, name: 'other.example/log' }, ed25519)).toBeUndefined();
});

test('whatever the bytes are, evidence comes out or LogError is thrown; a file is known by its beginning', async () => {
  const good = utf8(formatFork(await evidence(3, 7, 9)));
  expect(isForkFile(good)).toBe(true);
  expect(isForkFile(utf8('MANIFEST'))).toBe(false);
  const spoilt = fc
    .tuple(fc.nat(good.length - 1), fc.nat(255))
    .map(([at, byte]) => good.map((b, i) => (i === at ? byte : b)));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 100 }),
        spoilt,
        fc.json().map((j) => utf8(`${j}\n`)),
      ),
      (bytes) => {
        try {
          expect(utf8(formatFork(parseFork(bytes)))).toEqual(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(LogError);
          expect((error as LogError).code).toBe('log.bad-evidence');
        }
      },
    ),
    { numRuns: 500 },
  );
});
