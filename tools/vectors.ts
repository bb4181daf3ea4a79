/**
 * Writes `vectors/`: what a second implementation tests against. `--check` writes nothing and fails where a file
 * differs from what the code makes. A file that is listed in `FROZEN.sha256` is only ever written again with
 * `--thaw`, which is for the time before others rely on it.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { equalBytes } from '@comity/log';
import { frozenList, vectorFiles } from './vectors/files.ts';
import { Fixed } from './vectors/fixed.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean' }, thaw: { type: 'boolean' } } });
const folder = resolve(import.meta.dirname, '..', 'vectors');
const at = (name: string) => join(folder, name);
const frozen = existsSync(at('FROZEN.sha256')) ? readFileSync(at('FROZEN.sha256'), 'utf8') : '';
const mayWrite = !values.check && (frozen === '' || values.thaw === true);

const files = await vectorFiles(new Fixed(at('fixed.json'), mayWrite), folder);
const list = frozenList(files);
const different = [...files]
  .filter(([name, bytes]) => !existsSync(at(name)) || !equalBytes(readFileSync(at(name)), bytes))
  .map(([name]) => name);
if (list !== frozen) different.push('FROZEN.sha256');

if (mayWrite) {
  for (const [name, bytes] of files) writeFileSync(at(name), bytes);
  writeFileSync(at('FROZEN.sha256'), list);
  console.log(`Wrote ${different.length} of ${files.size + 1} files.`);
} else if (different.length > 0) {
  console.error(`Not what the code makes: ${different.join(', ')}.`);
  process.exitCode = 1;
} else {
  console.log(`${files.size} files are what the code makes.`);
}
