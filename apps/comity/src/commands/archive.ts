import { access } from 'node:fs/promises';
import { FOR_A_HOST } from '@comity/acts';
import type { Command } from 'commander';
import { refusal } from '../errors.ts';
import { exportRecord } from '../exporting.ts';
import { exportForHost } from '../wholerecord.ts';
import { noBody, withHouse } from './house.ts';
import { type Answer, describe, does, publicConnection, reading, type Setting } from './setting.ts';

export function archiveCommands(program: Command): void {
  describe(
    program
      .command('export')
      .requiredOption('--out <file>', 'where to write it')
      .option('--public', 'the public record, without what your State may open')
      .option(
        '--operator',
        'everything this host holds, from its data folder, its server stopped: to move or to keep',
      )
      .option('--force', 'overwrite the file'),
    'Write the whole record to a file, with what your State may open.',
    'export --out record.tar --as ana',
  ).action(does(exportTo));
}

async function exportTo(
  setting: Setting,
  options: { out: string; public?: boolean; operator?: boolean; force?: boolean },
): Promise<Answer> {
  const { out, force } = options;
  const there = await access(out).then(
    () => true,
    () => false,
  );
  if (there && !force)
    throw refusal(
      'comity.file-exists',
      `${out} exists already.`,
      'Nothing was written. Name another file, or --force.',
    );
  if (options.operator) return exportAll(setting, out);
  const reader = options.public ? { connection: await publicConnection(setting) } : await reading(setting);
  const bytes = await exportRecord(reader.connection, out, (done) =>
    setting.terminal.progress('Megabytes written:', Math.floor(done / 1e6)),
  );
  const audience = 'as' in reader && reader.as ? reader.as.participant : 'public';
  return {
    value: { written: out, bytes, audience },
    lines: [
      `Written: ${out} (${bytes} bytes), with what ${audience === 'public' ? 'everyone' : audience} may open.`,
      `Verify it: comity verify ${out} --trust TRUST.json`,
    ],
  };
}

async function exportAll(setting: Setting, out: string): Promise<Answer> {
  return withHouse(setting, async (house) => {
    if (!house.record.held.founded) throw noBody(house.config.dataFolder);
    const bytes = await exportForHost(house, out, setting.terminal);
    return {
      value: { written: out, bytes, audience: FOR_A_HOST },
      lines: [
        `Written: ${out} (${bytes} bytes), with everything this host holds. Keep it as you keep the host itself.`,
      ],
    };
  });
}
