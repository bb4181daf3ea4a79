import { canonicalBytes, fromUtf8, utf8 } from '@comity/log';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fieldCommitment } from './entry.ts';
import {
  countOpening,
  epochManifests,
  epochOpenings,
  parseEpochManifests,
  parseEpochOpenings,
} from './epoch.ts';
import type { DirectoryList } from './state.ts';
import { testSalt } from './testing/index.ts';

const slug = fc.stringMatching(/^[a-z0-9-]{2,32}$/);
const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const lists = fc.dictionary(slug, fc.record({ seq: fc.nat(), manifest: hash }), { noNullPrototype: false });

const directoryOf = (of: Record<string, { seq: number; manifest: string }>) =>
  new Map(
    Object.entries(of).map(([name, list]): [string, DirectoryList] => [
      name,
      { ...list, contacts: new Map() },
    ]),
  );

test('reads back the newest list of every participant, sorted', () => {
  fc.assert(
    fc.property(lists, (of) => {
      const read = parseEpochManifests(epochManifests({ directory: directoryOf(of) }));
      expect(Object.fromEntries(read.map(({ participant, ...list }) => [participant, list]))).toEqual(of);
      expect(read.map((m) => m.participant)).toEqual(Object.keys(of).sort());
    }),
  );
});

test('reads back a commitment for each participant, and the opening opens it', () => {
  fc.assert(
    fc.property(fc.dictionary(slug, fc.nat(), { noNullPrototype: false }), (of) => {
      const counts = Object.entries(of).map(([participant, count]) => ({
        ...{ participant, count },
        salt: testSalt(`count ${participant}`),
      }));
      const read = parseEpochOpenings(epochOpenings(counts));
      expect(read).toHaveLength(counts.length);
      for (const counted of counts) {
        const { commitment } = read.find((o) => o.participant === counted.participant)!;
        expect(commitment).toBe(fieldCommitment(countOpening(counted)));
      }
    }),
  );
});

test('refuses a list that is out of order, names somebody twice, or is not canonical', () => {
  const entry = (participant: string) => ({ participant, seq: 1, manifest: 'a'.repeat(64) });
  const of = (...names: string[]) => canonicalBytes({ v: 1, manifests: names.map(entry) });
  expect(() => parseEpochManifests(of('beta', 'alpha'))).toThrow(/sorted/);
  expect(() => parseEpochManifests(of('alpha', 'alpha'))).toThrow(/sorted/);
  expect(() => parseEpochManifests(utf8(` ${fromUtf8(of('alpha'))}`))).toThrow();
  expect(() => parseEpochOpenings(of('alpha'))).toThrow(/malformed/);
});
