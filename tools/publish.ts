/**
 * `node tools/publish.ts PACKAGE FOLDER` writes a package of this workspace as it is published: JavaScript and its types,
 * README and licence, and a package.json that names them. FOLDER must not be there yet. Only packages that depend on
 * nothing can stand alone.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

const ROOT = resolve(import.meta.dirname, '..');

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ['lib.es2024.d.ts', 'lib.dom.d.ts'],
  types: ['node'],
  typeRoots: [join(ROOT, 'node_modules/@types')],
  strict: true,
  skipLibCheck: true,
  declaration: true,
  rewriteRelativeImportExtensions: true,
  verbatimModuleSyntax: true,
};

/** Files of the package that are no tests. */
const sourcesOf = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isFile() && entry.name.endsWith('.ts') && !/\.test\.ts$|^testing\.ts$/.test(entry.name),
    )
    .map(({ name }) => join(folder, name));

function compile(sources: readonly string[], rootDir: string, outDir: string): void {
  const program = ts.createProgram(sources, { ...OPTIONS, rootDir, outDir });
  const { diagnostics } = program.emit();
  const all = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (all.length === 0) return;
  const says = all.slice(0, 5).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
  throw new Error(`The package does not compile alone:\n${says.join('\n')}`);
}

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Throws where the package depends on another, or the folder is there. */
export function publish(name: string, folder: string): void {
  const from = join(ROOT, 'packages', name);
  const manifest = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as Manifest;
  const needed = Object.keys(manifest.dependencies ?? {});
  if (needed.length > 0)
    throw new Error(`${manifest.name} does not stand alone: it needs ${needed.join(', ')}.`);
  mkdirSync(folder);
  compile(sourcesOf(join(from, 'src')), join(from, 'src'), join(folder, 'dist'));
  for (const file of ['README.md', 'LICENSE', 'NOTICE'])
    cpSync(join(file === 'README.md' ? from : ROOT, file), join(folder, file));
  const { dependencies: _, ...rest } = manifest;
  const published = {
    ...rest,
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
    files: ['dist'],
    sideEffects: false,
    engines: { node: '>=20' },
  };
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [name, folder] = process.argv.slice(2);
  if (name === undefined || folder === undefined) throw new Error('node tools/publish.ts PACKAGE FOLDER');
  publish(name, resolve(folder));
  console.log(`Written: ${folder}. To publish it: npm publish ${folder}`);
}
