import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { type Plugin, rolldown } from 'rolldown';

/** A file of the client: its path below the archive's folder, and its bytes. */
export interface ClientFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What only a machine that runs a body needs. It is a hundred megabytes, and a client has no use for it. */
const SERVER = ['@comity/server', '@comity/web', '../demo/index.ts'];
const ABSENT = '\0absent';

const absent = (root: string): Plugin => ({
  name: 'absent',
  resolveId: (source) => (SERVER.includes(source) ? ABSENT : undefined),
  load: (id) =>
    id === ABSENT
      ? `import { CommandError } from ${JSON.stringify(join(root, 'apps/comity/src/errors.ts'))};
         throw new CommandError('comity.client-only', 'This is the standalone client: it runs no body.',
           'A body is run by Comity as npm installs it: see its README.');`
      : undefined,
});

/**
 * The command as a few files of JavaScript that need nothing but Node, and the licences of what went into them.
 * The same sources and the same packages give the same bytes, wherever they lie.
 */
export async function bundleClient(root: string): Promise<ClientFile[]> {
  const bundle = await rolldown({
    cwd: root,
    input: { comity: join(root, 'apps/comity/src/client.ts') },
    platform: 'node',
    plugins: [absent(root)],
    shimMissingExports: true,
    logLevel: 'silent',
  });
  try {
    const { output } = await bundle.generate({ format: 'esm', minify: true, hashCharacters: 'hex' });
    const files = output.map((file) => ({
      path: `lib/${file.fileName}`,
      bytes: Buffer.from(file.type === 'chunk' ? file.code : file.source),
    }));
    const modules = output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : []));
    return [...files, { path: 'LICENSES', bytes: await licencesOf(root, modules) }];
  } finally {
    await bundle.close();
  }
}

/** The licences of the packages that these modules belong to, by name. */
async function licencesOf(root: string, modules: readonly string[]): Promise<Uint8Array> {
  const folders = new Set(
    modules.map((module) => packageOf(module)).filter((folder) => folder !== undefined),
  );
  const texts: string[] = [];
  for (const folder of [...folders].sort()) {
    const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
    const title = `${name} ${version} (${license ?? 'see below'}), ${relative(root, folder).split(sep).join('/')}`;
    texts.push(`${title}\n${'='.repeat(title.length)}\n\n${await licenceIn(folder)}\n`);
  }
  return Buffer.from(texts.join('\n'));
}

/** The folder of an outside package; the workspace's own are links, and lie elsewhere. */
function packageOf(module: string): string | undefined {
  const found = /^(.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/.exec(module)?.[1];
  return found !== undefined && dirname(found).includes('node_modules') ? found : undefined;
}

async function licenceIn(folder: string): Promise<string> {
  const file = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name));
  return file === undefined ? '(no file of its own)\n' : readFile(join(folder, file), 'utf8');
}
