import { readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build, minifySync, type Plugin } from 'vite';
import { withoutWords } from './slimming.ts';

/**
 * Builds the one script and the one style of the page of a dossier: `node build.ts FILE` writes both as JSON. A process
 * of its own, as the building of pages is: what builds would otherwise stay in the memory of a server.
 */
const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** What the page does without, by the module that it stands in the place of. */
const STANDINS: Readonly<Record<string, string>> = {
  // No dossier is made of the exchange: an act of it fails.
  'procedure/src/exchange.ts':
    "export const exchangeObstacle = () => { throw new Error('No dossier is made of the exchange.'); };",
  // Quick ways to a yes, for records of a hundred thousand entries: a no asks the slow way, which is here.
  'acts/src/accepts.ts':
    "export const accepts = () => false; export const holdsProto = (v) => typeof v === 'object' && v !== null && Object.keys(v).some((k) => k === '__proto__' || holdsProto(v[k]));",
  'log/src/plain.ts': 'export const isPlainlyCanonical = () => false;',
};
const standins: Plugin = {
  name: 'standins',
  enforce: 'pre',
  load: (id) => Object.entries(STANDINS).find(([end]) => id.endsWith(`/packages/${end}`))?.[1],
};

const slim: Plugin = {
  name: 'without-words',
  enforce: 'pre',
  transform: (code, id) => (/\/packages\/\w+\/src\//.test(id) ? withoutWords(code, id) : undefined),
};

export interface DossierCode {
  readonly script: string;
  readonly style: string;
}

/** A module with everything it imports, as small as it gets. */
export async function bundleForPage(input: string): Promise<string> {
  const output = await build({
    configFile: false,
    root: path('.'),
    logLevel: 'error',
    resolve: { alias: { 'zod/mini': path('../src/dossier/schemas.ts') } },
    plugins: [standins, slim],
    build: {
      write: false,
      target: 'es2024',
      minify: 'oxc',
      modulePreload: false,
      rolldownOptions: {
        input,
        preserveEntrySignatures: 'strict',
        output: { format: 'es', codeSplitting: false },
        optimization: { inlineConst: true },
        // Nothing here does anything by being loaded, the page itself excepted.
        treeshake: { moduleSideEffects: false },
      },
    },
  });
  const [chunk] = (Array.isArray(output) ? output : [output]).flatMap((o) => ('output' in o ? o.output : []));
  if (chunk?.type !== 'chunk') throw new Error('Nothing was built.');
  return chunk.code;
}

export async function buildDossierCode(): Promise<DossierCode> {
  const code = await bundleForPage(path('../src/dossier/page.ts'));
  // A script ends where these letters stand, wherever they do.
  const script = minifySync('page.js', code.trim(), {
    module: true,
    mangle: { toplevel: true },
  }).code.replaceAll('</script', '<\\/script');
  const style = (await readFile(path('../src/dossier/page.css'), 'utf8'))
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};:,]) ?/g, '$1');
  return { script, style };
}

const [, self, out] = process.argv;
if (out !== undefined && self === fileURLToPath(import.meta.url)) {
  await writeFile(`${out}.part`, JSON.stringify(await buildDossierCode()));
  await rename(`${out}.part`, out);
}
