import { COVERAGE, type Coverage, newId } from '@comity/acts';
import { dataOf } from '@comity/client';
import type { Command } from 'commander';
import { CommandError } from '../errors.ts';
import { table } from '../terminal.ts';
import { documentId, given, inLanguages, performPaper } from './paperacts.ts';
import { type Answer, collect, describe, does, publicConnection, type Setting } from './setting.ts';

export function initiativesCommands(documents: Command): void {
  const initiatives = describe(
    documents.command('initiatives'),
    'The register of initiatives that were officially presented.',
  );
  describe(
    initiatives.command('list').option('--paper <doc>', 'what this paper says of each'),
    'Every initiative, by the day of presentation, with where it is covered.',
    'documents initiatives list --paper A/BODY/2027/CRP.1',
  ).action(does(list));
  const named = (command: Command) =>
    command
      .requiredOption('--title <language=words>', 'its title, for each language', collect)
      .requiredOption('--document <doc>', 'its documents, by id', collect)
      .option('--group <language=words>', 'the group in whose name it is presented', collect);
  describe(
    named(initiatives.command('present')),
    'Present an initiative in the name of your State.',
    'documents initiatives present --title en="An exercise" --document doc_…',
  ).action(does(present));
  describe(
    named(initiatives.command('record'))
      .requiredOption('--presented <date>', 'YYYY-MM-DD')
      .option('--participant <id>', 'who presented it', collect),
    'Secretariat: enter an initiative that no State signed here.',
    'documents initiatives record --title en=… --document doc_… --presented 2025-07-01 --participant fra',
  ).action(does(record));
  describe(
    initiatives.command('withdraw').argument('<ini>').option('--reason <words>'),
    'Withdraw an initiative of your State; it stays listed.',
    'documents initiatives withdraw ini_…',
  ).action(does(withdraw));
  describe(
    initiatives
      .command('cover')
      .argument('<doc>', 'the paper, by id')
      .argument('<ini>')
      .requiredOption('--as-is <coverage>', COVERAGE.join(', '))
      .requiredOption('--reason <words>')
      .option('--where <words>', 'where in the paper'),
    'Declare whether a paper of yours covers an initiative, and why or why not.',
    'documents initiatives cover doc_… ini_… --as-is partly --where "paras. 3-4" --reason "…"',
  ).action(does(cover));
}

async function list(setting: Setting, { paper }: { paper?: string }): Promise<Answer> {
  const connection = await publicConnection(setting);
  if (paper !== undefined) return covered(setting, paper);
  const value = dataOf(await connection.api.GET('/api/initiatives'));
  const rows = value.initiatives.map((i) => [
    i.presented,
    i.initiative,
    i.presenters.join(' ') || Object.values(i.group ?? {})[0] || '',
    i.withdrawn ? 'withdrawn' : i.signed ? '' : 'not signed here',
    i.coverage.map((c) => `${c.symbol ?? c.document}: ${c.coverage}`).join('; '),
    i.titles.en ?? Object.values(i.titles)[0] ?? '',
  ]);
  const heads = ['PRESENTED', 'INITIATIVE', 'BY', '', 'COVERED', 'TITLE'];
  return { value, lines: rows.length > 0 ? table(heads, rows) : ['No initiative was presented.'] };
}

async function covered(setting: Setting, paper: string): Promise<Answer> {
  const connection = await publicConnection(setting);
  const params = { path: { document: await documentId(connection, paper) } };
  const value = dataOf(await connection.api.GET('/api/documents/{document}/coverage', { params }));
  const rows = value.initiatives.map((i) => [
    i.initiative,
    i.declared?.coverage ?? 'not declared',
    i.declared?.where ?? '',
    i.declared?.reason ?? '',
    i.titles.en ?? Object.values(i.titles)[0] ?? '',
  ]);
  return { value, lines: table(['INITIATIVE', 'COVERED', 'WHERE', 'REASON', 'TITLE'], rows) };
}

interface Named {
  readonly title: readonly string[];
  readonly document: readonly string[];
  readonly group?: readonly string[];
}
const listedAs = (initiative: string, { title, document, group }: Named) => ({
  initiative,
  titles: inLanguages(title, '--title'),
  documents: [...new Set(document)].sort(),
  ...(group ? { group: inLanguages(group, '--group') } : {}),
});

async function present(setting: Setting, options: Named): Promise<Answer> {
  const initiative = newId('ini');
  const data = listedAs(initiative, options);
  return performPaper(setting, 'documents.initiative-presented', data, `Presented: ${initiative}`, {
    initiative,
  });
}

async function record(
  setting: Setting,
  options: Named & { presented: string; participant?: readonly string[] },
): Promise<Answer> {
  const initiative = newId('ini');
  const participants = [...new Set(options.participant ?? [])].sort();
  const data = { ...listedAs(initiative, options), presented: options.presented, participants };
  return performPaper(setting, 'documents.initiative-recorded', data, `Entered: ${initiative}`, {
    initiative,
  });
}

const withdraw = (setting: Setting, options: { reason?: string }, initiative: string): Promise<Answer> =>
  performPaper(
    setting,
    'documents.initiative-withdrawn',
    { initiative, ...given({ reason: options.reason }) },
    `Withdrawn: ${initiative}`,
  );

async function cover(
  setting: Setting,
  options: { asIs: string; reason: string; where?: string },
  document: string,
  initiative: string,
): Promise<Answer> {
  const coverage = COVERAGE.find((one) => one === options.asIs) as Coverage | undefined;
  if (!coverage)
    throw new CommandError(
      'comity.which-option',
      `--as-is cannot be “${options.asIs}”.`,
      `One of: ${COVERAGE.join(', ')}. Nothing was sent.`,
    );
  const { reason, where } = options;
  const data = { document, initiative, coverage, reason, ...given({ where }) };
  return performPaper(setting, 'documents.coverage-declared', data, `Declared: ${coverage}`);
}
