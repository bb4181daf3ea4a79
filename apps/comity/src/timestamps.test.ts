import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chronicle } from '@comity/acts/testing';
import { verifyDossier } from '@comity/dossier';
import { type Authority, assemble, makeAuthority, partsFor } from '@comity/dossier/testing';
import { parseToken, timestampRequest, tokenIn } from '@comity/dossier/timestamp';
import { sha256, utf8 } from '@comity/log';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCertificates, timestampsBy } from './timestamps.ts';

const imprint = sha256(utf8('a checkpoint'));
const nonce = sha256(utf8('nonce')).subarray(0, 16);
let folder: string;
const authority = makeAuthority();
const token = tokenIn(authority.reply(timestampRequest(imprint, nonce)), imprint, nonce);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'timestamps-'));
});
afterAll(async () => {
  authority.end();
  await rm(folder, { recursive: true });
});
async function rootsOf(pem: string) {
  const path = join(folder, 'roots.pem');
  writeFileSync(path, pem);
  return readCertificates(path);
}

describe('a timestamp', () => {
  test('of openssl is good under the root that the reader has', async () => {
    const answer = await timestampsBy(await rootsOf(authority.root))(token, imprint);
    expect(answer).toMatchObject({ good: true, authority: 'CN=Authority' });
  });

  test('over another checkpoint, or under another root, is not', async () => {
    const roots = await rootsOf(authority.root);
    expect(await timestampsBy(roots)(token, sha256(utf8('another')))).toMatchObject({
      why: expect.stringContaining('something else'),
    });
    const other = makeAuthority();
    const foreign = await timestampsBy(await rootsOf(other.root))(token, imprint);
    other.end();
    expect(foreign).toMatchObject({ good: false, why: expect.stringContaining('not certified by the root') });
  });

  test('by a certificate for more than timestamps is not, though all else holds', async () => {
    const { content } = parseToken(token);
    const check = async (by: Authority) => timestampsBy(await rootsOf(by.root))(by.sign(content), imprint);
    expect(await check(authority)).toMatchObject({ good: true });
    const other = makeAuthority({ usage: 'timeStamping,clientAuth' });
    const answer = await check(other);
    other.end();
    expect(answer).toMatchObject({ good: false, why: expect.stringContaining('timestamps alone') });
  });

  test('in which a byte of what is signed was changed never says another time', async () => {
    const check = timestampsBy(await rootsOf(authority.root));
    const good = await check(token, imprint);
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const answer = await check(token.with(at, token[at]! ^ change), imprint);
        if (answer.good) expect(answer).toEqual(good);
      }),
      { numRuns: 600 },
    );
  });
});

test('in a dossier is told with its time, and a wrong one makes the dossier wrong', async () => {
  const chronicle = await Chronicle.found();
  const parts = await partsFor(chronicle, { stream: 'body' });
  const stamp = (text: string) => {
    const over = sha256(utf8(text));
    return tokenIn(authority.reply(timestampRequest(over, nonce)), over, nonce);
  };
  const timestamps = timestampsBy(await rootsOf(authority.root));
  const reportOf = async (text: string) =>
    verifyDossier(await assemble(chronicle, { ...parts, timestamp: stamp(text) }), { timestamps });
  const good = await reportOf(parts.checkpoint);
  expect(good.verdict).toBe('verified');
  expect(good.proves.find(({ what }) => what === 'timestamp')!.values).toMatchObject({
    authority: 'CN=Authority',
  });
  expect(good.checks).toContainEqual({ check: 'timestamp', ok: true });
  expect((await reportOf('another checkpoint')).faults.map(({ code }) => code)).toEqual([
    'dossier.timestamp',
  ]);
});

test('a file without certificates is refused with the next step', async () => {
  await expect(rootsOf('nothing')).rejects.toMatchObject({ code: 'comity.bad-certificates' });
});
