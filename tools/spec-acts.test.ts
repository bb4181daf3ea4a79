import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ACT_TYPES, CATALOGUE } from '@comity/acts';
import { RULE_IDS } from '@comity/procedure';
import { expect, test } from 'vitest';
import { actTables } from './spec/act-tables.ts';

const chapter = (name: string) =>
  readFileSync(resolve(import.meta.dirname, '..', 'docs', 'spec', name), 'utf8');

test('the chapter on acts says what the catalogue says', () => {
  expect(chapter('03-acts.md')).toContain(`-->\n\n${actTables()}\n<!-- end -->`);
});

test('the tables name every act and every member of its data', () => {
  const tables = actTables();
  for (const type of ACT_TYPES) {
    expect(tables).toContain(`### \`${type}\``);
    expect(tables).toContain(CATALOGUE[type].leafReveals);
  }
  expect(tables).toContain('| `expires` (optional) | time |');
  expect(tables).not.toContain('undefined');
});

test('the chapters on the state, on decisions and on negotiations name every rule', () => {
  const state = chapter('05-state.md') + chapter('11-negotiations.md');
  const decisions = chapter('10-decisions.md');
  // There the room is said once.
  const names = (id: string) =>
    state.includes(`\`${id}\``) || decisions.includes(`\`${id.replace(/^decisions\./, '')}\``);
  expect(RULE_IDS.filter((id) => !names(id) && !decisions.includes(`\`${id}\``))).toEqual([]);
});
