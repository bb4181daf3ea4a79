import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ed25519Signer, toBase64url, verifierKey } from '@comity/log';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson, type Bed, makeServedBody } from './testing/bed.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const SEED = new Uint8Array(32).fill(7);

let bed: Bed;
let archive: string;
let unpacked: string;
const exec = promisify(execFile);

/** Builds the archive of this platform into a folder, and answers with its name. */
async function build(out: string, ...more: string[]): Promise<string> {
  const args = [join(ROOT, 'tools/standalone.ts'), '--out', out, ...more];
  const { stdout } = await exec(process.execPath, args);
  return / {2}(\S+\.tar\.gz)/.exec(stdout)![1]!;
}

/** Runs the unpacked client where there is neither npm nor Node, nor anything of this environment. */
const alone = (...args: string[]) =>
  exec(join(unpacked, 'comity'), args, {
    env: { HOME: bed.path('home'), PATH: '/usr/bin:/bin' },
    cwd: bed.folder,
  }).then(
    ({ stdout }) => ({ code: 0, out: stdout, err: '' }),
    (error: { code: number; stdout: string; stderr: string }) => ({
      ...{ code: error.code, out: error.stdout, err: error.stderr },
    }),
  );

beforeAll(async () => {
  bed = await makeServedBody();
  await bed.write('seed', toBase64url(SEED));
  archive = await build(bed.path('one'), '--key', bed.path('seed'));
  await mkdir(bed.path('home'));
  await exec('tar', ['-xzf', join(bed.path('one'), archive), '-C', bed.folder]);
  unpacked = bed.path(archive.replace(/-[a-z0-9]+-[a-z0-9]+\.tar\.gz$/, ''));
}, 180_000);
afterAll(() => bed.end());

test('the same sources give the same bytes, whoever builds them', async () => {
  expect(await build(bed.path('two'))).toBe(archive);
  const [one, two] = await Promise.all(['one', 'two'].map((name) => readFile(join(bed.path(name), archive))));
  expect(one!.equals(two!)).toBe(true);
}, 120_000);

test('it verifies a record and makes keys with nothing beside it, and runs no body', async () => {
  const bundle = join(ROOT, 'vectors/bundle-public.tar');
  const verified = await alone('verify', bundle, '--json');
  expect(verified).toMatchObject({ code: 0 });
  expect(JSON.parse(verified.out)).toMatchObject({ verdict: 'verified', size: 50 });
  const { body, key } = await bed.value<{ body: string; key: string }>('info');
  await bed.write('trust.json', JSON.stringify({ body, key, url: 'https://body.example' }));
  const made = await alone('key', 'make', '--participant', 'alderia', '--trust', 'trust.json', '--json');
  expect(made).toMatchObject({ code: 0 });
  for (const command of ['serve', 'demo']) {
    const refused = await alone(command, '--json');
    expect(refused.code).toBe(2);
    expect(JSON.parse(refused.out)).toMatchObject({ error: { code: 'comity.client-only' } });
  }
}, 60_000);

test('its digest stands on the record, signed by its maker, and any other archive is refused', async () => {
  const clerk = await addPerson(bed, 'secretariat', 'clerk', 'key make');
  await bed.value(`state authorities ${clerk} documents --as secretariat-root`);
  const sums = join(bed.path('one'), 'SHA256SUMS');
  const file = join(bed.path('one'), archive);
  const check = (more: string[], path = file) =>
    bed.run(['client', 'check', path, '--sums', sums, ...more, '--json']);
  const trust = ['--trust', 'data/trust.json'];
  expect((await check(trust)).json()).toMatchObject({ error: { code: 'comity.not-on-record' } });
  const registered = await bed.value<{ act: string; index: number }>([
    'documents',
    'register',
    '--symbol',
    'comity-client/0.1.0',
    '--title',
    'en=Comity client',
    '--file',
    `en=${sums}`,
    '--as',
    'clerk',
  ]);
  await expect
    .poll(async () => (await check(trust)).json(), { timeout: 20_000 })
    .toMatchObject({
      ...{ act: registered.act, index: registered.index },
    });
  const { publicKey } = await ed25519Signer(SEED);
  const signer = verifierKey('comity-client', publicKey);
  expect((await check(['--key', signer])).json()).toMatchObject({ signer: 'comity-client' });
  const stranger = verifierKey('comity-client', (await ed25519Signer(new Uint8Array(32).fill(8))).publicKey);
  expect((await check(['--key', stranger])).json()).toMatchObject({ error: { code: 'comity.not-signed' } });
  await mkdir(bed.path('spoilt'));
  const bytes = await readFile(file);
  bytes[1000] = bytes[1000]! ^ 1;
  const spoilt = await bed.write(`spoilt/${archive}`, bytes);
  expect((await check(trust, spoilt)).json()).toMatchObject({ error: { code: 'comity.other-archive' } });
}, 60_000);
