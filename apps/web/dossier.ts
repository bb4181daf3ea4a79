import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { deflateRawSync } from 'node:zlib';
import type { DossierCode } from './dossier/build.ts';
import { stampOf } from './stamp.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
/** Everything that the code of the page is built from. */
const SOURCES = [
  'src/dossier',
  'src/lib/words/languages.ts',
  'dossier',
  'package.json',
  '../../package-lock.json',
  ...['log', 'acts', 'procedure', 'verify', 'dossier'].map((name) => `../../packages/${name}/src`),
];

/** A zip within a page that verifies itself. */
export type DossierPage = (zip: Uint8Array) => Promise<Uint8Array>;

/** The page of dossiers. Its code is built when the first is asked for, and again when its sources changed. */
export function dossierPage(): DossierPage {
  let shell: Promise<Shell> | undefined;
  return async (zip) => {
    shell ??= loadShell().catch((error) => {
      shell = undefined;
      throw error;
    });
    return pageOf(await shell, zip);
  };
}

interface Shell extends DossierCode {
  /** JSON: the messages of the page, by language. */
  readonly words: string;
}

async function loadShell(): Promise<Shell> {
  const built = join(HERE, 'build', `dossier-${(await stampOf(HERE, SOURCES)).slice(0, 16)}.json`);
  const read = async () => JSON.parse(await readFile(built, 'utf8')) as DossierCode;
  const code = await read().catch(async () => {
    await mkdir(join(HERE, 'build'), { recursive: true });
    await promisify(execFile)(process.execPath, [join(HERE, 'dossier', 'build.ts'), built]);
    return read();
  });
  return { ...code, words: await wordsOf() };
}

/** Only what the page says: the messages whose key begins with `dossier.`. */
async function wordsOf(): Promise<string> {
  const folder = join(HERE, '../../locales');
  const words: Record<string, object> = {};
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()) {
    const all = JSON.parse(await readFile(join(folder, file), 'utf8')) as Record<string, string>;
    const own = Object.entries(all).filter(([key]) => key.startsWith('dossier.'));
    words[file.slice(0, -'.json'.length)] = Object.fromEntries(own);
  }
  return JSON.stringify(words).replaceAll('<', '\\u003c');
}

const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/**
 * Unpacks the code of the page and has it run: the browser holds what comes out against the hash that the policy of the
 * page names, so that nothing else runs in its place.
 */
const UNPACK = `(async () => {
const packed = Uint8Array.from(atob(document.getElementById('packed').textContent), (c) => c.charCodeAt(0));
const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
const text = await new Response(stream).text();
if (document.readyState === 'loading') await new Promise((done) => addEventListener('DOMContentLoaded', done));
document.head.append(Object.assign(document.createElement('script'), { id: 'code', type: 'module', textContent: text }));
})()`;

/** The page: one script and one style that it names by their hashes, words, and last of all the zip. */
function pageOf({ script, style, words }: Shell, zip: Uint8Array): Uint8Array {
  const policy = `default-src 'none'; script-src ${digest(UNPACK)} ${digest(script)}; style-src ${digest(style)}; base-uri 'none'; form-action 'none'`;
  const packed = deflateRawSync(script, { level: 9 }).toString('base64');
  return Buffer.from(`<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">
<title>Dossier</title><style>${style}</style>
<script id="packed" type="application/octet-stream;base64">${packed}</script>
<script id="unpack">${UNPACK}</script></head>
<body><main id="main"><p>This page verifies itself with a script of its own, which does not run here. Verify it with: comity dossier verify FILE --trust trust.json</p></main>
<script id="words" type="application/json">${words}</script>
<script id="contents" type="application/zip;base64">${Buffer.from(zip).toString('base64')}</script>
</body></html>
`);
}
