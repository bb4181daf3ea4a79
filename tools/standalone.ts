/**
 * Builds the standalone client: one archive per platform that needs neither npm nor network, and the list of their
 * digests. `npm run standalone -- [--platform NAME|all] [--out FOLDER] [--key SEED-FILE] [--name SIGNER]`
 *
 * Whoever builds the same commit with the same lock file gets the same bytes, and so the same list: that is how it is
 * checked that an archive holds what the sources say. With --key the list is a signed note.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ed25519Signer, formatNote, fromBase64url, sha256Hex, signNote, verifierKey } from '@comity/log';
import { archive, type Member } from './standalone/archive.ts';
import { bundleClient } from './standalone/bundle.ts';
import { PLATFORMS, type Platform, runtimeFor, thisPlatform } from './standalone/runtime.ts';

const ROOT = join(import.meta.dirname, '..');

const UNIX = `#!/bin/sh
# The folder of this file, also behind links to it.
here=$0
while [ -L "$here" ]; do
  link=$(readlink "$here")
  case $link in /*) here=$link ;; *) here=$(dirname "$here")/$link ;; esac
done
here=$(cd "$(dirname "$here")" && pwd)
exec "$here/bin/node" "$here/lib/comity.js" "$@"
`;
const WINDOWS = '@echo off\r\n"%~dp0bin\\node.exe" "%~dp0lib\\comity.js" %*\r\n';

const README = (version: string, node: string) => `Comity ${version}, the standalone client, with Node ${node}

    ./comity --help

It needs neither npm nor network, and keeps nothing outside of the folder of your keys. Before you trust it:
compare the SHA-256 of the archive with the list of digests that the body has on its record,

    comity documents list --q comity-client
    comity documents get doc_... --out SHA256SUMS
    sha256sum -c SHA256SUMS --ignore-missing

or build it yourself from the sources: the same commit gives the same archive.
`;

/** What the archive of a platform holds. */
async function membersFor(platform: Platform, client: readonly Member[], version: string): Promise<Member[]> {
  const { node, license, version: nodeVersion } = await runtimeFor(ROOT, platform);
  const isWindows = platform === 'win32-x64';
  const text = (path: string, content: string, executable = false) => ({
    ...{ path, bytes: Buffer.from(content), executable },
  });
  return [
    ...client,
    { path: isWindows ? 'bin/node.exe' : 'bin/node', bytes: node, executable: true },
    { path: 'LICENSE-NODE', bytes: license },
    { path: 'LICENSE', bytes: await readFile(join(ROOT, 'LICENSE')) },
    text('package.json', '{"type":"module"}\n'),
    text('README', README(version, nodeVersion)),
    isWindows ? text('comity.cmd', WINDOWS) : text('comity', UNIX, true),
  ];
}

/** Digests as `sha256sum -c` reads them, sorted by name; signed, it is a note whose text is that list. */
async function listOf(
  digests: ReadonlyMap<string, string>,
  key?: { seed: string; name: string },
): Promise<string> {
  const lines = [...digests].sort().map(([name, sha256]) => `${sha256}  ${name}\n`);
  if (!key) return lines.join('');
  const signer = await ed25519Signer(fromBase64url(key.seed.trim()));
  process.stderr.write(`Signed as ${verifierKey(key.name, signer.publicKey)}\n`);
  return formatNote(await signNote(lines.join(''), key.name, signer));
}

const { values } = parseArgs({
  options: {
    platform: { type: 'string', multiple: true },
    out: { type: 'string', default: 'dist-standalone' },
    key: { type: 'string' },
    name: { type: 'string', default: 'comity-client' },
  },
});
const wanted = values.platform ?? [thisPlatform()];
const platforms = wanted.includes('all') ? Object.keys(PLATFORMS) : wanted;
const unknown = platforms.find((name) => !(name in PLATFORMS));
if (unknown !== undefined) {
  process.stderr.write(`There is no platform ${unknown}: ${Object.keys(PLATFORMS).join(', ')}, all.\n`);
  process.exit(2);
}
const { version } = JSON.parse(await readFile(join(ROOT, 'apps/comity/package.json'), 'utf8'));
await mkdir(values.out, { recursive: true });
const client = await bundleClient(ROOT);
const digests = new Map<string, string>();
for (const platform of platforms as Platform[]) {
  const name = `comity-${version}-${platform}.tar.gz`;
  process.stderr.write(`${name} …\n`);
  const bytes = await archive(`comity-${version}`, await membersFor(platform, client, version));
  await writeFile(join(values.out, name), bytes);
  digests.set(name, sha256Hex(bytes));
}
const seed = values.key === undefined ? undefined : await readFile(values.key, 'utf8');
const list = await listOf(digests, seed === undefined ? undefined : { seed, name: values.name });
await writeFile(join(values.out, 'SHA256SUMS'), list);
process.stdout.write(list);
