import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CANNOT_PROVE } from '@comity/client/checking';
import type { DirectoryContact } from '@comity/client/messages';
import type { Command } from 'commander';
import { writePrivate } from '../keyring.ts';
import { type OpenedSnapshot, openSnapshot, takeSnapshot } from '../snapshot.ts';
import { plain, table } from '../terminal.ts';
import { readTrust } from '../trust.ts';
import { readBytes } from './paperacts.ts';
import { type Answer, actingAs, describe, does, type Setting } from './setting.ts';

/** A copy of the directory for the day on which its host is not there. */
export function snapshotCommands(directory: Command): void {
  describe(
    directory
      .command('snapshot')
      .requiredOption('--out <file>', 'where it is written, for its owner alone; nothing is overwritten'),
    'Keep the whole directory with every key in one file, as you may read it, to be opened without the host.',
    'directory snapshot --out directory.snapshot --as duty',
  ).action(does<{ out: string }>(take));
  describe(
    directory
      .command('open')
      .argument('<file>', 'a snapshot')
      .requiredOption('--trust <file>', 'the body and key to expect, as your ministry has them')
      .option('--keys-to <folder>', 'write the keys that check out there, one file each, for gpg --import'),
    'Open a snapshot without a network and check every key against the record; ends with 1 where one fails.',
    'directory open directory.snapshot --trust trust.json --keys-to ./keys',
  ).action(does<{ trust: string; keysTo?: string }>(open));
}

async function take(setting: Setting, { out }: { out: string }): Promise<Answer> {
  const acting = await actingAs(setting);
  const { connection } = await acting.session();
  const { bytes, contacts, report } = await takeSnapshot(connection, acting.place.trust, (done, total) =>
    setting.terminal.progress('Keys kept', done, total),
  );
  await writePrivate(out, bytes, 'wx');
  const keyed = contacts.filter((c) => c.key).length;
  return {
    value: { written: out, contacts: contacts.length, keys: keyed, ok: report.ok, checks: report.checks },
    lines: [
      `Written: ${out} (${bytes.length} bytes): ${contacts.length} contacts, ${keyed} keys.`,
      `Without the host: comity directory open ${out} --trust FILE`,
    ],
    ...(report.ok ? {} : { exit: 1 as const }),
  };
}

async function open(
  _: Setting,
  { trust, keysTo }: { trust: string; keysTo?: string },
  file: string,
): Promise<Answer> {
  const snapshot = await openSnapshot(await readBytes(file), await readTrust(trust));
  const { contacts, report, at, isProven } = snapshot;
  const failing = report.checks.filter(({ ok }) => !ok);
  const good = contacts.filter(isProven);
  const written = keysTo === undefined ? [] : await writeKeys(snapshot, good, keysTo);
  const rows = contacts.map((c) => [
    c.participant,
    c.class,
    c.contact,
    c.key?.fingerprint.toUpperCase() ?? 'none',
    c.key ? (isProven(c) ? 'on the record' : 'NOT PROVEN') : '',
  ]);
  return {
    value: { at, contacts, ok: report.ok, checks: report.checks, written },
    lines: [
      `Taken, as it says, ${at}. ${report.checks[0]?.says ?? ''}`,
      ...table(['STATE', 'CLASS', 'CONTACT', 'KEY', 'IS'], rows),
      ...failing.map(({ check, about, says }) => `${check}${about ? ` ${about}` : ''}: ${plain(says)}`),
      ...(written.length > 0
        ? [`Written: ${written.length} keys to ${keysTo}. gpg --import ${keysTo}/*`]
        : []),
      CANNOT_PROVE,
    ],
    ...(report.ok ? {} : { exit: 1 as const }),
  };
}

/** A key that a file of that name may overwrite would be another: nothing is overwritten. */
async function writeKeys(
  snapshot: OpenedSnapshot,
  contacts: readonly DirectoryContact[],
  folder: string,
): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const written: string[] = [];
  for (const contact of contacts) {
    const path = join(folder, `${contact.participant}-${contact.contact}.pgp`);
    await writePrivate(path, await snapshot.key(contact), 'wx');
    written.push(path);
  }
  return written;
}
