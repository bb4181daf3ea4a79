import { dataOf } from '@comity/client';
import type { Command } from 'commander';
import { table } from '../terminal.ts';
import { type Answer, actingAs, describe, does, type Setting } from './setting.ts';

export function viewedCommand(directory: Command): void {
  describe(
    directory.command('views'),
    'Which participants read restricted fields of your contacts, by day; for your State alone, off the record.',
    'directory views --as ana',
  ).action(does(views));
}

async function views(setting: Setting): Promise<Answer> {
  const { connection } = await (await actingAs(setting)).session();
  const read = dataOf(await connection.api.GET('/api/directory/views'));
  const rows = read.views.map((v) => [
    v.first.slice(0, 16),
    v.reader,
    v.contact ?? 'a list',
    v.fields.join(' '),
  ]);
  return {
    value: read,
    lines:
      rows.length > 0
        ? [
            ...table(['FIRST THAT DAY', 'PARTICIPANT', 'CONTACT', 'FIELDS'], rows),
            `Kept for ${read.kept} days.`,
          ]
        : ['Nobody else read a restricted field yet.'],
  };
}
