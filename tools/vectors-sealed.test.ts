import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { furtherKeysHash } from '@comity/acts';
import { fromBase64url, sha256Hex, utf8 } from '@comity/log';
import { bucketOf, type ClearHeader, fileBucketOf, open } from '@comity/seal';
import { describe, expect, test } from 'vitest';

interface Holder {
  readonly participant: string;
  readonly contact: string;
  readonly fingerprint: string;
  readonly publicKey: string;
  readonly privateKey: string;
  readonly identity: string;
  readonly recipient: string;
}
interface SealedCase {
  readonly what: string;
  readonly me: string;
  readonly expect: string;
  readonly header: ClearHeader;
  readonly layers: readonly string[];
  readonly further?: string;
  readonly messageId: string;
  readonly ciphertext: string;
  readonly attachments: readonly string[];
}

const { read, keys, buckets, further, cases } = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '..', 'vectors', 'sealed.json'), 'utf8'),
) as {
  read: string;
  keys: Record<string, Holder>;
  buckets: { bytes: number; payload: number; file: number }[];
  further: { hybrid: string[]; recovery: { participant: string; key: string }[]; hash: string }[];
  cases: SealedCase[];
};

function findSigner(fingerprint: string) {
  const found = Object.values(keys).find((one) => one.fingerprint === fingerprint);
  return found && { ...found, publicKey: fromBase64url(found.publicKey) };
}

describe('The sealed vectors', () => {
  test.each(cases)('$what, read by $me: $expect', async (one) => {
    const { participant, privateKey, identity } = keys[one.me]!;
    const opened = await open({
      ciphertext: fromBase64url(one.ciphertext),
      attachments: one.attachments.map((text) => ({ ciphertext: fromBase64url(text) })),
      header: one.header,
      me: { participant, keys: [{ privateKey: fromBase64url(privateKey) }], hybrid: [identity] },
      findSigner,
      now: read,
    });
    expect(opened.kind === 'refused' ? opened.code : opened.kind).toBe(one.expect);
    if (opened.kind !== 'bound') return;
    expect(opened.messageId).toBe(one.messageId);
    expect(opened.payload.postQuantum).toBe(one.layers.length === 2);
  });

  test('name further keys as the payload and the directory have them', () => {
    for (const { hash, ...named } of further) expect(furtherKeysHash(named)).toBe(hash);
    const twice = cases.find((one) => one.layers.length === 2)!;
    const hybrid = [keys.alpha!, keys.beta!].map((one) => sha256Hex(utf8(one.recipient))).sort();
    expect(furtherKeysHash({ hybrid, recovery: [] })).toBe(twice.further);
  });

  test('have the buckets of the specification', () => {
    for (const { bytes, payload, file } of buckets) {
      expect(bucketOf(bytes)).toBe(payload);
      expect(fileBucketOf(bytes)).toBe(file);
    }
  });
});
