import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { formatSubmitted, stampAct } from '@comity/acts';
import {
  decodeEntries,
  ed25519Signer,
  newTiles,
  sha256,
  sha256Hex,
  tilePath,
  toBase64url,
  utf8,
  verifierKey,
} from '@comity/log';
import type { Report } from '@comity/verify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awaitPublished, type Bed, makeServedBody, type Staying, seatState } from './testing/bed.ts';

let bed: Bed & { server: Staying };
let url: string;
beforeAll(async () => {
  bed = await makeServedBody();
  url = /is up at (\S+)\. Ctrl-C/.exec(bed.server.said())![1]!;
}, 120_000);
afterAll(() => bed.end());

const TRUST = '--trust data/trust.json';
const verify = async (line: string) => {
  const ended = await bed.run(`verify ${line} --json`);
  return { code: ended.code, report: ended.json<Report>() };
};
const codes = ({ faults }: Report) => faults.map(({ code }) => code);

/** Copies what the host serves by static paths, as a mirror keeps it. */
async function mirrorInto(folder: string): Promise<void> {
  const save = async (path: string, from = path) => {
    const answer = await fetch(`${url}/${from}`);
    if (!answer.ok) return undefined;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
    return bytes;
  };
  const note = new TextDecoder().decode(await save('checkpoint'));
  for (const { level, index, width } of newTiles(0, Number(note.split('\n')[1]))) {
    await save(tilePath(level, index, width));
    const entries = level === 0 ? await save(tilePath('entries', index, width)) : undefined;
    for (const entry of decodeEntries(entries ?? new Uint8Array(0)))
      for (const [, hash] of new TextDecoder().decode(entry).matchAll(/"([0-9a-f]{64})"/g))
        await save(`blobs/${hash}`, `api/blobs/${hash}`);
  }
}

describe('comity verify', () => {
  test('verifies a running log by its address, for everybody and for a State', async () => {
    const live = await verify(`${url} ${TRUST}`);
    expect(live).toMatchObject({
      code: 0,
      report: { verdict: 'verified', audience: 'public', trust: 'given' },
    });
    const own = await verify(`${url} ${TRUST} --as secretariat-root`);
    expect(own).toMatchObject({ code: 0, report: { verdict: 'verified', audience: 'secretariat' } });
    const nobody = await bed.run(`verify http://127.0.0.1:9 ${TRUST} --json`);
    expect(nobody.code).toBe(2);
    expect(nobody.json()).toMatchObject({ error: { code: 'verify.source-failed' } });
  });

  test('verifies the folder of a mirror, and finds what was changed in it', async () => {
    await mirrorInto(bed.path('mirror'));
    expect(await verify(`mirror ${TRUST}`)).toMatchObject({ code: 0, report: { verdict: 'verified' } });
    const tiles = (await bed.run(['verify', 'mirror', '--json'])).json<Report>();
    const tile = join(bed.path('mirror'), tilePath(0, 0, tiles.size!));
    const bytes = await readFile(tile);
    await writeFile(
      tile,
      Uint8Array.from(bytes, (byte, i) => (i === 5 ? byte ^ 1 : byte)),
    );
    const changed = await verify(`mirror ${TRUST}`);
    expect(changed.code).toBe(1);
    expect(codes(changed.report)).toEqual(['verify.tile-differs']);
  });

  test('keeps what it verified, says what came since, and notices a shorter log', async () => {
    await bed.value('export --public --out old.tar');
    await verify(`${url} ${TRUST} --state seen.json`);
    await seatState(bed, 'alderia');
    await awaitPublished(url);
    const { report } = await verify(`${url} ${TRUST} --state seen.json`);
    expect(report.since?.added).toBeGreaterThan(0);
    const older = await verify(`old.tar ${TRUST} --state seen.json`);
    expect(older.code).toBe(1);
    expect(codes(older.report)).toEqual(['verify.rolled-back']);
    await bed.write('broken.json', '{}');
    expect(await bed.run(`verify old.tar --state broken.json --json`)).toMatchObject({ code: 2 });
  });

  test('holds the checkpoint against a policy, of its own file or of the trust file', async () => {
    const { publicKey } = await ed25519Signer(sha256(utf8('a witness')));
    const policy = `witness w ${verifierKey('w.example', publicKey, 4)}\nquorum w\n`;
    await bed.write('mine.policy', policy);
    const unmet = await verify(`${url} ${TRUST} --policy mine.policy`);
    expect(unmet).toMatchObject({ code: 1, report: { witnessing: { met: false, least: 1, of: 1 } } });
    expect(codes(unmet.report)).toEqual(['verify.policy-unmet']);
    const trust = JSON.parse(await readFile(bed.path('data/trust.json'), 'utf8')) as object;
    for (const member of [policy, 'mine.policy']) {
      await bed.write('with.json', JSON.stringify({ ...trust, policy: member }));
      expect((await verify(`${url} --trust with.json`)).code).toBe(1);
    }
    await bed.write('with.json', JSON.stringify({ ...trust, policy: 'nonsense\n' }));
    const bad = await bed.run(`verify ${url} --trust with.json --json`);
    expect(bad.json()).toMatchObject({ error: { code: 'comity.bad-policy' } });
  });

  test('finds an act contested that a mirror was handed and the host did not log', async () => {
    const { body } = JSON.parse(await readFile(bed.path('data/trust.json'), 'utf8')) as { body: string };
    const signer = await ed25519Signer(sha256(utf8('a mirror')));
    const act = sha256Hex(utf8('an act'));
    const listed = async (at: string) => {
      const stamp = await stampAct({ body, act, mirror: 'mirror.example', at }, signer);
      const submitted = [{ act, at, stream: 'participant/alderia', stamp }];
      return formatSubmitted({
        v: 1,
        mirror: 'mirror.example',
        key: toBase64url(signer.publicKey),
        submitted,
      });
    };
    await bed.write('late.list', await listed(new Date(Date.now() - 90_000).toISOString()));
    const late = await verify(`${url} ${TRUST} --submitted late.list`);
    expect(late).toMatchObject({ code: 1, report: { verdict: 'contested' } });
    await bed.write('mirror/submitted', await listed(new Date().toISOString()));
    const waiting = await verify(`${url} ${TRUST} --submitted mirror/submitted`);
    expect(waiting).toMatchObject({ code: 0, report: { submitted: [{ state: 'waiting' }] } });
  });
});
