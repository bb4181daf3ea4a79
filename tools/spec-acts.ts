/**
 * Writes the tables of docs/spec/03-acts.md between its two marks, from the catalogue. `--check` writes nothing
 * and fails where the text is not what the catalogue says.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { actTables } from './spec/act-tables.ts';

const BEGIN = '<!-- from the catalogue: node tools/spec-acts.ts -->';
const END = '<!-- end -->';

const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
const path = resolve(import.meta.dirname, '..', 'docs', 'spec', '03-acts.md');
const text = readFileSync(path, 'utf8');
const [from, to] = [text.indexOf(BEGIN), text.indexOf(END)];
if (from < 0 || to < from) throw new Error('docs/spec/03-acts.md has lost its marks.');
const written = `${text.slice(0, from)}${BEGIN}\n\n${actTables()}\n${text.slice(to)}`;

if (written === text) console.log('docs/spec/03-acts.md says what the catalogue says.');
else if (values.check) {
  console.error('docs/spec/03-acts.md is not what the catalogue says: node tools/spec-acts.ts');
  process.exitCode = 1;
} else writeFileSync(path, written);
