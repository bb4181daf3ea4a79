import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utf8 } from './bytes.ts';
import { cosign, NOTE_COSIGNATURE } from './cosignature.ts';
import { LogError } from './errors.ts';
import { consistencyProof, EMPTY_ROOT, leafHash, rootAt, treeReader } from './merkle.ts';
import {
  formatCheckpoint,
  formatSignature,
  type Note,
  parseVerifierKey,
  signNote,
  verifierKey,
} from './note.ts';
import { ed25519Signer, platformVerifiers } from './signature.ts';
import {
  cosignaturesIn,
  formatAddCheckpoint,
  judgeCheckpoint,
  parseAddCheckpoint,
  parseWitnessedSize,
  type Witnessed,
} from './witness.ts';

const ed25519 = platformVerifiers.ed25519!;
const ORIGIN = 'comity.example/log';
const host = await ed25519Signer(new Uint8Array(32).fill(1));
const stranger = await ed25519Signer(new Uint8Array(32).fill(2));
const log = { name: ORIGIN, publicKey: host.publicKey };
const leaves = Array.from({ length: 300 }, (_, i) => leafHash(utf8(`entry ${i}`)));
const read = treeReader(leaves);
const root = (size: number) => rootAt(read, size);
const seen = (size: number): Witnessed => ({ size, root: root(size) });

async function noteOf(size: number, given = root(size), by = host, origin = ORIGIN): Promise<Note> {
  return signNote(formatCheckpoint({ origin, size, root: given }), origin, by);
}
const ask = async (old: number, size: number, note?: Note) => {
  const proof = old > 0 && old < size ? consistencyProof(read, old, size) : [];
  return parseAddCheckpoint(utf8(formatAddCheckpoint({ old, proof, note: note ?? (await noteOf(size)) })));
};
const judge = async (request: Awaited<ReturnType<typeof ask>>, stored?: Witnessed) =>
  judgeCheckpoint(request, log, stored, ed25519);

test('a request is read as it was written', async () => {
  const request = await ask(3, 7);
  expect(request).toMatchObject({ old: 3, checkpoint: { origin: ORIGIN, size: 7, root: root(7) } });
  expect(request.proof).toEqual(consistencyProof(read, 3, 7));
});

test('every growth that is proven is allowed, and the same size again', async () => {
  for (const [old, size] of [
    [0, 1],
    [1, 2],
    [7, 8],
    [3, 256],
    [255, 257],
    [256, 256],
    [300, 300],
  ] as const)
    expect(await judge(await ask(old, size), old === 0 ? undefined : seen(old))).toEqual({ status: 200 });
  expect(await judge(await ask(0, 0, await noteOf(0, EMPTY_ROOT)))).toEqual({ status: 200 });
});

test('statuses come in the order of the specification', async () => {
  const foreign = await noteOf(9, root(9), stranger);
  expect(await judgeCheckpoint(await ask(99, 9, foreign), undefined, seen(5), ed25519)).toMatchObject({
    status: 404,
  });
  expect(await judge(await ask(99, 9, foreign), seen(5))).toMatchObject({ status: 403 });
  expect(await judge(await ask(99, 9), seen(5))).toMatchObject({ status: 400 });
  expect(await judge(await ask(4, 9), seen(5))).toMatchObject({ status: 409, size: 5 });
  expect(await judge(await ask(0, 9), seen(5))).toMatchObject({ status: 409, size: 5 });
  expect(await judge(await ask(4, 9))).toMatchObject({ status: 409, size: 0 });
  expect(await judge(await ask(5, 9, await noteOf(9, root(8))), seen(5))).toMatchObject({ status: 422 });
});

test('a checkpoint that claims the key of the log and fails is refused', async () => {
  const note = await noteOf(9);
  const [line] = note.signatures;
  const broken = { ...line!, signature: line!.signature.map((b, i) => (i === 9 ? b ^ 1 : b)) };
  for (const signatures of [[broken], [line!, broken]])
    expect(await judge(await ask(5, 9, { ...note, signatures }), seen(5))).toMatchObject({ status: 403 });
});

test('the same size with another root, a proof from nothing, and an empty log with a root are refused', async () => {
  expect(await judge(await ask(9, 9, await noteOf(9, root(8))), seen(9))).toMatchObject({ status: 422 });
  expect(await judge({ ...(await ask(0, 9)), proof: [root(1)] })).toMatchObject({ status: 422 });
  expect(await judge({ ...(await ask(9, 9)), proof: [root(1)] }, seen(9))).toMatchObject({ status: 422 });
  expect(await judge(await ask(0, 0, await noteOf(0, root(1))))).toMatchObject({ status: 422 });
});

test('a log of somebody else may have extension lines', async () => {
  const text = `${formatCheckpoint({ origin: ORIGIN, size: 9, root: root(9) })}extension\n`;
  expect(await judge(await ask(5, 9, await signNote(text, ORIGIN, host)), seen(5))).toEqual({ status: 200 });
  expect(await judge(await ask(9, 9, await signNote(text, ORIGIN, host)), seen(9))).toEqual({ status: 200 });
});

test.each([
  ['nothing', ''],
  ['no blank line', 'old 0\n'],
  ['a size with a leading zero', 'old 00\n\nNOTE'],
  ['a size with a sign', 'old +1\n\nNOTE'],
  ['a size with white space', 'old  1\n\nNOTE'],
  ['a size beyond 2^53', 'old 9007199254740993\n\nNOTE'],
  ['no size', 'old\n\nNOTE'],
  ['a hash that is short', 'old 1\nAAAA\n\nNOTE'],
  ['a hash in another spelling', `old 1\n${'A'.repeat(42)}B=\n\nNOTE`],
  ['64 hashes', `old 1\n${`${'A'.repeat(43)}=\n`.repeat(64)}\nNOTE`],
  ['a carriage return', 'old 1\r\n\nNOTE'],
  ['no checkpoint', 'old 1\n\n'],
])('a request with %s is refused', async (_, body) => {
  const { text, signatures } = await noteOf(9);
  const source = body.replace('NOTE', `${text}\n${signatures.map(formatSignature).join('')}`);
  expect(() => parseAddCheckpoint(utf8(source))).toThrow(
    expect.objectContaining({ code: 'log.bad-request' }),
  );
});

test('whatever the bytes are, a request comes out or LogError is thrown', async () => {
  const good = utf8(
    formatAddCheckpoint({ old: 3, proof: consistencyProof(read, 3, 7), note: await noteOf(7) }),
  );
  const spoilt = fc
    .tuple(fc.nat(good.length - 1), fc.nat(255))
    .map(([at, byte]) => good.map((b, i) => (i === at ? byte : b)));
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), spoilt), async (bytes) => {
      try {
        expect(await judge(parseAddCheckpoint(bytes), seen(3))).toHaveProperty('status');
      } catch (error) {
        expect(error).toBeInstanceOf(LogError);
        expect((error as LogError).code).toBe('log.bad-request');
      }
    }),
    { numRuns: 500 },
  );
});

test('the size of a conflict is read in its one spelling', () => {
  expect(parseWitnessedSize('20852014\n')).toBe(20852014);
  expect(parseWitnessedSize('0\n')).toBe(0);
  for (const body of ['', '7', '07\n', '7\n\n', '-7\n', '9007199254740993\n'])
    expect(parseWitnessedSize(body)).toBeUndefined();
});

test('from an answer come the good cosignatures of this witness and nothing else', async () => {
  const note = await noteOf(9);
  const key = parseVerifierKey(
    verifierKey('w.example', stranger.publicKey, NOTE_COSIGNATURE),
    NOTE_COSIGNATURE,
  );
  const mine = await cosign(note.text, 'w.example', stranger, 1_800_000_000);
  const others = await cosign(note.text, 'v.example', host, 1_800_000_000);
  const answer = formatSignature(others) + formatSignature(mine);
  expect(await cosignaturesIn(answer, note, key, ed25519)).toEqual([mine]);
  const elsewhere = await cosign((await noteOf(8)).text, 'w.example', stranger, 1_800_000_000);
  expect(await cosignaturesIn(formatSignature(elsewhere), note, key, ed25519)).toEqual([]);
  for (const junk of ['', 'no line\n', formatSignature(mine).slice(0, -1)])
    expect(await cosignaturesIn(junk, note, key, ed25519)).toEqual([]);
});
