import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, utf8 } from './bytes.ts';
import { cosign, NOTE_COSIGNATURE } from './cosignature.ts';
import { LogError } from './errors.ts';
import { EMPTY_ROOT } from './merkle.ts';
import { formatCheckpoint, type Note, signNote, verifierKey } from './note.ts';
import { checkPolicy, isQuorumMet, type Policy, parsePolicy, quorumSize, quorumTime } from './policy.ts';
import { ed25519Signer, platformVerifiers } from './signature.ts';

const ed25519 = platformVerifiers.ed25519!;
const signers = await Promise.all(
  Array.from({ length: 8 }, (_, i) => ed25519Signer(new Uint8Array(32).fill(i + 1))),
);
const ORIGIN = 'comity.example/log';
const log = verifierKey(ORIGIN, signers[0]!.publicKey);
const nameOf = (i: number) => `w${i}.example`;
const witness = (i: number) => verifierKey(nameOf(i), signers[i]!.publicKey, NOTE_COSIGNATURE);
const lines = (...all: string[]) => utf8(`${all.join('\n')}\n`);

const TWO_LEVELS = lines(
  `  log ${log} https://body.example/`,
  '# witnesses of two regions',
  '',
  `witness X1 ${witness(1)}`,
  `witness\tX2\t${witness(2)} https://w2.example/`,
  `witness X3 ${witness(3)}`,
  'group X-witnesses 2 X1 X2 X3',
  `witness Y1 ${witness(4)}`,
  `witness Y2 ${witness(5)}`,
  'group Y-witnesses any Y1 Y2',
  'group X-and-Y all X-witnesses Y-witnesses',
  'quorum X-and-Y',
);

const text = formatCheckpoint({ origin: ORIGIN, size: 7, root: EMPTY_ROOT });
async function noteBy(...witnesses: number[]): Promise<Note> {
  const note = await signNote(text, ORIGIN, signers[0]!);
  const cosigned = await Promise.all(witnesses.map((i) => cosign(text, nameOf(i), signers[i]!, 1000 + i)));
  return { text, signatures: [...note.signatures, ...cosigned] };
}

test('a policy with two levels of groups is read', () => {
  const policy = parsePolicy(TWO_LEVELS);
  expect(policy.logs.map(({ name, url }) => [name, url])).toEqual([[ORIGIN, 'https://body.example/']]);
  expect(policy.witnesses.map(({ name, key, url }) => [name, key.name, url])).toEqual([
    ['X1', 'w1.example', undefined],
    ['X2', 'w2.example', 'https://w2.example/'],
    ['X3', 'w3.example', undefined],
    ['Y1', 'w4.example', undefined],
    ['Y2', 'w5.example', undefined],
  ]);
  expect(policy.groups.map(({ threshold }) => threshold)).toEqual([2, 1, 2]);
  expect(policy.quorum).toBe('X-and-Y');
});

test.each([
  [[1, 2, 4], true],
  [[1, 3, 5], true],
  [[1, 2, 3, 4, 5], true],
  [[1, 2, 3], false],
  [[1, 4, 5], false],
  [[], false],
] as [number[], boolean][])('witnesses %j meet it: %s', async (witnesses, met) => {
  const answer = await checkPolicy(parsePolicy(TWO_LEVELS), await noteBy(...witnesses), ed25519);
  expect(answer.met).toBe(met);
  expect(answer.cosigned.map(({ witness, seconds }) => [witness.key.name, seconds])).toEqual(
    witnesses.map((i) => [nameOf(i), 1000 + i]),
  );
  expect(answer.log?.name).toBe(ORIGIN);
});

test('a log that is not listed is not believed, however many cosigned', async () => {
  const other = lines(
    `log ${verifierKey(ORIGIN, signers[6]!.publicKey)}`,
    `witness a ${witness(1)}`,
    'quorum a',
  );
  const answer = await checkPolicy(parsePolicy(other), await noteBy(1), ed25519);
  expect(answer).toMatchObject({ met: false });
  expect(answer.log).toBeUndefined();
});

test('a broken cosignature counts for nothing', async () => {
  const note = await noteBy(1, 2, 4);
  const broken = note.signatures.map((line, at) =>
    at === 1 ? { ...line, signature: line.signature.map((b, i) => (i === 40 ? b ^ 1 : b)) } : line,
  );
  expect((await checkPolicy(parsePolicy(TWO_LEVELS), { text, signatures: broken }, ed25519)).met).toBe(false);
});

test('no witness has to sign where the quorum is none', async () => {
  const policy = parsePolicy(lines(`log ${log}`, 'quorum none'));
  expect((await checkPolicy(policy, await noteBy(), ed25519)).met).toBe(true);
  expect(quorumSize(policy)).toEqual({ least: 0, of: 0, excludesSplitViews: false });
});

const W = [1, 2, 3, 4].map((i) => `witness ${'abcd'[i - 1]} ${witness(i)}`);
test.each([
  ['an unknown line', ['leg x', 'quorum none']],
  ['no quorum', [`log ${log}`]],
  ['two quorums', ['quorum none', 'quorum none']],
  ['a quorum defined below', ['quorum a', W[0]!]],
  ['a quorum of two names', [W[0]!, 'quorum a a']],
  ['a group member defined below', ['group g any a', W[0]!, 'quorum g']],
  ['a member in two groups', [W[0]!, 'group g any a', 'group h any a', 'quorum g']],
  ['a member twice in a group', [W[0]!, 'group g any a a', 'quorum g']],
  ['a group of nobody', ['group g any', 'quorum g']],
  ['a threshold of zero', [W[0]!, 'group g 0 a', 'quorum g']],
  ['a threshold above the members', [W[0]!, 'group g 2 a', 'quorum g']],
  ['a threshold with a leading zero', [W[0]!, 'group g 01 a', 'quorum g']],
  ['a threshold in another spelling', [W[0]!, 'group g 1e0 a', 'quorum g']],
  ['none as a member', [W[0]!, 'group g any none', 'quorum g']],
  ['a witness called none', [`witness none ${witness(1)}`, 'quorum none']],
  ['a name defined twice', [W[0]!, 'group a any a', 'quorum a']],
  [
    'a witness key twice',
    [W[0]!, `witness z ${verifierKey('z', signers[1]!.publicKey, NOTE_COSIGNATURE)}`, 'quorum z'],
  ],
  ['a log key twice', [`log ${log}`, `log ${verifierKey('other', signers[0]!.publicKey)}`, 'quorum none']],
  ['a log key in place of a witness key', [`witness a ${log}`, 'quorum a']],
  ['a witness key in place of a log key', [`log ${witness(1)}`, 'quorum none']],
  ['a key with one letter changed', [W[0]!.replace('+', '+0'), 'quorum a']],
  ['a witness without key', ['witness a', 'quorum a']],
  ['a carriage return', ['quorum none\r']],
  ['a vertical tab', ['quorum\u000bnone']],
])('refused with the line: %s', (_, all) => {
  expect(() => parsePolicy(lines(...all))).toThrow(expect.objectContaining({ code: 'log.bad-policy' }));
});

test('names are opaque: a Kelvin sign is no K, and bytes that are no UTF-8 may stand in a comment', () => {
  const kelvin = `witness \u212a ${witness(1)}`;
  expect(() => parsePolicy(lines(kelvin, 'quorum K'))).toThrow(LogError);
  expect(parsePolicy(lines(kelvin, 'quorum \u212a')).quorum).toBe('\u212a');
  expect(
    parsePolicy(concat(utf8('# '), Uint8Array.of(0xff), utf8('\nquorum none\n'))).quorum,
  ).toBeUndefined();
});

/** A policy over witnesses 0 to n-1, grouped at random; every name is a member at most once. */
const policies = fc
  .tuple(
    fc.integer({ min: 1, max: 9 }),
    fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 5 }),
  )
  .map(([n, cuts]): Policy => {
    const free = Array.from({ length: n }, (_, i) => `w${i}`);
    const groups = cuts.map(([take, threshold], at) => {
      const members = free.splice(0, (take % free.length) + 1);
      free.push(`g${at}`);
      return { name: `g${at}`, members, threshold: (threshold % members.length) + 1 };
    });
    const witnesses = Array.from({ length: n }, (_, i) => ({
      name: `w${i}`,
      key: { name: `w${i}`, publicKey: EMPTY_ROOT },
    }));
    return { logs: [], witnesses, groups, quorum: groups.at(-1)!.name };
  });

test('the least that meets a quorum is the least of all sets that meet it', () => {
  fc.assert(
    fc.property(policies, (policy) => {
      const names = policy.witnesses.map(({ name }) => name);
      const meeting: number[] = [];
      for (let set = 0; set < 2 ** names.length; set++) {
        const chosen = names.filter((_, i) => set & (1 << i));
        if (isQuorumMet(policy, new Set(chosen))) meeting.push(chosen.length);
      }
      expect(quorumSize(policy).least).toBe(Math.min(...meeting));
    }),
  );
});

test('the time of a quorum is the latest as of which those who signed by then meet it', () => {
  const times = fc.array(fc.option(fc.nat(20)), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(policies, times, (policy, given) => {
      const signed = policy.witnesses.flatMap(({ name }, i) => {
        const time = given[i % given.length] ?? null;
        return time === null ? [] : [[name, time] as const];
      });
      const since = (time: number) => new Set(signed.filter(([, t]) => t >= time).map(([name]) => name));
      const meeting = Array.from({ length: 21 }, (_, t) => t).filter((t) => isQuorumMet(policy, since(t)));
      expect(quorumTime(policy, new Map(signed))).toBe(meeting.at(-1));
    }),
  );
  expect(quorumTime(parsePolicy(utf8('quorum none')), new Map([['a', 1]]))).toBeUndefined();
});

test('whatever the bytes are, a policy comes out or LogError is thrown', () => {
  const words = fc.constantFrom(
    'log',
    'witness',
    'group',
    'quorum',
    'none',
    'any',
    'a',
    'b',
    '2',
    log,
    witness(1),
    '\n',
    '#',
  );
  const soup = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.array(words, { maxLength: 30 }).map((w) => utf8(w.join(' '))),
  );
  fc.assert(
    fc.property(soup, (bytes) => {
      try {
        expect(parsePolicy(bytes)).toHaveProperty('witnesses');
      } catch (error) {
        expect(error).toBeInstanceOf(LogError);
      }
    }),
    { numRuns: 500 },
  );
});

test.each([
  [2, 3, false],
  [3, 4, true],
  [5, 7, true],
  [4, 6, false],
  [1, 1, true],
])('%i of %i witnesses exclude split views: %s', (k, n, excludes) => {
  const members = Array.from({ length: n }, (_, i) => `m${i}`);
  const policy: Policy = {
    logs: [],
    witnesses: [],
    groups: [{ name: 'g', threshold: k, members }],
    quorum: 'g',
  };
  expect(quorumSize(policy)).toEqual({ least: k, of: n, excludesSplitViews: excludes });
});
