import { access } from 'node:fs/promises';
import { FOR_A_HOST } from '@comity/acts';
import { openpgpVerifier } from '@comity/seal';
import { reportLines, verifyBundle } from '@comity/verify';
import type { Command } from 'commander';
import { refusal } from '../errors.ts';
import { exportRecord } from '../exporting.ts';
import { plain } from '../terminal.ts';
import { readTrust } from '../trust.ts';
import { readFileChunks } from '../verifying.ts';
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
  describe(
    program
      .command('verify')
      .argument('<file>', 'as export wrote it')
      .option('--trust <file>', 'the body and key to expect, as your ministry has them'),
    'Verify a record offline, act by act, through the rules: ends with 0 verified, 1 wrong, 2 could not run.',
    'verify record.tar --trust trust.json',
  ).action(does(verify));
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

async function verify(setting: Setting, options: { trust?: string }, path: string): Promise<Answer> {
  const trust = options.trust === undefined ? undefined : await readTrust(options.trust);
  const report = await verifyBundle(readFileChunks(path), {
    ...(trust ? { trust: { body: trust.body, key: trust.key } } : {}),
    verifiers: { openpgp: openpgpVerifier },
    onProgress: ({ done, total }) => setting.terminal.progress('Entries replayed', done, total),
  });
  return {
    value: report,
    lines: reportLines(report).map((line) => plain(line)),
    exit: report.verdict === 'verified' ? 0 : 1,
  };
}
