import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromUtf8, toBase64, utf8 } from './bytes.ts';
import { LogError } from './errors.ts';
import { inclusionProof, leafHash, rootAt, treeReader } from './merkle.ts';
import { formatCheckpoint, formatNote, signNote } from './note.ts';
import { formatProof, type LogProof, parseProof, type TrustedLog, verifyProof } from './proof.ts';
import { ed25519Signer, platformVerifiers } from './signature.ts';

const ed25519 = platformVerifiers.ed25519!;
const signer = await ed25519Signer(new Uint8Array(32).fill(1));
const origin = 'comity.example/log';
const trusted: TrustedLog = { origin, publicKey: signer.publicKey };
const SIZE = 21;
const leaves = Array.from({ length: SIZE }, (_, i) => leafHash(utf8(`entry ${i}`)));
const read = treeReader(leaves);
const text = formatCheckpoint({ origin, size: SIZE, root: rootAt(read, SIZE) });
const checkpoint = await signNote(text, origin, signer);
const proofOf = (index: number): LogProof => ({ index, path: inclusionProof(read, index, SIZE), checkpoint });
const verify = (proof: LogProof, leaf = leaves[proof.index]!, log = trusted) =>
  verifyProof(proof, leaf, log, ed25519);
const hash = toBase64(leaves[0]!);
const note = formatNote(checkpoint);

describe('the text of a proof', () => {
  test('is lines, a blank line and the checkpoint as it is', () => {
    const proof = proofOf(20);
    expect(formatProof(proof)).toBe(
      `c2sp.org/tlog-proof@v1\nindex 20\n${proof.path.map(toBase64).join('\n')}\n\n${note}`,
    );
    expect(formatProof({ ...proof, extra: utf8('abc') })).toContain('@v1\nextra YWJj\nindex 20\n');
  });

  test('has no hashes for the one leaf of a tree', async () => {
    const root = leaves[0]!;
    const alone = await signNote(formatCheckpoint({ origin, size: 1, root }), origin, signer);
    const source = formatProof({ index: 0, path: [], checkpoint: alone });
    expect(source.startsWith('c2sp.org/tlog-proof@v1\nindex 0\n\ncomity.example/log\n1\n')).toBe(true);
    expect(await verify(parseProof(utf8(source)))).toEqual({ origin, size: 1, root });
  });

  test('reads back for every entry, with and without extra data', () => {
    for (let index = 0; index < SIZE; index++) {
      for (const extra of [undefined, utf8('x'), new Uint8Array(3000).fill(255)]) {
        const proof = extra ? { ...proofOf(index), extra } : proofOf(index);
        expect(parseProof(utf8(formatProof(proof)))).toEqual(proof);
      }
    }
  });

  test.each([
    ['nothing', ''],
    ['another version', `c2sp.org/tlog-proof@v2\nindex 0\n\n${note}`],
    ['no index', `c2sp.org/tlog-proof@v1\n${hash}\n\n${note}`],
    ['an index with a leading zero', `c2sp.org/tlog-proof@v1\nindex 00\n\n${note}`],
    ['an index with a sign', `c2sp.org/tlog-proof@v1\nindex -1\n\n${note}`],
    ['an index of 2^53', `c2sp.org/tlog-proof@v1\nindex 9007199254740992\n\n${note}`],
    ['an index with two spaces', `c2sp.org/tlog-proof@v1\nindex  0\n\n${note}`],
    ['two indexes', `c2sp.org/tlog-proof@v1\nindex 0\nindex 0\n\n${note}`],
    ['extra data after the index', `c2sp.org/tlog-proof@v1\nindex 0\nextra YWJj\n\n${note}`],
    ['extra data twice', `c2sp.org/tlog-proof@v1\nextra YWJj\nextra YWJj\nindex 0\n\n${note}`],
    ['empty extra data', `c2sp.org/tlog-proof@v1\nextra \nindex 0\n\n${note}`],
    ['extra data without padding', `c2sp.org/tlog-proof@v1\nextra YWI\nindex 0\n\n${note}`],
    ['a hash of 31 bytes', `c2sp.org/tlog-proof@v1\nindex 0\n${toBase64(leaves[0]!.slice(1))}\n\n${note}`],
    ['a hash with a space behind', `c2sp.org/tlog-proof@v1\nindex 0\n${hash} \n\n${note}`],
    ['54 hashes', `c2sp.org/tlog-proof@v1\nindex 0\n${`${hash}\n`.repeat(54)}\n${note}`],
    ['carriage returns', `c2sp.org/tlog-proof@v1\r\nindex 0\r\n\r\n${note}`],
    ['no checkpoint', `c2sp.org/tlog-proof@v1\nindex 0\n${hash}\n`],
    ['a blank line more', `c2sp.org/tlog-proof@v1\nindex 0\n\n\nno note`],
  ])('is refused: %s', (_, source) => {
    expect(() => parseProof(utf8(source))).toThrow(LogError);
  });

  test('is not written where it could not be read', () => {
    const proof = proofOf(3);
    for (const wrong of [
      { index: -1 },
      { index: 0.5 },
      { path: [leaves[0]!.slice(1)] },
      { extra: new Uint8Array(0) },
    ])
      expect(() => formatProof({ ...proof, ...wrong })).toThrow(LogError);
    expect(() => formatProof({ ...proof, path: Array(54).fill(leaves[0]) })).toThrow(LogError);
  });
});

describe('verification', () => {
  test('answers with the checkpoint for every entry', async () => {
    for (let index = 0; index < SIZE; index++)
      expect(await verify(proofOf(index))).toEqual({ origin, size: SIZE, root: rootAt(read, SIZE) });
  });

  test('refuses another entry, index, log, name or key', async () => {
    const proof = proofOf(5);
    const other = await ed25519Signer(new Uint8Array(32).fill(2));
    expect(await verify(proof, leaves[6])).toBeUndefined();
    expect(await verify({ ...proof, index: 6 }, leaves[5])).toBeUndefined();
    expect(await verify({ ...proof, index: SIZE }, leaves[5])).toBeUndefined();
    expect(await verify(proof, leaves[5], { ...trusted, origin: 'other.example/log' })).toBeUndefined();
    expect(await verify(proof, leaves[5], { ...trusted, name: 'other' })).toBeUndefined();
    expect(await verify(proof, leaves[5], { ...trusted, name: origin, origin: 'other' })).toBeUndefined();
    expect(await verify(proof, leaves[5], { ...trusted, publicKey: other.publicKey })).toBeUndefined();
    expect(await verify(proof, leaves[5]!.slice(1))).toBeUndefined();
  });

  test('takes a key whose name is not the origin where it is told so', async () => {
    const moved = { ...proofOf(5), checkpoint: await signNote(text, 'host.example/key2', signer) };
    expect(await verify(moved)).toBeUndefined();
    expect(await verify(moved, leaves[5], { ...trusted, name: 'host.example/key2' })).toBeDefined();
  });

  test('refuses a signed note that is no checkpoint, and one over a smaller tree', async () => {
    const plain = await signNote(`${origin}\n`, origin, signer);
    expect(await verify({ ...proofOf(5), checkpoint: plain })).toBeUndefined();
    const small = await signNote(
      formatCheckpoint({ origin, size: 5, root: rootAt(read, 5) }),
      origin,
      signer,
    );
    expect(await verify({ ...proofOf(5), checkpoint: small })).toBeUndefined();
  });

  test('no changed byte of a proof verifies, and reading fails with LogError alone', async () => {
    const extra = utf8('free');
    const bytes = utf8(formatProof({ ...proofOf(13), extra }));
    const freeFrom = fromUtf8(bytes).indexOf('extra ');
    const freeTo = fromUtf8(bytes).indexOf('\nindex');
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const spoilt = bytes.slice();
        spoilt[at]! ^= change;
        let proof: LogProof;
        try {
          proof = parseProof(spoilt);
        } catch (error) {
          expect(error).toBeInstanceOf(LogError);
          return;
        }
        expect(formatProof(proof)).toBe(fromUtf8(spoilt));
        // Extra data is not authenticated: nothing else may change unseen.
        const free = at >= freeFrom && at < freeTo;
        if (!free) expect(await verify(proof, leaves[13])).toBeUndefined();
      }),
      { numRuns: 3000 },
    );
  });
});
