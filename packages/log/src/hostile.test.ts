import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as log from './index.ts';

/**
 * Whatever comes from outside is read, or refused with a LogError: in one place for every reader of this package, so that a
 * new one is not forgotten. Whatever verifies answers, and throws nothing.
 */
const { utf8 } = log;
const signer = await log.ed25519Signer(new Uint8Array(32).fill(3));
const leaves = Array.from({ length: 7 }, (_, i) => log.leafHash(utf8(`entry ${i}`)));
const node = log.treeReader(leaves);
const origin = 'log.example/one';
const note = await log.signNote(
  log.formatCheckpoint({ origin, size: 7, root: log.rootAt(node, 7) }),
  origin,
  signer,
);
const proof = log.formatProof({ index: 2, path: log.inclusionProof(node, 2, 7), checkpoint: note });
const good = [
  ...[
    log.formatNote(note),
    proof,
    log.verifierKey(origin, signer.publicKey),
    note.text,
    'x001/x234/067.p/12',
  ],
  ...[
    log.formatAddCheckpoint({ old: 0, proof: [], note }),
    '{"a":[1,"é"],"b":true}',
    'policy',
    'c2sp.org/tlog-proof@v1\n',
  ],
].map((text) => utf8(text));
const entries = log.encodeEntries([utf8('one'), utf8('two')]);

/** Bytes that are nothing, or that were something: cut, doubled, with bytes changed. */
const spoilt = fc
  .record({
    of: fc.constantFrom(...good, entries, log.concat(...leaves)),
    cut: fc.nat(400),
    at: fc.nat(400),
    put: fc.uint8Array({ maxLength: 6 }),
  })
  .map(({ of, cut, at, put }) =>
    log.concat(of.subarray(0, at), put, of.subarray(at, Math.max(at, of.length - (cut % 5)))),
  );
const hostile = fc.oneof(
  spoilt,
  fc.uint8Array({ maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 80 }).map((t) => new TextEncoder().encode(t)),
);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const READERS: Record<string, (bytes: Uint8Array) => unknown> = {
  parseNote: log.parseNote,
  parseCheckpoint: (b) => log.parseCheckpoint(text(b)),
  'parseCheckpoint with extensions': (b) => log.parseCheckpoint(text(b), { extensions: true }),
  parseVerifierKey: (b) => log.parseVerifierKey(text(b)),
  parseProof: log.parseProof,
  parseAddCheckpoint: log.parseAddCheckpoint,
  parseWitnessedSize: (b) => log.parseWitnessedSize(text(b)),
  parsePolicy: log.parsePolicy,
  parseFork: log.parseFork,
  parseCanonical: log.parseCanonical,
  parseTileIndexPath: (b) => log.parseTileIndexPath(text(b)),
  decodeEntries: log.decodeEntries,
  fromUtf8: log.fromUtf8,
  fromHex: (b) => log.fromHex(text(b)),
  fromBase64: (b) => log.fromBase64(text(b)),
  fromBase64url: (b) => log.fromBase64url(text(b)),
};

test.each(Object.entries(READERS))('%s reads, or refuses with a LogError', (_, read) => {
  fc.assert(
    fc.property(hostile, (bytes) => {
      try {
        read(bytes);
      } catch (error) {
        expect(error).toBeInstanceOf(log.LogError);
        expect((error as log.LogError).code).toMatch(/^log\.[a-z-]+$/);
      }
    }),
    { numRuns: 400 },
  );
});

const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.nat(20),
  fc.constantFrom(Number.NaN, 2 ** 53, -0, 2 ** 60),
);
const hash = fc.oneof(fc.constantFrom(...leaves), fc.uint8Array({ maxLength: 40 }));
const path = fc.array(hash, { maxLength: 70 });

test('proofs of any numbers and hashes verify or do not, and throw nothing', () => {
  fc.assert(
    fc.property(number, number, hash, hash, path, (one, other, a, b, hashes) => {
      expect([true, false]).toContain(log.verifyInclusion(one, other, a, hashes, b));
      expect([true, false]).toContain(log.verifyConsistency(one, other, a, b, hashes));
    }),
    { numRuns: 2000 },
  );
});

test('notes, cosignatures and proofs that can be read verify or do not, and throw nothing', async () => {
  const verify = log.platformVerifiers.ed25519!;
  const trusted = { origin, publicKey: signer.publicKey };
  await fc.assert(
    fc.asyncProperty(hostile, fc.uint8Array({ maxLength: 40 }), async (bytes, key) => {
      for (const publicKey of [signer.publicKey, key])
        try {
          const read = log.parseNote(bytes);
          expect([true, false]).toContain(await log.verifyNote(read, origin, publicKey, verify));
        } catch (error) {
          expect(error).toBeInstanceOf(log.LogError);
        }
      try {
        await log.verifyProof(log.parseProof(bytes), leaves[2]!, trusted, verify);
      } catch (error) {
        expect(error).toBeInstanceOf(log.LogError);
      }
    }),
    { numRuns: 400 },
  );
});

test('every reader of the package is tried here', () => {
  const readers = Object.keys(log).filter((name) => /^(?:parse|decode|from)[A-Z]/.test(name));
  const tried = Object.keys(READERS).map((name) => name.split(' ')[0]!);
  expect(readers.filter((name) => !tried.includes(name))).toEqual([]);
});
